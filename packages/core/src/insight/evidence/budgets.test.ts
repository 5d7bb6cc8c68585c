import { describe, expect, it } from 'vitest';
import { bestOf } from './best-of.ts';
import { budgetsOf, enoughOf } from './budgets.ts';

const results = Array.from({ length: 64 }, (_, i) => i);

describe('budgetsOf', () => {
  it('ends at half of the study and goes down by doublings, no further than a 32nd', () => {
    expect(budgetsOf(results, 64, 1).map(({ trials }) => trials)).toEqual([2, 4, 8, 16, 32]);
    expect(budgetsOf(results, 64, 2).map(({ trials }) => trials)).toEqual([2, 3, 4, 6, 8, 11, 16, 23, 32]);
  });

  it('leaves out budgets whose draws may well hold no feasible trial', () => {
    // 8 of 64 are feasible: scipy 1.17.1, hypergeom.pmf(0, 64, 8, 16) = 0.0853, hypergeom.pmf(0, 64, 8, 32) = 0.00238
    expect(budgetsOf(results.slice(0, 8), 64, 1).map(({ trials }) => trials)).toEqual([32]);
    expect(budgetsOf([], 64, 1)).toEqual([]);
  });
});

describe('enoughOf', () => {
  it('is the smallest number whose expected best is within the margin', () => {
    for (const margin of [0.5, 1, 2, 5, 20]) {
      const all = Array.from({ length: 64 }, (_, i) => i + 1);
      const expected = all.find((n) => bestOf(results, 64, n).expected <= margin);
      expect(enoughOf(results, 64, margin, 64)).toBe(expected);
    }
  });

  it('is none beyond the limit, or without a result', () => {
    expect(enoughOf(results, 64, 1, 21)).toBeNull();
    expect(enoughOf([], 64, 1, 21)).toBeNull();
  });
});
