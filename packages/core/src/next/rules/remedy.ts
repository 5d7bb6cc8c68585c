/** Steadier training or more regularisation: by a hyperparameter of that meaning where the space has one, else in the program. */
import { flatten, onlyValue, type Hyperparameter, type Meaning } from '../../space/index.ts';
import type { Basis } from '../basis.ts';

/** The hyperparameters of these meanings in the project's space, as they were searched last. */
export function withMeaning({ space, project }: Basis, meanings: readonly Meaning[]): readonly Hyperparameter[] {
  const searched = flatten(space).map(({ hyperparameter }) => hyperparameter);
  const declared = flatten(project.space).map(({ hyperparameter }) => hyperparameter);
  return declared.flatMap(({ id, meaning }) =>
    meaning !== undefined && meanings.includes(meaning) ? searched.filter((one) => one.id === id) : [],
  );
}

/**
 * Choices that the last search held at a branch without any of these meanings, where another branch has one. What a choice
 * of such a branch means besides (another optimiser, another architecture) is no remedy.
 */
export function choicesLackingIt({ space, project }: Basis, meanings: readonly Meaning[]): readonly Hyperparameter[] {
  const searched = flatten(space).map(({ hyperparameter }) => hyperparameter);
  const placed = flatten(project.space).filter(
    ({ hyperparameter: { meaning } }) => meaning !== undefined && meanings.includes(meaning),
  );
  return searched.filter(
    (one) =>
      one.kind === 'choice' &&
      isHeld(one) &&
      !replacesMore.some((meaning) => meaning === one.meaning) &&
      placed.some(({ conditions }) => conditions.some(({ id }) => id === one.id)) &&
      placed.every(({ conditions }) => conditions.every(({ id, label }) => id !== one.id || label !== onlyValue(one))),
  );
}

const replacesMore: readonly Meaning[] = ['optimizer', 'architecture', 'schedule', 'depth', 'width'];

/** Whether the last search held it at one value. */
export function isHeld(hyperparameter: Hyperparameter): boolean {
  return onlyValue(hyperparameter) !== undefined;
}

/** Whether its range reaches `value` already. */
export function reaches(hyperparameter: Hyperparameter, value: number): boolean {
  const ranged = hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
  return ranged && value >= hyperparameter.low && value <= hyperparameter.high;
}
