/** Parts of a curve by share of the run, and the robust level of a part. */
import { median } from '../../numeric/index.ts';
import { scaleOf } from './noise.ts';
import type { Signal } from './signal.ts';

export interface Range {
  /** First index within. */
  readonly from: number;
  /** First index beyond. */
  readonly to: number;
}

/** The points with `low` ≤ time ≤ `high`, times being shares of the run. */
export function between(signal: Signal, low: number, high: number): Range {
  return { from: firstAt(signal.times, low), to: firstAt(signal.times, high, true) };
}

/** The last share `width` of the run, widened to `atLeast` points where it holds fewer. */
export function tail(signal: Signal, width: number, atLeast: number): Range {
  const to = signal.values.length;
  const last = signal.times[to - 1] ?? 1;
  return { from: Math.max(0, Math.min(firstAt(signal.times, last - width), to - atLeast)), to };
}

export function levelOf(signal: Signal, { from, to }: Range): number {
  return median(signal.values.slice(from, to));
}

/** The noise of the points within. */
export function noiseWithin(signal: Signal, { from, to }: Range): number {
  return scaleOf(signal.residuals.slice(from, to));
}

/** The first index whose time is at least `time`, or above it where `beyond`. */
function firstAt(times: readonly number[], time: number, beyond = false): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = times[middle] ?? Infinity;
    if (beyond ? at <= time : at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
