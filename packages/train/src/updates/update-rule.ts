/**
 * Update rules as pure functions over named arrays, in the playbook's notation.
 *
 * | symbol | meaning |
 * |---|---|
 * | θ | `parameters` |
 * | ∇l(θ) | `gradients`, one array for each of θ |
 * | η, α | learning rate at this step |
 * | γ | momentum |
 * | β1, β2, ε | Adam's decay rates of first and second moment, and its stabiliser |
 * | v, m | what a rule remembers between steps (`OptimizerState`) |
 * | t + 1 | `step`: the number of this update, from 1 |
 *
 * Arrays follow jax-js's ownership: a function consumes the arrays that it is given, unless it says otherwise.
 */
import { numpy as np } from '@jax-js/jax';

/** Arrays by name: a model's parameters, or their gradients. */
export type Arrays = Readonly<Record<string, np.Array>>;

/** What a rule remembers, by its symbol: `{ v: {...} }` for momentum, `{ m, v }` for Adam, nothing for SGD. */
export type OptimizerState = Readonly<Record<string, Arrays>>;

/** A type alias, since jax-js takes no interfaces through `jit`. */
export type Updated = {
  readonly parameters: Arrays;
  readonly state: OptimizerState;
};

export interface UpdateRule {
  /** State before the first step: zeros in the shape of `parameters`, which stay the caller's. */
  init(parameters: Arrays): OptimizerState;
  /**
   * The scalar that `update` multiplies with: the learning rate, with Adam's bias correction b where there is one.
   * Computed here, in double precision and outside the compiled step, since 1 − 0.999 loses five digits in float32.
   */
  rate(learningRate: number, step: number): number;
  /** One step; pure and fit for `jit`. Consumes its arguments. */
  update(parameters: Arrays, gradients: Arrays, state: OptimizerState, rate: np.Array): Updated;
}

/** Zeros in the shapes of `arrays`, which stay the caller's. */
export function zerosLike(arrays: Arrays): Arrays {
  return mapNamed(arrays, (array) => np.zeros(array.shape));
}

/** A new record with `change` applied to each array by name. */
export function mapNamed(arrays: Arrays, change: (array: np.Array, name: string) => np.Array): Arrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, change(array, name)]));
}

/** The array of that name; a missing one is a defect of the caller, as records of one model share their names. */
export function named(arrays: Arrays | undefined, name: string): np.Array {
  const array = arrays?.[name];
  if (array === undefined) throw new TypeError(`no array "${name}"`);
  return array;
}
