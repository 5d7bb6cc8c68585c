import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curve } from './curve.ts';
import { thin } from './thin.ts';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
);

const curve = fc.array(value, { maxLength: 300 }).map((values): Curve => at(values));

describe('thin', () => {
  it('keeps a spike, a dip, both ends and a lone NaN of a long curve', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => 1 / (i + 1));
    values[3_333] = 50;
    values[7_000] = -50;
    values[5_001] = NaN;

    const { steps, values: kept } = thin(at(values), 40);

    expect(kept.length).toBeLessThanOrEqual(40);
    expect(steps.filter((step) => [0, 3_333, 5_001, 7_000, 9_999].includes(step))).toEqual([
      0, 3_333, 5_001, 7_000, 9_999,
    ]);
    expect(kept[steps.indexOf(5_001)]).toBeNaN();
  });

  it('keeps first, last, least and greatest of each bucket', () => {
    const values = [5, 1, 9, 4, 4, 4, 0, 7, 3, 2, 2, 8, 6, 6, 1, 5];
    expect(thin(at(values), 8)).toEqual({
      metric: 'valid/loss',
      steps: [0, 2, 6, 7, 8, 11, 14, 15],
      values: [5, 9, 0, 7, 3, 8, 1, 5],
    });
  });

  it('keeps the first and the last of each run where NaNs alone exceed the budget', () => {
    const values = Array.from({ length: 1_000 }, (_, i) => (i < 500 ? i : NaN));
    expect(thin(at(values), 12).steps).toEqual([0, 499, 500, 999]);
  });

  it.each([
    [1, [9]],
    [2, [0, 9]],
    [3, [0, 4, 9]],
    [4, [0, 4, 6, 9]],
    [5, [0, 2, 4, 6, 9]],
  ])('falls back to landmarks of the whole curve at a budget of %i', (maxPoints, steps) => {
    const values = [5, 4, NaN, 3, -1, NaN, 8, NaN, 3, 2];
    expect(thin(at(values), maxPoints).steps).toEqual(steps);
  });

  it('returns a curve that is short enough as it is', () => {
    const short = at([1, NaN, 3]);
    expect(thin(short, 3)).toBe(short);
  });

  it('keeps the other properties of its argument', () => {
    expect(thin({ ...at([1, 2, 3]), trial: 7 }, 2)).toMatchObject({ trial: 7, steps: [0, 2] });
  });

  it.each([0, -1, 1.5, NaN])('refuses a budget of %d', (maxPoints) => {
    expect(() => thin(at([1]), maxPoints)).toThrow(RangeError);
  });

  it('is a subset in order, within the budget, with the last point always among it', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 320 }), (whole, maxPoints) => {
        const { steps, values } = thin(whole, maxPoints);
        expect(steps.length).toBe(values.length);
        expect(steps.length).toBeLessThanOrEqual(maxPoints);
        expect(steps).toEqual(steps.toSorted((a, b) => a - b));
        expect(new Set(steps).size).toBe(steps.length);
        expect(values).toEqual(steps.map((step) => whole.values[step]));
        if (whole.steps.length > 0) expect(steps.at(-1)).toBe(whole.steps.at(-1));
      }),
      { seed: 1 },
    );
  });

  it('loses neither end, nor extreme, nor (within half of the budget) a non-finite point', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 6, max: 320 }), (whole, maxPoints) => {
        const kept = thin(whole, maxPoints);
        const finite = (values: readonly number[]): readonly number[] => values.filter(Number.isFinite);
        expect(kept.values[0]).toBe(whole.values[0]);
        expect(Math.min(...finite(kept.values))).toBe(Math.min(...finite(whole.values)));
        expect(Math.max(...finite(kept.values))).toBe(Math.max(...finite(whole.values)));
        const lost = whole.steps.filter((step) => !Number.isFinite(whole.values[step]) && !kept.steps.includes(step));
        const count = whole.values.length - finite(whole.values).length;
        if (count <= maxPoints / 2) expect(lost).toEqual([]);
        else expect(kept.values.some((v) => !Number.isFinite(v))).toBe(true);
      }),
      { seed: 2 },
    );
  });
});

function at(values: readonly number[]): Curve {
  return { metric: 'valid/loss', steps: [...values.keys()], values };
}
