import { describe, expect, it } from 'vitest';
import { studentCdf, studentQuantile } from './student.ts';

describe('studentCdf', () => {
  // scipy.stats.t.cdf(t, df), SciPy 1.17.1.
  it.each([
    [-4.3, 2, 0.025028577058545796],
    [-1, 1, 0.25],
    [0, 3, 0.5],
    [0.5, 7, 0.6837964321553578],
    [2.5, 4.5, 0.9700471567488997],
    [-30, 5, 3.8593243102480265e-7],
    [3, 1000, 0.9986166454778809],
  ])('at %d with %d degrees is %d', (t, degrees, expected) => {
    expect(Math.abs(studentCdf(t, degrees) / expected - 1)).toBeLessThan(1e-11);
  });
});

describe('studentQuantile', () => {
  // scipy.stats.t.ppf(p, df), SciPy 1.17.1.
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 9, 2.262157162798205],
    [0.9, 3, 1.637744353696209],
    [0.001, 4, -7.1731822197823085],
    [0.3, 1.5, -0.651795482602357],
    [0.975, 1e4, 1.960201239890626],
  ])('at %d with %d degrees is %d', (p, degrees, expected) => {
    expect(Math.abs(studentQuantile(p, degrees) / expected - 1)).toBeLessThan(1e-9);
  });

  it('is 0 in the middle, infinite at the ends and NaN outside', () => {
    expect(studentQuantile(0.5, 3)).toBe(0);
    expect(studentQuantile(0, 3)).toBe(-Infinity);
    expect(studentQuantile(1, 3)).toBe(Infinity);
    expect(studentQuantile(-0.1, 3)).toBeNaN();
  });
});
