import { assert, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { bestOf, widest } from './best-of.ts';

describe('bestOf', () => {
  it('is what all subsets of one size say', () => {
    // Python 3.11.7: b = [min(c) for c in itertools.combinations([1, 2, 4, 8, 16], 2)]; statistics.mean(b), pstdev(b)
    const { expected, deviation, none, reached } = bestOf([1, 2, 4, 8, 16], 5, 2);
    expect(expected).toBeCloseTo(2.6, 12);
    expect(deviation).toBeCloseTo(2.1071307505705477, 12);
    expect(none).toBeCloseTo(0, 12);
    expect([0.4, 0.5, 0.7, 0.9, 1].map(reached)).toEqual([1, 2, 2, 4, 8]);
  });

  it('counts infeasible trials as drawn and never as best', () => {
    // min over draws of 2 of [1, 2, inf, inf]: 1 in 3 of 6, 2 in 2 of 6, none in 1 of 6.
    const { expected, none, reached } = bestOf([1, 2], 4, 2);
    expect(expected).toBeCloseTo(1.4, 12);
    expect(none).toBeCloseTo(1 / 6, 12);
    expect(reached(0.75)).toBe(2);
    expect(reached(0.9)).toBeUndefined();
  });

  it('is the plain mean for one trial, and the best itself for all', () => {
    assert(
      property(record({ seed: integer(), count: integer({ min: 2, max: 40 }) }), ({ seed, count }) => {
        const random = stream(seed);
        const results = Array.from({ length: count }, () => random.normal()).sort((a, b) => a - b);
        const mean = results.reduce((sum, y) => sum + y, 0) / count;
        expect(bestOf(results, count, 1).expected).toBeCloseTo(mean, 9);
        expect(bestOf(results, count, count)).toMatchObject({ expected: results[0], deviation: 0 });
      }),
    );
  });

  it('agrees with brute force: many draws without replacement', () => {
    const random = stream(1);
    const count = 60;
    const results = Array.from({ length: 45 }, () => Math.exp(random.normal())).sort((a, b) => a - b);
    const n = widest(count);
    const draws = Array.from({ length: 20_000 }, () =>
      Math.min(
        ...random
          .permutation(count)
          .slice(0, n)
          .map((i) => results[i] ?? Infinity),
      ),
    ).sort((a, b) => a - b);
    const mean = draws.reduce((sum, y) => sum + y, 0) / draws.length;
    const exact = bestOf(results, count, n);
    // Four standard errors of the mean of 20,000 draws.
    expect(Math.abs(mean - exact.expected)).toBeLessThan((4 * exact.deviation) / Math.sqrt(draws.length));
    for (const p of [0.3, 0.6, 0.8, 0.9]) expect(exact.reached(p)).toBe(draws[Math.round(p * draws.length)]);
  });
});
