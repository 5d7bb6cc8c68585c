import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smoother, type Smoothing } from './smooth.ts';

const smooth = (places: Float64Array, y: Float64Array, kind: Smoothing, width: number): Float64Array =>
  smoother(kind, width)(places, y);
const x = Float64Array.from({ length: 9 }, (_, index) => index);

describe('smoothing', () => {
  it('gives the curve itself where it is off', () => {
    expect(smooth(x, x, 'off', 3)).toBe(x);
    expect(smooth(x, x, 'ema', 0)).toBe(x);
  });

  it('weighs what came before by half with every half of the width', () => {
    const y = Float64Array.of(0, 0, 1, 1);
    // Weights of a half-life of one: 1, 1/2, 1/4 …; at the third point (1)/(1 + 1/2 + 1/4) = 4/7, at the fourth 12/15.
    const smoothed = smooth(x.slice(0, 4), y, 'ema', 2);
    expect([...smoothed].map((one) => Number(one.toFixed(6)))).toEqual([0, 0, 0.571429, 0.8]);
  });

  it('hides one spike by its median, keeps an edge, and shortens the window at the ends', () => {
    const spike = Float64Array.of(1, 1, 1, 1, 50, 1, 1, 1, 1);
    expect([...smooth(x, spike, 'median', 2)]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
    const edge = Float64Array.of(0, 0, 0, 0, 5, 5, 5, 5, 5);
    expect([...smooth(x, edge, 'median', 2)]).toEqual([...edge]);
    expect([...smooth(x, x, 'median', 6)]).toEqual([...x]);
  });

  it('leaves NaN and infinities in their places and out of everything else', () => {
    const y = Float64Array.of(2, 2, Number.NaN, 2, Number.POSITIVE_INFINITY, 2, 2, 2, 2);
    const wanted = [2, 2, Number.NaN, 2, Number.POSITIVE_INFINITY, 2, 2, 2, 2];
    expect([...smooth(x, y, 'ema', 3)]).toEqual(wanted);
    expect([...smooth(x, y, 'median', 3)]).toEqual(wanted);
  });

  it('stays within the values it was made of', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.constantFrom('ema' as const, 'median' as const), fc.nat(30), (given, kind, width) => {
        const y = Float64Array.from(given);
        const places = Float64Array.from(given, (_, index) => 3 * index);
        const [low, high] = [Math.min(...given), Math.max(...given)];
        const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
        return smooth(places, y, kind, width).every((one) => one >= low - slack && one <= high + slack);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it('is the same for a curve that arrives bit by bit', () => {
    const all = Float64Array.from({ length: 400 }, (_, index) => Math.sin(index) + (index % 90 === 0 ? Number.NaN : 0));
    const places = Float64Array.from(all, (_, index) => index + 3 * Math.floor(index / 50));
    for (const kind of ['ema', 'median'] as const) {
      const grown = smoother(kind, 24);
      for (let end = 1; end < 400; end += 7) {
        const values = grown(places.subarray(0, end), all.subarray(0, end));
        expect([...values]).toEqual([...smooth(places.slice(0, end), all.slice(0, end), kind, 24)]);
      }
    }
  });
});
