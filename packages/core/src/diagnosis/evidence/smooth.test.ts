import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median } from '../../numeric/index.ts';
import { runningMedian } from './smooth.ts';

const naive = (values: readonly number[], width: number): readonly number[] =>
  values.map((_, i) => {
    const reach = Math.min((width - 1) / 2, i, values.length - 1 - i);
    return median(values.slice(i - reach, i + reach + 1));
  });

it('equals the median of every window', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true })), {
        maxLength: 60,
      }),
      fc.integer({ min: 0, max: 20 }),
      (values, half) => {
        // −0 and 0 are one value here.
        const plain = values.map((value) => value + 0);
        expect(runningMedian(plain, 2 * half + 1)).toEqual(naive(plain, 2 * half + 1));
      },
    ),
    { seed: 1 },
  );
});

it('leaves no trace of a spike, and a step where it was', () => {
  expect(runningMedian([1, 1, 1, 9, 1, 1, 1], 3)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect(runningMedian([0, 0, 0, 0, 5, 5, 5, 5], 5)).toEqual([0, 0, 0, 0, 5, 5, 5, 5]);
});
