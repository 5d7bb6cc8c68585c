import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile, sortedQuantile } from './quantile.ts';

const sample = [3.5, -1, 7, 2, 2, 11, 0.25];

describe('quantile', () => {
  // numpy.quantile([3.5, -1, 7, 2, 2, 11, 0.25], q), NumPy 2.4.6.
  it.each([
    [0, -1],
    [0.1, -0.2499999999999999],
    [0.25, 1.125],
    [0.5, 2],
    [0.61, 2.99],
    [0.9, 8.6],
    [1, 11],
  ])('at %d is %d', (p, expected) => {
    expect(quantile(sample, p)).toBeCloseTo(expected, 13);
  });

  it('leaves the values in their order', () => {
    const values = Object.freeze([3, 1, 2]);
    expect(quantile(values, 0.5)).toBe(2);
    expect(values).toEqual([3, 1, 2]);
  });

  it('is NaN for no values and for a NaN among them', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([1, Number.NaN, 2], 0)).toBeNaN();
  });

  it('takes infinite values as ends', () => {
    expect(sortedQuantile([1, 2, Infinity, Infinity], 0.9)).toBe(Infinity);
    expect(sortedQuantile([1, 2, Infinity], 0.5)).toBe(2);
  });

  it('ascends in p and stays among the values', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, p, p, (x, a, b) => {
        const low = quantile(x, Math.min(a, b));
        const high = quantile(x, Math.max(a, b));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...x));
        expect(high).toBeLessThanOrEqual(Math.max(...x));
      }),
      { seed: 1 },
    );
  });
});

describe('median', () => {
  it('is the middle value, or halfway between the two', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 10])).toBe(3.5);
  });

  it('equals the quantile at a half, ties and infinite values among them', () => {
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.double({ min: -1e6, max: 1e6 }),
      fc.constantFrom(Infinity, -Infinity),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 80 }), (values) => {
        const plain = Object.freeze(values.map((each) => each + 0));
        expect(median(plain) + 0).toEqual(quantile(plain, 0.5) + 0);
      }),
      { seed: 1 },
    );
  });
});
