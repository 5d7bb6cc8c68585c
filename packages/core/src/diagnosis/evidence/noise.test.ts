import { expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { pseudoResiduals, scaleOf } from './noise.ts';

const noisy = (count: number, trend: (i: number) => number): readonly number[] => {
  const random = stream(1, 'noise test');
  return Array.from({ length: count }, (_, i) => trend(i) + 0.5 * random.normal());
};
const even = (count: number): readonly number[] => [...Array(count).keys()];

it('finds the standard deviation whatever the trend', () => {
  for (const trend of [() => 0, (i: number) => 3 * i, (i: number) => 100 * Math.exp(-i / 300)]) {
    expect(scaleOf(pseudoResiduals(even(3000), noisy(3000, trend)))).toBeCloseTo(0.5, 1);
  }
});

it('finds it on uneven steps', () => {
  const times = even(3000).map((i) => i + (i % 3) / 4);
  const values = noisy(3000, () => 0).map((value, i) => value + 2 * (times[i] ?? 0));
  expect(scaleOf(pseudoResiduals(times, values))).toBeCloseTo(0.5, 1);
});

it('is hardly moved by jumps', () => {
  const jumping = noisy(3000, (i) => (i % 100 === 0 ? 1000 : 0));
  expect(scaleOf(pseudoResiduals(even(3000), jumping))).toBeLessThan(0.6);
});

it('has none in a line, and none to tell of in two points', () => {
  expect(scaleOf(pseudoResiduals(even(10), even(10)))).toBe(0);
  expect(scaleOf(pseudoResiduals([0, 1], [1, 5]))).toBe(0);
});
