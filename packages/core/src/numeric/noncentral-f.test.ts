import { describe, expect, it } from 'vitest';
import { fAbove, noncentralFCdf, noncentralityAt } from './noncentral-f.ts';

describe('noncentral F', () => {
  // scipy 1.17.1: 1 - scipy.stats.f.cdf(2.5, 3, 40)
  it('has the tail of the F distribution', () => {
    expect(fAbove(2.5, 3, 40)).toBeCloseTo(1 - 0.9267456479820502, 12);
    expect(fAbove(0, 3, 40)).toBe(1);
  });

  // scipy 1.17.1: scipy.stats.ncf.cdf(f, k, v, nc); scipy.stats.f.cdf(f, k, v) without noncentrality
  it.each([
    [2.5, 3, 40, 0, 0.9267456479820502],
    [2.5, 3, 40, 10, 0.22620119359877433],
    [1.2, 2, 17.5, 4, 0.2260155040518395],
    [150, 5, 980, 900, 0.011150279914002107],
    [0.3, 8, 200, 1, 0.02365804472360907],
  ])('has P(F ≤ %d) for (%d, %d) degrees of freedom and noncentrality %d', (f, k, v, noncentrality, expected) => {
    expect(noncentralFCdf(f, k, v, noncentrality)).toBeCloseTo(expected, 9);
  });

  it('finds the noncentrality that makes a statistic as unlikely, and 0 where none does', () => {
    for (const [f, k, v] of [
      [2.5, 3, 40],
      [150, 5, 980],
    ] as const) {
      expect(noncentralFCdf(f, k, v, noncentralityAt(f, k, v, 0.05))).toBeCloseTo(0.05, 8);
    }
    expect(noncentralityAt(0.3, 8, 200, 0.05)).toBe(0);
    expect(noncentralityAt(0, 3, 40, 0.05)).toBe(0);
  });
});
