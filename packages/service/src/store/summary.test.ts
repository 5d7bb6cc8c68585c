import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendSummary } from './summary.ts';

describe('extendSummary', () => {
  it('is null until there is a point', () => {
    expect(extendSummary(null, 'm', [], [])).toBeNull();
  });

  it('takes no account of the order of steps: first and last are by arrival', () => {
    expect(extendSummary(null, 'm', [30, 10, 20], [1, 1, 3])).toEqual({
      metric: 'm',
      count: 3,
      min: { step: 30, value: 1 },
      max: { step: 20, value: 3 },
      last: { step: 20, value: 3 },
      firstStep: 30,
      firstNonFinite: null,
      ascending: false,
    });
  });

  it('gives the same in parts as at once', () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(NaN, Infinity, -Infinity));
    const parts = fc.array(fc.array(value, { maxLength: 5 }), { maxLength: 8 });
    fc.assert(
      fc.property(parts, (all) => {
        let step = 0;
        const series = all.map((values) => ({ steps: values.map(() => (step += 10)), values }));
        const inParts = series.reduce<ReturnType<typeof extendSummary>>(
          (summary, { steps, values }) => extendSummary(summary, 'm', steps, values),
          null,
        );
        const atOnce = extendSummary(
          null,
          'm',
          series.flatMap(({ steps }) => steps),
          all.flat(),
        );
        expect(inParts).toEqual(atOnce);
      }),
      { seed: 7 },
    );
  });
});
