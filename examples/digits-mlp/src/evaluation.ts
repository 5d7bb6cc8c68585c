import type { Arrays } from '@attune/train';
import { jit, numpy as np } from '@jax-js/jax';
import { classes, pixels } from './data.ts';
import type { Examples } from './data.ts';
import { logits } from './model.ts';

export interface Score {
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** Share of wrong predictions. */
  readonly error: number;
}

/** How many training images an evaluation looks at; as many as there are for validation. */
export const evaluatedTrainCount = 450;

/** Scores a model on fixed examples, all in one batch, without dropout. The parameters stay the caller's. */
export function evaluator(): (parameters: Arrays, examples: Examples) => Score {
  const predict = jit((parameters: Arrays, x: np.Array) => logits(parameters, x));
  return (parameters, examples) => {
    const own = Object.fromEntries(Object.entries(parameters).map(([name, array]) => [name, array.ref]));
    const x = np.array(examples.images.slice()).reshape([examples.count, pixels]);
    return score(predict(own, x).dataSync(), examples.labels);
  };
}

/** Loss and error of logits [n, 10] in double precision. A model whose logits are NaN is wrong about everything. */
export function score(values: ArrayLike<number>, labels: Uint8Array): Score {
  let loss = 0;
  let wrong = 0;
  labels.forEach((label, row) => {
    const of = (digit: number): number => values[row * classes + digit] ?? NaN;
    let predicted = 0;
    for (let digit = 1; digit < classes; digit++) if (of(digit) > of(predicted)) predicted = digit;
    let total = 0;
    for (let digit = 0; digit < classes; digit++) total += Math.exp(of(digit) - of(predicted));
    loss += of(predicted) + Math.log(total) - of(label);
    if (predicted !== label || Number.isNaN(total)) wrong++;
  });
  return { loss: loss / labels.length, error: wrong / labels.length };
}
