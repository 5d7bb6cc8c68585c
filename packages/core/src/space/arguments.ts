/** A configuration as the training program receives it. */
import type { Configuration, Space, Value } from './hyperparameter.ts';
import { activeIn, branchTaken } from './identity.ts';

export interface Argument {
  readonly arg: string;
  readonly value: Value;
}

/**
 * One argument for each active hyperparameter that has a value, in the order of the file: its `arg`, with the branch's
 * value in place of a choice's label.
 */
export function argumentsOf(space: Space, configuration: Configuration): readonly Argument[] {
  return activeIn(space, configuration).flatMap((hyperparameter) => {
    const value =
      hyperparameter.kind === 'choice'
        ? branchTaken(hyperparameter, configuration)?.value
        : configuration[hyperparameter.id];
    return value === undefined ? [] : [{ arg: hyperparameter.arg, value }];
  });
}
