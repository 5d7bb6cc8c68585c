import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationBelow, rankCorrelation } from './rank-correlation.ts';

describe('rankCorrelation', () => {
  it('agrees with SciPy, ties included', () => {
    // scipy 1.17.1: scipy.stats.spearmanr([1, 2, 2, 4, 7, 5], [3, 1, 4, 4, 9, 6]).statistic
    expect(rankCorrelation([1, 2, 2, 4, 7, 5], [3, 1, 4, 4, 9, 6])).toBeCloseTo(0.8676470588235294, 12);
  });

  it('asks for order alone, and for some', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 4 }), (values) => {
        expect(
          rankCorrelation(
            values,
            values.map(Math.atan).map((x) => 3 * x),
          ),
        ).toBeGreaterThan(0.5);
        expect(rankCorrelation(values, values)).toBeCloseTo(1, 12);
        expect(
          rankCorrelation(
            values,
            values.map((x) => -x),
          ),
        ).toBeCloseTo(-1, 12);
      }),
      { seed: 1 },
    );
    expect(rankCorrelation([1, 1, 1, 1], [1, 2, 3, 4])).toBeNull();
    expect(rankCorrelation([1, 2, 3], [1, 2, 3])).toBeNull();
  });
});

describe('correlationBelow', () => {
  it('is a normal tail on the artanh scale', () => {
    // scipy 1.17.1: norm.cdf((arctanh(0.2) - arctanh(0.7)) / sqrt(1.06 / 17))
    expect(correlationBelow(0.2, 20, 0.7)).toBeCloseTo(0.0038907670846958274, 10);
    expect(correlationBelow(0.7, 20, 0.7)).toBe(0.5);
    expect(correlationBelow(1, 20, 0.7)).toBeCloseTo(1, 6);
  });
});
