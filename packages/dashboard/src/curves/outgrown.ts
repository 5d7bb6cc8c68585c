/** Which trials' curves, as points arrived, have left what was read: limits made of that would cut them off. */
import type { CurveLine, CurvePart } from './curve-line.ts';
import { joinLive, type Arrived } from './join-live.ts';

/** What arrived for a trial's metric. */
export interface ArrivedPoints extends Arrived {
  readonly values: ArrayLike<number>;
}

/** Beyond what was read by this share of its span: limits leave that much room (`robust-limits.ts`). */
const room = 0.05;

/**
 * Those of `trials` of which a finite value that arrived lies beyond all that was read of its metric, or of which nothing was
 * read yet.
 */
export function outgrown(
  lines: readonly CurveLine[],
  trials: readonly number[],
  metrics: readonly string[],
  arrived: (trial: number, metric: string) => ArrivedPoints | undefined,
): readonly number[] {
  const left = new Set<number>();
  for (const metric of metrics) {
    const read = lines.filter((line) => line.metric === metric);
    const [low, high] = roomOf(read);
    for (const trial of trials) {
      const points = arrived(trial, metric);
      if (points === undefined) continue;
      const own = read.find((line) => line.trial === trial);
      const { from } = joinLive(own?.x ?? [], points);
      for (let index = from; index < points.values.length; index++) {
        const value = points.values[index] ?? Number.NaN;
        if (!Number.isFinite(value) || (value >= low && value <= high)) continue;
        left.add(trial);
        break;
      }
    }
  }
  return [...left];
}

/** What was read of finite values, with room on both sides; nothing lies within where there are none. */
function roomOf(lines: readonly CurvePart[]): readonly [number, number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { y } of lines) {
    for (const value of y) {
      if (!Number.isFinite(value)) continue;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  const beyond = greatest > least ? room * (greatest - least) : 0;
  return [least - beyond, greatest + beyond];
}
