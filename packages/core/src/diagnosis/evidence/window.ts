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

/**
 * The tail where it says something of the end: where it had to be widened to more than half of the run it is the course of the
 * whole, and null.
 */
export function endOf(signal: Signal, width: number, atLeast: number): Range | null {
  const part = tail(signal, width, atLeast);
  const [from, to] = [signal.times[part.from] ?? 0, signal.times.at(-1) ?? 1];
  return to - from <= half ? part : null;
}

/** With a margin for steps that are not quite even. */
const half = 0.5 + 1e-9;

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
