/**
 * A multilayer perceptron with one hidden layer: 64 pixels → hidden units, ReLU → 10 classes.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | x | images | [n, 64] |
 * | w1, b1 | hidden layer | [64, h], [h] |
 * | w2, b2 | output layer | [h, 10], [10] |
 * | mask | 0, or 1 / (1 − dropout), for each hidden unit | [n, h] |
 * | y | targets: each row sums to 1 | [n, 10] |
 */
import type { Arrays } from '@attune/train';
import { nn, numpy as np } from '@jax-js/jax';
import { classes, pixels } from './data.ts';
import { normals } from './random.ts';

export type Shapes = Readonly<Record<string, readonly number[]>>;

export function shapes(hiddenUnits: number): Shapes {
  return { w1: [pixels, hiddenUnits], b1: [hiddenUnits], w2: [hiddenUnits, classes], b2: [classes] };
}

/**
 * He's initialisation (He et al. 2015, equation 10): weights normal with variance 2 / fan-in, biases 0. The output
 * layer's weights are ten times smaller, so that training begins at the loss of a guess, ln 10.
 */
export function initialParameters(hiddenUnits: number, seed: number): Arrays {
  const normal = normals(seed);
  const drawn = ([rows = 1, columns = 1]: readonly number[], scale: number): np.Array =>
    np.array(Float32Array.from({ length: rows * columns }, () => normal() * scale)).reshape([rows, columns]);
  const { w1 = [], w2 = [] } = shapes(hiddenUnits);
  return {
    w1: drawn(w1, Math.sqrt(2 / pixels)),
    b1: np.zeros([hiddenUnits]),
    w2: drawn(w2, 0.1 * Math.sqrt(2 / hiddenUnits)),
    b2: np.zeros([classes]),
  };
}

/** Logits [n, 10]. Consumes its arguments. */
export function logits(parameters: Arrays, x: np.Array, mask?: np.Array): np.Array {
  const { w1, b1, w2, b2 } = parameters;
  if (!w1 || !b1 || !w2 || !b2) throw new TypeError('a parameter of the model is missing');
  const hidden = nn.relu(np.matmul(x, w1).add(b1));
  return np.matmul(mask === undefined ? hidden : hidden.mul(mask), w2).add(b2);
}

/** Mean cross-entropy of `y` against the model's prediction. Consumes its arguments. */
export function crossEntropy(parameters: Arrays, x: np.Array, y: np.Array, mask?: np.Array): np.Array {
  const count = y.shape[0] ?? 1;
  return nn
    .logSoftmax(logits(parameters, x, mask))
    .mul(y)
    .sum()
    .mul(-1 / count);
}
