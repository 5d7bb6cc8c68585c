/**
 * What the logged gradient norms of one trial tell.
 *
 *   p90      90th percentile of the norms: where a clipping threshold begins to be worth trying (method U5)
 *   cap      the largest norm, where a tenth of the norms or more equal it: they were logged after clipping, and the share
 *            of them is the share of clipped updates
 *   burst    a norm that exceeds m by a factor of `burstFactor`, and log(norm / m) by `burstDeviations` robust standard
 *            deviations of that quantity, which keeps heavy but even noise apart; m is the greater of the medians of the
 *            `window` norms before and after it (before it alone at the end of a curve), so that a rise to stay is no burst
 *   start    median of the first tenth of the norms (at least 3);  end  that of the last tenth
 */
import { median, quantile } from '../../numeric/index.ts';
import type { Curve } from '../../study/index.ts';

const window = 20;
const fewestBefore = 10;
const fewestAfter = 3;
const burstFactor = 10;
const burstDeviations = 6;
/** Median absolute deviation → standard deviation of a normal. */
const perDeviation = 1.4826;
/** Single precision keeps a clipped norm equal to its cap within this. */
const equalWithin = 1e-5;
const cappedShare = 0.1;

export interface GradientNorms {
  /** Norms that are finite. */
  readonly reports: number;
  readonly p90: number;
  readonly middle: number;
  readonly start: number;
  readonly end: number;
  readonly cap: number | null;
  /** Share of norms at the cap; 0 without one. */
  readonly capped: number;
  /** Steps of bursts. */
  readonly bursts: readonly number[];
}

/** Largest finite number of single precision: what is larger was not finite where it was computed. */
const largest = 3.4e38;

const names = /^(train(ing)?\/)?(global_)?grad(ient)?_?norm$/;

/** Whether the metric is the norm of the whole gradient, by its name: `grad_norm`, `train/gradient_norm`. */
export function isGradientNorm(metric: string): boolean {
  return names.test(metric.toLowerCase());
}

/** Whether a reported value is a norm: finite, and not negative. */
export function isNorm(value: number): boolean {
  return value >= 0 && value <= largest;
}

/** Of a curve of norms; null where fewer than `fewest` are finite. */
export function gradientNormsOf({ steps, values }: Curve, fewest: number): GradientNorms | null {
  const finite = values.flatMap((value, i) => (isNorm(value) ? [{ value, step: steps[i] ?? 0 }] : []));
  if (finite.length < fewest) return null;
  const norms = finite.map(({ value }) => value);
  const tenth = Math.max(3, Math.floor(norms.length / 10));
  const greatest = quantile(norms, 1);
  const share = norms.filter((norm) => norm >= greatest * (1 - equalWithin)).length / norms.length;
  const isCapped = share >= cappedShare && greatest > quantile(norms, 0);
  return {
    reports: norms.length,
    p90: quantile(norms, 0.9),
    middle: median(norms),
    start: median(norms.slice(0, tenth)),
    end: median(norms.slice(-tenth)),
    cap: isCapped ? greatest : null,
    capped: isCapped ? share : 0,
    bursts: burstsOf(finite),
  };
}

function burstsOf(norms: readonly { readonly value: number; readonly step: number }[]): readonly number[] {
  const values = norms.map(({ value }) => value);
  const before = mediansBefore(values, fewestBefore);
  const after = mediansBefore(values.toReversed(), fewestAfter).toReversed();
  const excess = values.map((value, i) => {
    const [past, next] = [before[i] ?? NaN, after[i] ?? NaN];
    const usual = Number.isNaN(next) ? past : Math.max(past, next);
    return value > 0 && usual > 0 ? Math.log(value / usual) : NaN;
  });
  const known = excess.filter((each) => !Number.isNaN(each));
  if (known.length === 0) return [];
  const middle = median(known);
  const deviation = perDeviation * median(known.map((each) => Math.abs(each - middle)));
  const limit = Math.max(Math.log(burstFactor), burstDeviations * deviation);
  return norms.flatMap(({ step }, i) => ((excess[i] ?? NaN) > limit ? [step] : []));
}

/** For each value the median of up to `window` values before it; NaN where there are fewer than `fewest`. */
function mediansBefore(values: readonly number[], fewest: number): readonly number[] {
  const sorted: number[] = [];
  return values.map((value, i) => {
    const count = sorted.length;
    const [low, high] = [sorted[(count - 1) >> 1] ?? NaN, sorted[count >> 1] ?? NaN];
    const gone = values[i - window];
    if (gone !== undefined) sorted.splice(sorted.indexOf(gone), 1);
    const place = sorted.findIndex((each) => each >= value);
    sorted.splice(place < 0 ? sorted.length : place, 0, value);
    return count < fewest ? NaN : (low + high) / 2;
  });
}
