/**
 * What the logged gradient norms of one trial tell.
 *
 *   p90      90th percentile of the norms: where a clipping threshold begins to be worth trying (method U5)
 *   cap      the largest norm, where a tenth of the norms or more equal it: they were logged after clipping, and the share
 *            of them is the share of clipped updates
 *   burst    a norm that exceeds m by a factor of `burstFactor`, and log(norm / m) by `burstDeviations` robust standard
 *            deviations of that quantity, which keeps heavy but even noise apart; m is the greater of the medians of the
 *            `window` norms before and after it (before it alone at the end of a curve), so that a rise to stay is no
 *            burst. Of a long curve, norms before and after are taken together by their medians to `mostLevels`
 *   start    median of the first tenth of the norms (at least 3);  end  that of the last tenth
 *   growth   from the tenth of the curve with the least median to the end: the lesser of what the medians of that and the last
 *            tenth say and of the slope of Theil and Sen of log norms, with the p of Mann and Kendall's test; where that least
 *            comes before the last three tenths
 */
import { trendOf } from '../../diagnosis/index.ts';
import { median, sortedQuantile } from '../../numeric/index.ts';
import type { Curve } from '../../study/index.ts';

const window = 20;
const fewestBefore = 10;
const fewestAfter = 3;
const burstFactor = 10;
const burstDeviations = 6;
/** Levels beside which bursts are judged: more than a plot shows, and few enough for a million reports. */
const mostLevels = 2000;
/** Median absolute deviation → standard deviation of a normal. */
const perDeviation = 1.4826;
/** Single precision keeps a clipped norm equal to its cap within this. */
const equalWithin = 1e-5;
const cappedShare = 0.1;
const tenths = 10;
/** The last tenths in which a least norm is too late for growth. */
const lateTenths = 3;

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
  readonly growth: NormGrowth | null;
}

export interface NormGrowth {
  /** Below 1 where norms go on falling. */
  readonly factor: number;
  /** One-sided, of a rise. */
  readonly p: number;
  /** Where the tenth with the least norms begins, its median, and the 90th percentile of the norms up to its end. */
  readonly step: number;
  readonly low: number;
  readonly p90Before: number;
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
  const norms = values.filter(isNorm);
  if (norms.length < fewest) return null;
  const at = norms.length === values.length ? steps : steps.filter((_, i) => isNorm(values[i] ?? NaN));
  const tenth = Math.max(3, Math.floor(norms.length / tenths));
  const sorted = new Float64Array(norms).sort();
  const greatest = sortedQuantile(sorted, 1);
  const share = norms.filter((norm) => norm >= greatest * (1 - equalWithin)).length / norms.length;
  const isCapped = share >= cappedShare && greatest > sortedQuantile(sorted, 0);
  return {
    reports: norms.length,
    p90: sortedQuantile(sorted, 0.9),
    middle: sortedQuantile(sorted, 0.5),
    start: median(norms.slice(0, tenth)),
    end: median(norms.slice(-tenth)),
    cap: isCapped ? greatest : null,
    capped: isCapped ? share : 0,
    bursts: burstsOf(norms).map((i) => at[i] ?? 0),
    growth: growthOf(at, norms),
  };
}

function growthOf(steps: readonly number[], norms: readonly number[]): NormGrowth | null {
  const edges = Array.from({ length: tenths + 1 }, (_, i) => Math.floor((i * norms.length) / tenths));
  const levels = edges.slice(1).map((to, i) => median(norms.slice(edges[i], to)));
  const low = Math.min(...levels);
  const at = levels.indexOf(low);
  const [from, to] = [edges[at] ?? 0, edges[at + 1] ?? 0];
  if (!(low > 0) || at >= tenths - lateTenths) return null;
  const rest = norms.slice(from).map((norm) => Math.log(Math.max(norm, Number.MIN_VALUE)));
  const { change, pRise } = trendOf(steps.slice(from), rest);
  const factor = Math.min(Math.exp(change), (levels.at(-1) ?? 0) / low);
  const before = new Float64Array(norms.slice(0, to)).sort();
  return { factor, p: pRise, step: steps[from] ?? 0, low, p90Before: sortedQuantile(before, 0.9) };
}

/** Indices of bursts. */
function burstsOf(norms: readonly number[]): readonly number[] {
  const stride = Math.ceil(norms.length / mostLevels);
  const levels =
    stride === 1
      ? norms
      : Array.from({ length: Math.ceil(norms.length / stride) }, (_, i) =>
          median(norms.slice(i * stride, (i + 1) * stride)),
        );
  const before = mediansBefore(levels, fewestBefore);
  const after = mediansBefore(levels.toReversed(), fewestAfter).toReversed();
  const excess = norms.map((norm, i) => {
    const level = Math.floor(i / stride);
    const [past, next] = [before[level] ?? NaN, after[level] ?? NaN];
    const usual = Number.isNaN(next) ? past : Math.max(past, next);
    return norm > 0 && usual > 0 ? Math.log(norm / usual) : NaN;
  });
  const known = excess.filter((each) => !Number.isNaN(each));
  if (known.length === 0) return [];
  const middle = median(known);
  const deviation = perDeviation * median(known.map((each) => Math.abs(each - middle)));
  const limit = Math.max(Math.log(burstFactor), burstDeviations * deviation);
  return excess.flatMap((each, i) => (each > limit ? [i] : []));
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
