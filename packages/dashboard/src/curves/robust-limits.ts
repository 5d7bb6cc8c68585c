/**
 * The limits of a chart's value axis, from trials that did well enough: one run that diverged must not flatten all others.
 * What lies outside is marked at the edge (`edge-marks.ts`).
 */
import { sortedQuantile } from '@attune/core/numeric';
import type { Direction } from '@attune/core/study';
import type { CurvePart } from './curve-line.ts';

export interface LimitsAsked {
  /** Which way is good, where that is known: that side is kept whole. */
  readonly direction: Direction | null;
  readonly log: boolean;
}

export interface LimitLine extends CurvePart {
  /** Lines that the chart is about: they stay within the limits, but for the steep first tenth of them. */
  readonly front: boolean;
}

/** Of all values, this share stays within on the bad side, and on both where neither is known to be good. */
const kept = 0.9;
/** Of a front line, this share at its beginning may leave. */
const steep = 0.1;
/** Room beyond the outermost value, as a share of what is shown. */
const margin = 0.05;
/** Values of one line that decide at most: of more, as many at even distances. */
const mostOfLine = 500;

/** `[low, high]`, low < high, positive where logarithmic; null where no line has a usable value. */
export function robustLimits(
  lines: readonly LimitLine[],
  { direction, log }: LimitsAsked,
): readonly [number, number] | null {
  const usable = (value: number): boolean => Number.isFinite(value) && (!log || value > 0);
  const sampled: number[] = [];
  let [least, greatest, frontLeast, frontGreatest] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { y, front } of lines) {
    const every = Math.max(1, Math.ceil(y.length / mostOfLine));
    const settled = Math.floor(y.length * steep);
    for (let index = 0; index < y.length; index++) {
      const value = y[index] ?? Number.NaN;
      if (!usable(value)) continue;
      if (index % every === 0) sampled.push(value);
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      if (!front || index < settled) continue;
      frontLeast = Math.min(frontLeast, value);
      frontGreatest = Math.max(frontGreatest, value);
    }
  }
  if (least > greatest) return null;
  const sorted = Float64Array.from(sampled.length === 0 ? [least, greatest] : sampled).sort();
  const outer = direction === null ? (1 - kept) / 2 : 1 - kept;
  const low = direction === 'minimize' ? least : Math.min(sortedQuantile(sorted, outer), frontLeast);
  const high = direction === 'maximize' ? greatest : Math.max(sortedQuantile(sorted, 1 - outer), frontGreatest);
  return log ? widenedLog(low, high) : widened(low, high);
}

function widened(low: number, high: number): readonly [number, number] {
  const room = high > low ? margin * (high - low) : Math.max(Math.abs(low) * 0.1, 1e-6);
  return [low - room, high + room];
}

function widenedLog(low: number, high: number): readonly [number, number] {
  const factor = high > low ? (high / low) ** margin : 1.1;
  return [low / factor, high * factor];
}
