import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOver } from './best-over.ts';

describe('bestOver', () => {
  it('ignores non-finite values in both directions', () => {
    const curve = { steps: [1, 2, 3, 4, 5], values: [NaN, 2, -Infinity, Infinity, 1] };
    expect(bestOver(curve, 'minimize')).toEqual({ step: 5, value: 1 });
    expect(bestOver(curve, 'maximize')).toEqual({ step: 2, value: 2 });
  });

  it('takes the first step of equal values', () => {
    expect(bestOver({ steps: [7, 3, 9], values: [1, 1, 1] }, 'maximize')).toEqual({ step: 3, value: 1 });
  });

  it('is null without a finite value', () => {
    expect(bestOver({ steps: [1, 2], values: [NaN, Infinity] }, 'minimize')).toBeNull();
    expect(bestOver({ steps: [], values: [] }, 'minimize')).toBeNull();
  });

  it('is attained on the curve and beaten nowhere', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 50 }), (values) => {
        const best = bestOver({ steps: [...values.keys()], values }, 'maximize');
        const finite = values.filter(Number.isFinite);
        if (best === null) expect(finite).toEqual([]);
        else expect([values[best.step], Math.max(...finite)]).toEqual([best.value, best.value]);
      }),
      { seed: 2 },
    );
  });
});
