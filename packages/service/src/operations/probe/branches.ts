/** The branches of a conditional space that the baseline does not take: each is tried once, since its flags are its own. */
import {
  activeIn,
  flatten,
  fromUnit,
  type Condition,
  type Configuration,
  type Identity,
  type Value,
} from '@attune/core/space';
import type { Project } from '@attune/core/study';

export interface UntriedBranch {
  /** `optimizer=sgd`. */
  readonly name: string;
  /** The baseline as far as it goes, values that attune.yaml gives for the branch, else the middle of each range. */
  readonly configuration: Configuration;
}

/** In the order of the file; a branch within another one that is not taken is tried on its own too. */
export function untriedBranches({
  space,
  baseline,
  inactive,
}: Pick<Project, 'space' | 'baseline' | 'inactive'>): readonly UntriedBranch[] {
  const known = { ...inactive, ...baseline };
  return flatten(space).flatMap(({ hyperparameter, conditions }): UntriedBranch[] => {
    if (hyperparameter.kind !== 'choice') return [];
    return hyperparameter.branches.flatMap(({ label }): UntriedBranch[] => {
      const path: readonly Condition[] = [...conditions, { id: hyperparameter.id, label }];
      if (path.every(({ id, label: own }) => baseline[id] === own)) return [];
      const taken = Object.fromEntries(path.map((one) => [one.id, one.label]));
      const configuration = completed(space, { ...known, ...taken });
      return [{ name: `${hyperparameter.id}=${label}`, configuration }];
    });
  });
}

function completed(space: Project['space'], known: Configuration): Configuration {
  const values: Record<Identity, Value> = { ...known };
  for (;;) {
    const active = activeIn(space, values);
    const missing = active.find(({ id }) => values[id] === undefined);
    if (missing === undefined) return Object.fromEntries(active.map(({ id }) => [id, values[id] ?? null]));
    values[missing.id] = fromUnit(missing, missing.kind === 'choice' ? 0 : 0.5);
  }
}
