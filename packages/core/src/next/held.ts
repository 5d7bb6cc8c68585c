/**
 * What a user holds on purpose. A round file does not say why it holds something; but where a round could have searched it
 * too and held it, so that `next` asked for it, and a later one holds it again, that is an answer, and is not asked again.
 */
import {
  affordable,
  fixingsFor,
  lengthCaveat,
  nothingKnown,
  resolveRound,
  sharesOf,
  type Known,
  type RoundFile,
} from '../design/index.ts';
import type { Identity } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import { isSearch, plannedTrials, spacesOf, type Basis } from './basis.ts';
import type { Change } from './change.ts';
import { comparedIn } from './comparison.ts';
import type { PastRound } from './history.ts';
import { isTunable, wasTested } from './known.ts';

/** Rounds, by number. */
export interface Kept {
  /** After which it was proposed to search it. */
  readonly asked: number;
  /** The latest that held it all the same. */
  readonly held: number;
}

/** What was held ever since, though the trials of a round sufficed to search it beside the rest; null for anything else. */
export function keptUntested(basis: Basis, id: Identity): Kept | null {
  if (!isTunable(basis, id) || wasTested(basis, id)) return null;
  const having = basis.rounds.filter((round) => isSearch(round) && spacesOf(round, id).length > 0);
  const held = having.at(-1);
  const asked = having.slice(0, -1).find((round) => {
    const file = fileOf(round);
    const ids = file.fixed.map(({ hyperparameter }) => hyperparameter);
    const open = ids.filter((one) => isTunable(basis, one) && !wasTested(basis, one));
    const context = { number: round.number, known: nothingKnown };
    return mostWorth(round.resolved.project, file, open, context).includes(id);
  });
  return held === undefined || asked === undefined ? null : { asked: asked.number, held: held.number };
}

/** What a finding asks to search, as a finding of the same question did of an earlier round that held it too. */
export function keptDespite(
  basis: Basis,
  { hyperparameter: id, reason }: Extract<Change, { kind: 'vary' }>,
): Kept | null {
  const source = reason.finding;
  if (source === undefined) return null;
  const asked = basis.rounds.find(
    (round) =>
      round.number < source.round &&
      isSearch(round) &&
      round.resolved.roles[id] === 'fixed' &&
      round.insight.findings.some(({ code, action }) => code === source.code && action !== undefined),
  );
  const again = basis.rounds.some(({ number, resolved }) => number === source.round && resolved.roles[id] === 'fixed');
  return asked === undefined || !again ? null : { asked: asked.number, held: source.round };
}

/** Of what a round holds, that which its trials suffice to search beside the rest: what matters most likely first. */
export function mostWorth(
  project: Project,
  file: RoundFile,
  held: readonly Identity[],
  context: { readonly number: number; readonly known: Known },
): readonly Identity[] {
  if (held.length === 0) return [];
  const freed = { ...file, fixed: file.fixed.filter(({ hyperparameter }) => !held.includes(hyperparameter)) };
  const { studies, roles } = resolveRound(project, freed, context.number);
  const parts = studies
    .filter(({ purpose }) => purpose === 'search')
    .flatMap((study) => sharesOf(study, roles))
    .map(({ trials, nuisance }) => ({ trials, ids: nuisance.map(({ id }) => id) }));
  const order = fixingsFor(project, freed, context).map(({ hyperparameter }) => hyperparameter);
  const found: Identity[] = [];
  // Those that a short budget would hold last, or not at all, are worth most.
  for (const id of held.toSorted((a, b) => rank(order, b) - rank(order, a))) {
    const open = new Set([...found, id]);
    const own = parts.filter(({ ids }) => ids.includes(id));
    const suffices = own.every(
      ({ ids, trials }) => ids.filter((one) => open.has(one) || !held.includes(one)).length <= affordable(trials),
    );
    if (own.length > 0 && suffices) found.push(id);
  }
  return found;
}

function rank(order: readonly Identity[], id: Identity): number {
  const place = order.indexOf(id);
  return place < 0 ? Infinity : place;
}

/** The design of a past round, as far as it tells what its trials suffice for. */
function fileOf(round: PastRound): RoundFile {
  const { resolved } = round;
  const compared = Object.keys(resolved.roles).filter((id) => resolved.roles[id] === 'scientific');
  return {
    name: round.name,
    goal: resolved.goal,
    question: resolved.question,
    scientific: comparedIn(round, compared),
    fixed: resolved.caveats.filter(({ hyperparameter }) => hyperparameter !== lengthCaveat),
    nuisance: 'rest',
    ranges: [],
    search: { kind: 'halton' },
    trials: plannedTrials(round),
    notes: '',
  };
}
