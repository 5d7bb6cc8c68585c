/**
 * Sustained rises: the greatest drawups of the running median, which spikes do not reach and short waves hardly. Their size
 * is held against the noise from point to point and against what the running median leaves over, where waves count.
 *
 * | symbol | meaning |
 * |---|---|
 * | S | running median of width `smoothing` |
 * | drawup | S(j) − S(i), i < j, where S(i) is the least and S(j) the greatest in between |
 */
import { median } from '../../numeric/index.ts';
import type { DiagnosisOptions } from '../options.ts';
import { normalConsistency, scaleOf } from './noise.ts';
import type { Signal } from './signal.ts';
import { runningMedian } from './smooth.ts';

export interface Rise {
  /** Index of the last point near the bottom, where the rise begins. */
  readonly from: number;
  /** Index of the top. */
  readonly to: number;
  readonly size: number;
  /** `size` over the larger of both noises, at most a thousand. */
  readonly noises: number;
  /** Share of the run that the rise from 10 to 90 % of its size takes. */
  readonly length: number;
  /** What is left of it at the end of the run, as a share. */
  readonly left: number;
}

/** The rises that are long and large enough and at least half as clear as one that counts alone, in order of time. */
export function sustainedRises(signal: Signal, options: DiagnosisOptions): readonly Rise[] {
  const { values, times } = signal;
  if (values.length < options.fewest) return [];
  const width = Math.max(5, Math.round(options.smoothing * values.length)) | 1;
  const smooth = runningMedian(values, width);
  const rests = values.map((value, i) => Math.abs(value - (smooth[i] ?? value)));
  // The noise of the whole curve, or from the rise on, where it may have grown.
  const noiseFrom = (from: number): number =>
    Math.max(normalConsistency * median(rests.slice(from)), scaleOf(signal.residuals.slice(from)));
  const noise = noiseFrom(0);
  const last = median(values.slice(-Math.max(3, (width + 1) >> 1)));
  return drawups(smooth, 0, smooth.length, 0)
    .map(({ from, to }): Rise => {
      const [bottom, top] = [smooth[from] ?? 0, smooth[to] ?? 0];
      const size = top - bottom;
      const start = lastBelow(smooth, from, to, bottom + 0.1 * size);
      const end = lastBelow(smooth, start, to, bottom + 0.9 * size) + 1;
      const length = (times[Math.min(end, to)] ?? 0) - (times[start] ?? 0);
      const left = (last - bottom) / size;
      return {
        from: start,
        to,
        size,
        noises: Math.min(size / Math.max(noise, noiseFrom(from)), mostNoises),
        length,
        left,
      };
    })
    .filter(
      ({ size, noises, length }) =>
        size > options.rise * signal.progress && noises > options.noises / 2 && length >= options.sustained,
    );
}

/** Beyond this the noise is as good as none. */
const mostNoises = 1000;

/** Depth of the search for smaller rises beside the greatest: three levels hold seven, more than any run shows. */
const deepest = 3;

/** The greatest drawup of the part, and those before and after it. */
function drawups(
  smooth: readonly number[],
  begin: number,
  end: number,
  depth: number,
): readonly { from: number; to: number }[] {
  if (depth >= deepest || end - begin < 2) return [];
  let [low, from, to, size] = [begin, begin, begin, 0];
  for (let i = begin; i < end; i++) {
    const value = smooth[i] ?? 0;
    if (value <= (smooth[low] ?? 0)) low = i;
    if (value - (smooth[low] ?? 0) > size) [size, from, to] = [value - (smooth[low] ?? 0), low, i];
  }
  if (size === 0) return [];
  return [...drawups(smooth, begin, from, depth + 1), { from, to }, ...drawups(smooth, to + 1, end, depth + 1)];
}

function lastBelow(smooth: readonly number[], from: number, to: number, level: number): number {
  for (let i = to; i > from; i--) if ((smooth[i] ?? 0) <= level) return i;
  return from;
}
