/**
 * A search space as data: a list of hyperparameters, some of which (`choice`) hold others that exist only in one branch.
 * The same name under two branches is two hyperparameters; `id` tells them apart everywhere (method C2).
 */
import type { Meaning } from './meaning.ts';

/** What a hyperparameter can be set to. */
export type Value = number | string | boolean | null;

/** Path of a hyperparameter from the root: `lr`, or `optimizer=adam/lr` inside a branch. */
export type Identity = string;

/** How a range is spaced: `reverse-log` spaces `1 − x` logarithmically, for values that crowd below 1 (momentum, β2). */
export type Scale = 'linear' | 'log' | 'reverse-log';

/** What every hyperparameter has, whatever its kind. */
export interface Named {
  readonly id: Identity;
  /** Last part of the identity. */
  readonly name: string;
  /** The name under which the training program receives the value; `name` unless the project file says otherwise. */
  readonly arg: string;
  /** What it is, so that advice and procedures can know; absent where unknown. */
  readonly meaning?: Meaning;
  /**
   * The value that disables it; for a choice, a label. Where the range or the values do not hold it, it is a branch of
   * its own beside them ("off or range").
   */
  readonly off?: Value;
}

/** A number between `low` and `high`, both included and finite, `low < high`. */
interface Ranged extends Named {
  readonly low: number;
  readonly high: number;
  readonly scale: Scale;
}

export interface FloatHyperparameter extends Ranged {
  readonly kind: 'float';
}

/** Whole ends; its scale is never `reverse-log`. */
export interface IntegerHyperparameter extends Ranged {
  readonly kind: 'integer';
}

export type RangeHyperparameter = FloatHyperparameter | IntegerHyperparameter;

/** One of several values in a meaningful order: numbers, ascending, or labels declared `ordered`. At least one value. */
export interface DiscreteHyperparameter extends Named {
  readonly kind: 'discrete';
  readonly values: readonly Value[];
}

/** One of several values without order. At least one value. */
export interface CategoricalHyperparameter extends Named {
  readonly kind: 'categorical';
  readonly values: readonly Value[];
}

/** True, false, or (restricted to one) a constant. */
export interface BooleanHyperparameter extends Named {
  readonly kind: 'boolean';
  readonly values: readonly boolean[];
}

/** One of several branches, each with hyperparameters of its own. At least one branch. */
export interface ChoiceHyperparameter extends Named {
  readonly kind: 'choice';
  readonly branches: readonly Branch[];
}

/** `label` names the branch in identities and files; `value` is what the training program receives. */
export interface Branch {
  readonly label: string;
  readonly value: Value;
  readonly children: readonly Hyperparameter[];
}

export type Hyperparameter =
  | RangeHyperparameter
  | DiscreteHyperparameter
  | CategoricalHyperparameter
  | BooleanHyperparameter
  | ChoiceHyperparameter;

/** What a point of the unit cube can vary: anything but a choice, whose branches are strata. */
export type Dimension = Exclude<Hyperparameter, ChoiceHyperparameter>;

/** Hyperparameters in the order of the file. */
export interface Space {
  readonly hyperparameters: readonly Hyperparameter[];
}

/** One setting: the value of every active hyperparameter by identity, and of no other. A choice holds its label. */
export type Configuration = Readonly<Record<Identity, Value>>;
