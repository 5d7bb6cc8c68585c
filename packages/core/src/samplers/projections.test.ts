import { describe, expect, it } from 'vitest';
import { centredDiscrepancy, sortedQuantile } from '../numeric/index.ts';
import { haltonSequence } from './halton.ts';
import { randomSequence } from './random.ts';
import type { Sequence, SequenceMaker } from './sequence.ts';
import { sobolSequence } from './sobol.ts';

const dimensions = 10;

function points(sequence: Sequence, count: number): number[][] {
  return Array.from({ length: count }, (_, index) => sequence.point(index));
}

/** Centred discrepancy of the points in each pair of dimensions. */
function projections(sample: readonly (readonly number[])[]): number[] {
  const values: number[] = [];
  for (let a = 0; a < dimensions; a++) {
    for (let b = 0; b < a; b++) values.push(centredDiscrepancy(sample.map((u) => [u[a] ?? 0, u[b] ?? 0])));
  }
  return values;
}

/** What 95 % of uniform samples of this size exceed in two dimensions. */
function fifthPercentile(count: number): number {
  const values = Array.from({ length: 400 }, (_, seed) => centredDiscrepancy(points(randomSequence(2, seed), count)));
  return sortedQuantile(
    values.sort((a, b) => a - b),
    0.05,
  );
}

/** Halton without permutations, whose high dimensions are nearly straight lines: what this test must notice. */
const plainHalton: SequenceMaker = () => ({
  point: (index) =>
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29].map((base) => {
      let u = 0;
      for (let rest = index, weight = 1 / base; rest > 0; weight /= base) {
        u += (rest % base) * weight;
        rest = Math.floor(rest / base);
      }
      return u;
    }),
});

describe('two-dimensional projections', () => {
  it.each([
    { name: 'halton', make: haltonSequence, count: 100 },
    { name: 'sobol', make: sobolSequence, count: 100 },
    { name: 'sobol', make: sobolSequence, count: 64 },
  ])('of $count points of $name, every one, beat all but the best 5 in 100 random samples', ({ make, count }) => {
    const limit = fifthPercentile(count);
    for (const seed of [1, 2, 3]) {
      expect(Math.max(...projections(points(make(dimensions, seed), count)))).toBeLessThan(limit);
    }
  });

  it('fail this test without permutations', () => {
    expect(Math.max(...projections(points(plainHalton(dimensions, 0), 100)))).toBeGreaterThan(fifthPercentile(100));
  });
});
