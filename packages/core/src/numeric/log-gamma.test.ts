import { describe, expect, it } from 'vitest';
import { logChoose, logGamma } from './log-gamma.ts';

describe('logGamma', () => {
  // scipy.special.gammaln(x), SciPy 1.17.1.
  it.each([
    [0.01, 4.599479878042022],
    [0.5, 0.5723649429247],
    [1, 0],
    [1.5, -0.12078223763524526],
    [2, 0],
    [3.7, 1.428072326665388],
    [10, 12.801827480081469],
    [14.9, 24.924132002217277],
    [15, 25.191221182738683],
    [100, 359.1342053695754],
    [12345.6, 103959.18506616844],
  ])('at %d is %d', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
  });
});

describe('logChoose', () => {
  it('counts subsets', () => {
    expect(Math.exp(logChoose(5, 2))).toBeCloseTo(10, 12);
    // math.comb(52, 5) = 2598960
    expect(Math.exp(logChoose(52, 5))).toBeCloseTo(2598960, 5);
    expect(logChoose(7, 0)).toBe(0);
    expect(logChoose(7, 8)).toBe(-Infinity);
    expect(logChoose(7, -1)).toBe(-Infinity);
  });
});
