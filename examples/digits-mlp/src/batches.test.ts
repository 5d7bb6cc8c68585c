import { expect, test } from 'vitest';
import { batchSize, batchesOf, dropoutMask } from './batches.ts';
import { type Examples, pixels } from './data.ts';

/** 100 pictures, each filled with its own number over 100. */
const examples: Examples = {
  count: 100,
  images: Float32Array.from({ length: 100 * pixels }, (_, index) => Math.floor(index / pixels) / 100),
  labels: Uint8Array.from({ length: 100 }, (_, index) => index % 10),
};

/** Which examples a step shows. */
function shown(seed: number, step: number): readonly number[] {
  const { x } = batchesOf(examples, 0, seed)(step);
  return Array.from({ length: batchSize }, (_, row) => Math.round(100 * (x[row * pixels] ?? -1)));
}

test('each pass shows every example once, across the borders of batches', () => {
  // 25 batches of 64 are 16 passes over 100 examples.
  const all = Array.from({ length: 25 }, (_, index) => shown(5, index + 1)).flat();
  for (let pass = 0; pass < 16; pass++) {
    const order = all.slice(pass * 100, (pass + 1) * 100).sort((a, b) => a - b);
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index));
  }
  expect(all.slice(0, 100)).not.toEqual(all.slice(100, 200));
});

test('a step’s batch depends on seed and step alone', () => {
  const batches = batchesOf(examples, 0, 5);
  batches(1);
  expect(batches(7)).toEqual(batchesOf(examples, 0, 5)(7));
  expect(shown(6, 1)).not.toEqual(shown(5, 1));
});

test('targets are smoothed and sum to 1', () => {
  const { x, y } = batchesOf(examples, 0.2, 5)(1);
  const label = Math.round(100 * (x[0] ?? 0)) % 10;
  const target = [...y.slice(0, 10)];
  expect(target[label]).toBeCloseTo(0.82, 6);
  expect(target[(label + 1) % 10]).toBeCloseTo(0.02, 6);
  expect(target.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
});

test('dropout silences its share of hidden units and keeps their expectation', () => {
  const mask = dropoutMask(3, 128, 0.25, 9);
  const silenced = mask.filter((value) => value === 0).length / mask.length;
  // 8,192 draws: standard error 0.48 %
  expect(Math.abs(silenced - 0.25)).toBeLessThan(0.02);
  expect(mask.filter((value) => value !== 0).every((value) => Math.abs(value - 4 / 3) < 1e-6)).toBe(true);
  expect(dropoutMask(3, 128, 0.25, 9)).toEqual(mask);
  expect(dropoutMask(4, 128, 0.25, 9)).not.toEqual(mask);
});
