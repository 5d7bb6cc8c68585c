/** The scientific configurations of a round: what it compares, each with the space that is left to search under it. */
import {
  find,
  fix,
  flatten,
  type Configuration,
  type Hyperparameter,
  type Identity,
  type Space,
  type Value,
} from '../space/index.ts';

/** Beyond this many scientific configurations a round runs one joint study instead of one for each (method C4). */
export const studyLimit = 8;

/** One thing that is compared, and the space of everything else. */
export interface ScientificConfiguration {
  readonly scientific: Configuration;
  readonly space: Space;
}

/**
 * Every combination of the scientific hyperparameters' values, in the order of the space: parents come before what exists
 * only in their branches, which is combined only there, in whatever order the ids are given. Undefined where a value is not one of finitely many, or there are too many
 * combinations: such a round is one joint study. One, of nothing, where nothing is scientific.
 */
export function scientificConfigurations(
  space: Space,
  ids: readonly Identity[],
): readonly ScientificConfiguration[] | undefined {
  let combinations: readonly ScientificConfiguration[] = [{ scientific: {}, space }];
  const ordered = flatten(space).flatMap(({ hyperparameter: { id } }) => (ids.includes(id) ? [id] : []));
  for (const id of ordered) {
    const next: ScientificConfiguration[] = [];
    for (const combination of combinations) {
      const hyperparameter = find(combination.space, id).find((found) => found.id === id);
      if (hyperparameter === undefined) {
        next.push(combination);
        continue;
      }
      const values = scientificValues(hyperparameter);
      if (values === undefined) return undefined;
      for (const value of values) {
        next.push({
          scientific: { ...combination.scientific, [id]: value },
          space: fix(combination.space, id, value),
        });
      }
    }
    if (next.length > studyLimit) return undefined;
    combinations = next;
  }
  return combinations;
}

/** Every value that a hyperparameter can have, labels for a choice; undefined where there are too many to compare. */
export function scientificValues(hyperparameter: Hyperparameter | undefined): readonly Value[] | undefined {
  switch (hyperparameter?.kind) {
    case undefined:
    case 'float':
      return undefined;
    case 'integer': {
      const { low, high } = hyperparameter;
      if (high - low >= studyLimit) return undefined;
      return withOff(
        hyperparameter,
        Array.from({ length: high - low + 1 }, (_, i) => low + i),
      );
    }
    case 'choice':
      return hyperparameter.branches.map(({ label }) => label);
    case 'discrete':
    case 'categorical':
    case 'boolean':
      return withOff(hyperparameter, hyperparameter.values);
  }
}

function withOff({ off }: Hyperparameter, values: readonly Value[]): readonly Value[] {
  return off === undefined || values.includes(off) ? values : [off, ...values];
}
