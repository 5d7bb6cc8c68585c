import { expect, it } from 'vitest';
import { probabilityBetter } from './probability.ts';

it('is the posterior of a normal mean under the unit information prior', () => {
  // SciPy 1.17.1: stats.t.cdf of the closed form; the second also by integrating the posterior on a grid: 0.73712.
  expect(probabilityBetter([1, 2, 3], 0)).toBeCloseTo(0.9486359605708005, 10);
  expect(probabilityBetter([1, -2, 0.5, 3, 0.2], 0)).toBeCloseTo(0.737122365103184, 10);
  expect(probabilityBetter([1, 2, 3], 1)).toBeCloseTo(0.886595970365617, 10);
});

it('is a half where nothing tells, and turns with the sign', () => {
  expect(probabilityBetter([], 0)).toBe(0.5);
  expect(probabilityBetter([0, 0, 0], 0)).toBe(0.5);
  expect(probabilityBetter([1, -1], 0)).toBeCloseTo(0.5, 12);
  expect(probabilityBetter([-1, -2, -3], 0)).toBeCloseTo(1 - 0.9486359605708005, 10);
});
