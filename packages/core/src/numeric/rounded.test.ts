import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besideOne, rounded, roundedTo } from './rounded.ts';

describe('rounded', () => {
  it.each([
    [0.123456, 3, 0.123],
    [12345.678, 4, 12350],
    [0.98765, 3, 0.988],
    [0.9954321, 3, 0.9954],
    [0.9996, 3, 0.9996],
    [0.9999968, 3, 0.9999968],
    [1.00042, 3, 1.00042],
    [1, 3, 1],
    [0, 3, 0],
    [NaN, 3, NaN],
    [-Infinity, 3, -Infinity],
  ])('%d at %d digits is %d', (value, digits, shown) => {
    expect(rounded(value, digits)).toBe(shown);
  });

  it('is 1 for nothing but 1, and 0 for nothing but 0', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), fc.integer({ min: 1, max: 6 }), (value, digits) => {
        if (value !== 0) expect(rounded(value, digits)).not.toBe(0);
        if (value !== 1 && Math.abs(1 - value) < 0.01) expect(rounded(value, digits)).not.toBe(1);
      }),
      { seed: 1 },
    );
  });
});

it('besideOne keeps digits of the distance to 1', () => {
  expect([besideOne(0.98765), besideOne(0.123456), besideOne(0.99999683), besideOne(0.9)]).toEqual([
    0.9877, 0.123, 0.99999683, 0.9,
  ]);
});

describe('roundedTo', () => {
  it('keeps apart what is compared, and is never shorter than plain rounding', () => {
    expect(roundedTo(0.99962, 0.0004)).toBe(0.99962);
    expect([roundedTo(2.30258, 0.00012), roundedTo(2.30271, 0.00012)]).toEqual([2.30258, 2.30271]);
    expect([roundedTo(0.12345, 0.5), roundedTo(0.12345, 0), roundedTo(0.12345, null)]).toEqual([0.123, 0.123, 0.123]);
    expect(roundedTo(0, 0.001)).toBe(0);
  });
});
