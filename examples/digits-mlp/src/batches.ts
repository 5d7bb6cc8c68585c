/** What each training step sees, as a pure function of seed and step: so a resumed run continues the same order. */
import { classes, pixels } from './data.ts';
import type { Examples } from './data.ts';
import { permutation, uniforms } from './random.ts';

export const batchSize = 128;

export interface Batch {
  /** [128, 64] */
  readonly x: Float32Array<ArrayBuffer>;
  /** [128, 10] */
  readonly y: Float32Array<ArrayBuffer>;
}

/** What batches are drawn by. */
export interface BatchSeeds {
  readonly order: number;
  readonly noise: number;
}

/**
 * The batch of each step, from 1. Examples are dealt from one endless sequence of shuffled passes, so that a pass
 * which does not divide into batches loses nothing. Each pixel is changed by up to `inputNoise`, evenly distributed.
 */
export function batchesOf(examples: Examples, inputNoise: number, seeds: BatchSeeds): (step: number) => Batch {
  const orderOf = passOrders(examples.count, seeds.order);
  return (step) => {
    const x = new Float32Array(batchSize * pixels);
    const y = new Float32Array(batchSize * classes);
    for (let row = 0; row < batchSize; row++) {
      const place = (step - 1) * batchSize + row;
      const index = orderOf(Math.floor(place / examples.count))[place % examples.count] ?? 0;
      x.set(examples.images.subarray(index * pixels, (index + 1) * pixels), row * pixels);
      y[row * classes + (examples.labels[index] ?? 0)] = 1;
    }
    if (inputNoise > 0) addNoise(x, inputNoise, uniforms(seeds.noise, step));
    return { x, y };
  };
}

function addNoise(x: Float32Array, most: number, uniform: () => number): void {
  for (let index = 0; index < x.length; index++) x[index] = (x[index] ?? 0) + most * (2 * uniform() - 1);
}

/** Which hidden units are kept at `step`, scaled so that the expected activation stays: [128, h]. */
export function dropoutMask(
  step: number,
  hiddenUnits: number,
  dropout: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  const uniform = uniforms(seed, step);
  const kept = 1 / (1 - dropout);
  return Float32Array.from({ length: batchSize * hiddenUnits }, () => (uniform() < dropout ? 0 : kept));
}

/** The order of each pass over the examples; remembers the latest, since steps ascend. */
function passOrders(count: number, seed: number): (pass: number) => Int32Array {
  let latest: { readonly pass: number; readonly order: Int32Array } = { pass: -1, order: new Int32Array() };
  return (pass) => {
    if (latest.pass !== pass) latest = { pass, order: permutation(count, seed, pass) };
    return latest.order;
  };
}
