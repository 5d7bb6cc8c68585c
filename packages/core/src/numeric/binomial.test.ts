import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialAtLeast, binomialAtMost, binomialInterval } from './binomial.ts';

function expectRelative(actual: number, expected: number, error: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(error);
}

describe('binomial tails', () => {
  // scipy.stats.binom.sf(k - 1, n, p) and binom.cdf(k, n, p), SciPy 1.17.1.
  it.each([
    [0, 5, 0.3, 1, 0.16807000000000002],
    [3, 5, 0.3, 0.16308, 0.96922],
    [5, 5, 0.3, 0.00243, 1],
    [7, 24, 0.25, 0.39258766183370497, 0.7662041693168753],
    [60, 100, 0.5, 0.028443966820490444, 0.9823998998911476],
    [40, 10000, 0.002, 5.215426504255073e-5, 0.9999751246014753],
    [9900, 10000, 0.95, 1.8504858428297035e-109, 1],
  ])('of %d in %d at %d', (k, n, p, atLeast, atMost) => {
    expectRelative(binomialAtLeast(k, n, p), atLeast, 1e-10);
    expectRelative(binomialAtMost(k, n, p), atMost, 1e-10);
  });

  it('leave nothing beyond the ends', () => {
    expect(binomialAtLeast(6, 5, 0.5)).toBe(0);
    expect(binomialAtLeast(-1, 5, 0.5)).toBe(1);
    expect(binomialAtMost(-1, 5, 0.5)).toBe(0);
    expect(binomialAtMost(5, 5, 0.5)).toBe(1);
    expect(binomialAtLeast(1, 5, 0)).toBe(0);
    expect(binomialAtLeast(5, 5, 1)).toBe(1);
  });

  it('together make one', () => {
    const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 60 }), chance, (n, k, p) => {
        expect(binomialAtLeast(k + 1, n, p) + binomialAtMost(k, n, p)).toBeCloseTo(1, 11);
      }),
      { seed: 1 },
    );
  });
});

describe('binomialInterval', () => {
  // scipy.stats.binomtest(k, n).proportion_ci(level, 'exact'), SciPy 1.17.1.
  it.each([
    [0, 8, 0.95, 0, 0.3694166475528192],
    [7, 8, 0.95, 0.4734903291248362, 0.9968402764687477],
    [8, 8, 0.95, 0.6305833524471808, 1],
    [3, 24, 0.9, 0.034953334833679815, 0.29227319650825434],
    [50, 400, 0.99, 0.08585009352581686, 0.1733641793440925],
  ])('of %d in %d at level %d', (k, n, level, low, high) => {
    const interval = binomialInterval(k, n, level);
    expect(interval[0]).toBeCloseTo(low, 11);
    expect(interval[1]).toBeCloseTo(high, 11);
  });
});
