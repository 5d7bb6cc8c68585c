/** The noise of a curve as it is: what alterations of it keep, and count their effects in. */
import { extent, median } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';

/**
 * The greater of a curve's noise, by its second differences, and a hundredth of its range, both over the last three quarters of
 * training: about what an eye can tell apart in a plot of them. NaN of fewer than 3 points.
 */
export function unitOf(curve: Curve, end: number): number {
  const late = curve.values.filter((value, i) => (curve.steps[i] ?? 0) >= end / 4 && Number.isFinite(value));
  if (late.length < 3) return NaN;
  const bends = late.slice(2).map((value, i) => Math.abs(value - 2 * (late[i + 1] ?? NaN) + (late[i] ?? NaN)));
  // Of independent normal noise, the median |second difference| is 0.6745 √6 standard deviations.
  const noise = median(bends) / (0.6745 * Math.sqrt(6));
  const [low, high] = extent(late);
  return Math.max(noise, 0.01 * (high - low));
}

/** Running median of 5, shorter at the ends. */
export function trendOf({ values }: Curve): readonly number[] {
  return values.map((value, i) => {
    const reach = Math.min(2, i, values.length - 1 - i);
    const near = values.slice(i - reach, i + reach + 1).filter(Number.isFinite);
    return near.length === 0 ? value : median(near);
  });
}

/** What a curve's values scatter by, for each of them; early ones, where it falls steeply, as late ones do. */
export function noiseOf(curve: Curve): readonly number[] {
  const trend = trendOf(curve);
  const noise = curve.values.map((value, i) => value - (trend[i] ?? value));
  const { length } = noise;
  return noise.map((each, i) => 0.5 * (i < length / 3 ? (noise[length - 1 - i] ?? 0) : each));
}
