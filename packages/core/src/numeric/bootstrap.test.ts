import { describe, expect, it } from 'vitest';
import { bootstrap, bootstrapInterval, resample } from './bootstrap.ts';
import { quantile } from './quantile.ts';
import { stream } from './random.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('bootstrapInterval', () => {
  it('holds the true mean about as often as its level says', () => {
    // 40 normal numbers; with 300 samples the percentile interval at 0.9 covers in 0.87 ± 0.05 of studies.
    let covered = 0;
    for (let study = 0; study < 300; study++) {
      const random = stream(study, 'coverage');
      const values = Array.from({ length: 40 }, random.normal);
      const [low, high] = bootstrapInterval(values, mean, random, { level: 0.9, resamples: 300 });
      if (low <= 0 && 0 <= high) covered += 1;
    }
    expect(covered / 300).toBeGreaterThan(0.82);
    expect(covered / 300).toBeLessThan(0.94);
  });

  it('agrees with the closed form of the best of n', () => {
    // P(the minimum of a resample of 1 … 20 is 1) = 1 − (19/20)²⁰ = 0.6415.
    const items = Array.from({ length: 20 }, (_, i) => i + 1);
    const minima = bootstrap(items, (sample) => Math.min(...sample), stream(1, 'best'), 4000);
    const share = minima.filter((value) => value === 1).length / 4000;
    expect(Math.abs(share - 0.6415)).toBeLessThan(0.03);
  });

  it('is a point where all values agree, and NaN where there is none', () => {
    expect(bootstrapInterval([2, 2, 2], mean, stream(1))).toEqual([2, 2]);
    expect(bootstrapInterval([], mean, stream(1))).toEqual([Number.NaN, Number.NaN]);
  });

  it('is the same for the same stream', () => {
    const values = [1, 4, 2, 8];
    expect(bootstrapInterval(values, mean, stream(5))).toEqual(bootstrapInterval(values, mean, stream(5)));
  });
});

describe('resample', () => {
  it('draws every index equally often, with replacement', () => {
    const indices = resample(4, stream(9), 8000);
    expect(new Set(indices)).toEqual(new Set([0, 1, 2, 3]));
    // Four standard errors of a share: 4·√(¼·¾/8000) = 0.0194.
    expect(Math.abs(mean(indices.map((index) => (index === 3 ? 1 : 0))) - 0.25)).toBeLessThan(0.0194);
    expect(resample(5, stream(9))).toHaveLength(5);
    expect(quantile(resample(1, stream(9), 3), 1)).toBe(0);
  });
});
