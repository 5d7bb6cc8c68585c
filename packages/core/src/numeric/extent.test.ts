import { expect, it } from 'vitest';
import { extent } from './extent.ts';

it('gives the least and the greatest, of a million values as of none', () => {
  expect(extent([3, -1, 2])).toEqual([-1, 3]);
  expect(extent([])).toEqual([Infinity, -Infinity]);
  expect(extent([1, Number.NaN, 2])).toEqual([Number.NaN, Number.NaN]);
  expect(extent(Float64Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003))).toEqual([0, 1_000_002]);
});
