import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trendOf } from './trend.ts';

const times = [...Array(10).keys()];
const falling = [3.1, 2.7, 2.9, 2.2, 2.4, 1.9, 2.0, 1.7, 1.8, 1.2];

it('has the slope of Theil and Sen', () => {
  // SciPy 1.17.1: stats.theilslopes(falling, range(10))[0], and of [1, 1, 2, 2, 2, 3, 1, 3, 4, 4]
  expect(trendOf(times, falling).slope).toBeCloseTo(-0.18333333333333335, 12);
  expect(trendOf(times, [1, 1, 2, 2, 2, 3, 1, 3, 4, 4]).slope).toBeCloseTo(1 / 3, 12);
});

it('has the p of Mann and Kendall', () => {
  // S = −37 of 45 pairs, Var S = 10 · 9 · 25 / 18 = 125; (37 − 1) / √125 = 3.2199, upper tail 0.000641 of the normal
  // (SciPy 1.17.1: stats.norm.sf(36 / 125 ** 0.5)). The residuals alternate, so that nothing is widened.
  expect(trendOf(times, falling).pFall).toBeCloseTo(0.000641, 5);
  expect(trendOf(times, falling).pRise).toBeGreaterThan(0.999);
});

it('knows no trend in a constant, nor in two points', () => {
  expect(trendOf(times, Array(10).fill(2) as number[])).toEqual({ slope: 0, change: 0, pRise: 1, pFall: 1 });
  expect(trendOf([0, 1], [5, 3])).toEqual({ slope: 0, change: 0, pRise: 1, pFall: 1 });
});

it('turns with the sign of the values', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 40 }), (values) => {
      const at = values.map((_, i) => i);
      const [up, down] = [
        trendOf(at, values),
        trendOf(
          at,
          values.map((value) => -value),
        ),
      ];
      expect(down.slope).toBeCloseTo(-up.slope, 12);
      expect(down.pRise).toBeCloseTo(up.pFall, 12);
    }),
    { seed: 1 },
  );
});

it('counts slow waves as fewer observations than points', () => {
  const many = [...Array(40).keys()];
  const waves = many.map((i) => Math.sin(i / 4) + 0.02 * i);
  const jumps = many.map((i) => Math.sin(i * 2) + 0.02 * i);
  expect(trendOf(many, waves).pRise).toBeGreaterThan(trendOf(many, jumps).pRise);
});
