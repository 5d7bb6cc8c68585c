import { expect, test } from 'vitest';
import { batchSize, batchesOf, dropoutMask } from './batches.ts';
import { type Examples, pixels } from './data.ts';

/** 100 pictures, each filled with its own number over 100. */
const examples: Examples = {
  count: 100,
  images: Float32Array.from({ length: 100 * pixels }, (_, index) => Math.floor(index / pixels) / 100),
  labels: Uint8Array.from({ length: 100 }, (_, index) => index % 10),
};

const seeds = (order: number) => ({ order, noise: 77 });

/** Which examples a step shows. */
function shown(seed: number, step: number): readonly number[] {
  const { x } = batchesOf(examples, 0, seeds(seed))(step);
  return Array.from({ length: batchSize }, (_, row) => Math.round(100 * (x[row * pixels] ?? -1)));
}

test('each pass shows every example once, across the borders of batches', () => {
  // 25 batches of 128 are 32 passes over 100 examples.
  const all = Array.from({ length: 25 }, (_, index) => shown(5, index + 1)).flat();
  for (let pass = 0; pass < 32; pass++) {
    const order = all.slice(pass * 100, (pass + 1) * 100).sort((a, b) => a - b);
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index));
  }
  expect(all.slice(0, 100)).not.toEqual(all.slice(100, 200));
});

test('a step’s batch depends on seed and step alone', () => {
  const batches = batchesOf(examples, 0, seeds(5));
  batches(1);
  expect(batches(7)).toEqual(batchesOf(examples, 0, seeds(5))(7));
  expect(shown(6, 1)).not.toEqual(shown(5, 1));
});

test('targets are the labels', () => {
  const { x, y } = batchesOf(examples, 0, seeds(5))(1);
  const label = Math.round(100 * (x[0] ?? 0)) % 10;
  expect([...y.slice(0, 10)]).toEqual(Array.from({ length: 10 }, (_, digit) => (digit === label ? 1 : 0)));
});

test('noise changes each pixel by up to the given amount, evenly, and by step', () => {
  const clean = batchesOf(examples, 0, seeds(5))(3).x;
  const noisy = batchesOf(examples, 0.5, seeds(5));
  const noise = noisy(3).x.map((value, index) => value - (clean[index] ?? 0));
  expect(Math.max(...noise.map(Math.abs))).toBeLessThanOrEqual(0.5 + 1e-6);
  // 8,192 draws of variance 0.5² / 3: four standard errors of their mean and of their mean square
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const square = noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length;
  expect(Math.abs(mean)).toBeLessThan(4 * (0.5 / Math.sqrt(3 * 8192)));
  expect(Math.abs(square - 0.25 / 3)).toBeLessThan(4 * ((0.25 * Math.sqrt(4 / 45)) / Math.sqrt(8192)));
  expect(noisy(4).x.map((value, index) => value - (batchesOf(examples, 0, seeds(5))(4).x[index] ?? 0))).not.toEqual(
    noise,
  );
});

test('dropout silences its share of hidden units and keeps their expectation', () => {
  const mask = dropoutMask(3, 128, 0.25, 9);
  const silenced = mask.filter((value) => value === 0).length / mask.length;
  // 16,384 draws: standard error 0.34 %
  expect(Math.abs(silenced - 0.25)).toBeLessThan(0.02);
  expect(mask.filter((value) => value !== 0).every((value) => Math.abs(value - 4 / 3) < 1e-6)).toBe(true);
  expect(dropoutMask(3, 128, 0.25, 9)).toEqual(mask);
  expect(dropoutMask(4, 128, 0.25, 9)).not.toEqual(mask);
});
