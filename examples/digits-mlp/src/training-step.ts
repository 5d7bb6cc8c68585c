import { type Arrays, type UpdateRule, type Updated, adam, globalNorm, momentum } from '@attune/train';
import { grad, jit, numpy as np } from '@jax-js/jax';
import { type Batch, batchSize } from './batches.ts';
import { classes, pixels } from './data.ts';
import type { OptimizerChoice } from './hyperparameters.ts';
import { crossEntropy } from './model.ts';

/** What training changes; an alias of the rule's result. */
export type Model = Updated;

export interface Stepped {
  readonly model: Model;
  /** Norm of the whole gradient at this step. */
  readonly gradientNorm: number;
}

export function updateRule(optimizer: OptimizerChoice): UpdateRule {
  switch (optimizer.kind) {
    case 'momentum':
      return momentum({ momentum: optimizer.momentum });
    case 'adam':
      return adam();
  }
}

/** One compiled training step; it consumes the model. `mask` as in the model, or none without dropout. */
export function trainingStep(
  rule: UpdateRule,
): (model: Model, batch: Batch, rate: number, mask?: Float32Array<ArrayBuffer>) => Stepped {
  const update = (model: Model, gradients: Arrays, rate: np.Array): Model & { readonly norm: np.Array } => {
    const norm = globalNorm(gradients);
    return { ...rule.update(model.parameters, gradients, model.state, rate), norm };
  };
  const gradient = grad(crossEntropy);
  const plain = jit((model: Model, x: np.Array, y: np.Array, rate: np.Array) =>
    update(model, gradient(borrowed(model.parameters), x, y), rate),
  );
  const masked = jit((model: Model, x: np.Array, y: np.Array, rate: np.Array, mask: np.Array) =>
    update(model, gradient(borrowed(model.parameters), x, y, mask), rate),
  );
  return (model, batch, rate, mask) => {
    const x = np.array(batch.x).reshape([batchSize, pixels]);
    const y = np.array(batch.y).reshape([batchSize, classes]);
    const scalar = np.array(rate);
    const { norm, ...next } =
      mask === undefined
        ? plain(model, x, y, scalar)
        : masked(model, x, y, scalar, np.array(mask).reshape([batchSize, mask.length / batchSize]));
    // Reading a value each step also keeps the library from queueing up work without end.
    return { model: next, gradientNorm: norm.dataSync()[0] ?? NaN };
  };
}

/** The same arrays with one more reference each, for a function that consumes them. */
function borrowed(arrays: Arrays): Arrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.ref]));
}
