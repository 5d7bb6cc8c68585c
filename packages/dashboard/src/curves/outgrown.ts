/**
 * Which trials' curves, as points arrived, have left what was read: limits made of that (`robust-limits.ts`) may cut them off.
 */
import type { CurveLine, CurvePart } from './curve-line.ts';
import { joinLive, type Arrived } from './join-live.ts';

/** What arrived for a trial's metric. */
export interface ArrivedPoints extends Arrived {
  readonly values: ArrayLike<number>;
}

export interface Growing {
  /** That go on. */
  readonly trials: readonly number[];
  /** Those that the chart is about, running or not: among themselves they decide its limits. */
  readonly front: readonly number[];
  readonly metrics: readonly string[];
  readonly arrived: (trial: number, metric: string) => ArrivedPoints | undefined;
}

/** Of a front line, this share at its beginning decides no limit: a steep start hides how far the rest has come. */
const steep = 0.1;

/**
 * Those of `trials` of which a finite value that arrived lies beyond all that was read of its metric, those in front beyond
 * what was read in front; and those of which nothing was read yet.
 */
export function outgrown(lines: readonly CurveLine[], { trials, front, metrics, arrived }: Growing): readonly number[] {
  const left = new Set<number>();
  const ahead = new Set(front);
  for (const metric of metrics) {
    const read = lines.filter((line) => line.metric === metric);
    const settled = read
      .filter(({ trial }) => ahead.has(trial))
      .map(({ y }) => y.subarray(Math.floor(y.length * steep)));
    const ofFront = extremes(settled);
    const ofAll = extremes(read.map(({ y }) => y));
    for (const trial of trials) {
      const points = arrived(trial, metric);
      if (points === undefined) continue;
      const own = read.find((line) => line.trial === trial);
      if (leaves(own, points, ahead.has(trial) ? ofFront : ofAll)) left.add(trial);
    }
  }
  return [...left];
}

function leaves(
  own: CurvePart | undefined,
  points: ArrivedPoints,
  [least, greatest]: readonly [number, number],
): boolean {
  const { from } = joinLive(own?.x ?? [], points);
  for (let index = from; index < points.values.length; index++) {
    const value = points.values[index] ?? Number.NaN;
    if (Number.isFinite(value) && (value < least || value > greatest)) return true;
  }
  return false;
}

/** Of finite values; `[∞, −∞]` of none: whatever comes is beyond them. */
function extremes(values: readonly Float64Array[]): readonly [number, number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const y of values) {
    for (const value of y) {
      if (!Number.isFinite(value)) continue;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  return [least, greatest];
}
