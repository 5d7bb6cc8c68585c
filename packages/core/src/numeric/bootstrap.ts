/** The bootstrap (B. Efron 1979, "Bootstrap methods: another look at the jackknife"): how far a statistic would vary. */
import { sortedQuantile } from './quantile.ts';
import type { Stream } from './random.ts';

export interface BootstrapOptions {
  /** Share of resampled statistics inside the interval; 0.95 unless told. */
  readonly level?: number;
  /** Samples drawn; 2000 unless told. */
  readonly resamples?: number;
}

/** Indices of one sample of `size` items drawn from n with replacement; n unless told. */
export function resample(n: number, random: Stream, size: number = n): number[] {
  return Array.from({ length: size }, () => random.integer(n));
}

/** `resamples` values of a statistic of items drawn with replacement, ascending. */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number,
  random: Stream,
  resamples: number,
): number[] {
  return Array.from({ length: resamples }, () => statistic(drawn(items, random))).sort((a, b) => a - b);
}

/** Percentile interval of a statistic (B. Efron and R. Tibshirani 1993, §13.3). NaN for both ends where there is no item. */
export function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number,
  random: Stream,
  options: BootstrapOptions = {},
): readonly [number, number] {
  const { level = 0.95, resamples = 2000 } = options;
  if (items.length === 0) return [Number.NaN, Number.NaN];
  const sorted = bootstrap(items, statistic, random, resamples);
  const outside = (1 - level) / 2;
  return [sortedQuantile(sorted, outside), sortedQuantile(sorted, 1 - outside)];
}

function drawn<T>(items: readonly T[], random: Stream): T[] {
  const sample: T[] = [];
  for (const index of resample(items.length, random)) {
    const item = items[index];
    if (item !== undefined) sample.push(item);
  }
  return sample;
}
