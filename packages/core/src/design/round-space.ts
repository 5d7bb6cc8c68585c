/** A project's space as one round searches it, and what each hyperparameter is in it. */
import { flatten, offBeside, onlyValue, type Hyperparameter, type Identity, type Space } from '../space/index.ts';
import type { Caveat, Project, Role } from '../study/index.ts';
import type { RoundFile } from './round-file.ts';
import { restrictFixed, restrictRange, restrictScientific } from './restrict.ts';

export interface RoundSpace {
  readonly space: Space;
  /** Of every hyperparameter that is left in the space: a fixed choice takes those of its other branches away. */
  readonly roles: Readonly<Record<Identity, Role>>;
  /** One for every hyperparameter with a single value, whether the round fixed it or the project has no other. */
  readonly caveats: readonly Caveat[];
}

/** Applies ranges, scientific values and fixings, in this order. Throws `invalid` where one is impossible. */
export function roundSpace(project: Project, round: RoundFile): RoundSpace {
  const ranged = round.ranges.reduce(restrictRange, project.space);
  const compared = round.scientific.reduce(restrictScientific, ranged);
  const fixings = [...round.fixed, ...unlisted(project.space, round)];
  const space = fixings.reduce((narrowed, entry) => restrictFixed(narrowed, entry, project), compared);

  const scientific = new Set(round.scientific.map(({ hyperparameter }) => hyperparameter));
  const all = flatten(space).map(({ hyperparameter }) => hyperparameter);
  const caveats = all.flatMap((hyperparameter) => {
    const value = constant(hyperparameter);
    return value === undefined || scientific.has(hyperparameter.id)
      ? []
      : [{ hyperparameter: hyperparameter.id, value }];
  });
  const fixed = new Set(caveats.map(({ hyperparameter }) => hyperparameter));
  const roles = Object.fromEntries(
    all.map(({ id }) => [id, scientific.has(id) ? 'scientific' : fixed.has(id) ? 'fixed' : 'nuisance'] as const),
  );
  return { space, roles, caveats };
}

/** Where the round lists its nuisance hyperparameters, all that have no role are fixed at the baseline. */
function unlisted(space: Space, { scientific, fixed, nuisance }: RoundFile): readonly { hyperparameter: Identity }[] {
  if (nuisance === 'rest') return [];
  const named = new Set([...scientific, ...fixed].map(({ hyperparameter }) => hyperparameter).concat(nuisance));
  return flatten(space).flatMap(({ hyperparameter: { id } }) => (named.has(id) ? [] : [{ hyperparameter: id }]));
}

function constant(hyperparameter: Hyperparameter): Caveat['value'] | undefined {
  return offBeside(hyperparameter) ? undefined : onlyValue(hyperparameter);
}
