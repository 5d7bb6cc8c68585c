/** Where a step stands on another axis: seconds of training, or training examples seen. */
import { activeIn } from '@attune/core/space';
import { asTheyBegan } from '@attune/core/study';
import { clockSeries } from '../../engine/index.ts';
import type { AskedTrial } from './asked-trials.ts';

export const xKinds = ['step', 'time', 'examples'] as const;
export type XKind = (typeof xKinds)[number];

export type Place = (step: number) => number;

/** Null where nothing tells. */
export function placedBy(trial: AskedTrial, x: XKind): Place | null {
  switch (x) {
    case 'step':
      return (step) => step;
    case 'time':
      return byTime(trial);
    case 'examples':
      return byExamples(trial);
  }
}

/**
 * Seconds that training took to get there, the time between attempts left out: by the program's own clock where it tells
 * it, else as if every step of an attempt that has ended took equally long.
 */
function byTime({ attempts, series }: AskedTrial): Place | null {
  const starts = new Map(asTheyBegan(attempts, series).map(({ number, resumedAt }) => [number, resumedAt]));
  return attempts.reduce<Place | null>((earlier, attempt, index) => {
    const resumedAt = starts.get(attempt.number) ?? null;
    const within = withinAttempt(attempt, series, resumedAt ?? 0);
    if (within === null || resumedAt === null) return within;
    if (earlier === null || index === 0) return null;
    const before = earlier(resumedAt);
    return (step) => (step <= resumedAt ? earlier(step) : before + within(step));
  }, null);
}

/** Seconds from the attempt's start, at or after the step `from` where it began; null where nothing tells. */
function withinAttempt(
  { number, startedAt, endedAt }: AskedTrial['attempts'][number],
  series: AskedTrial['series'],
  from: number,
): Place | null {
  const own = series.filter(({ attempt }) => attempt === number);
  const clock = own.find(({ metric }) => metric === clockSeries);
  if (clock !== undefined) {
    return interpolated(
      clock.steps,
      clock.values.map((seconds) => Math.max(0, seconds - startedAt / 1000)),
    );
  }
  const last = Math.max(...own.flatMap(({ steps }) => steps.slice(-1)));
  if (endedAt === null || !(last > from)) return null;
  return (step) => (((step - from) / (last - from)) * (endedAt - startedAt)) / 1000;
}

/** Between points by a straight line, outside them by the nearest one. `steps` ascend. */
function interpolated(steps: readonly number[], values: readonly number[]): Place {
  return (step) => {
    let [low, high] = [0, steps.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle] ?? 0) < step) low = middle + 1;
      else high = middle;
    }
    const [x1, y1] = [steps[low] ?? 0, values[low] ?? 0];
    const [x0, y0] = [steps[low - 1], values[low - 1]];
    if (x0 === undefined || y0 === undefined || step >= x1) return y1;
    return y0 + ((step - x0) / (x1 - x0)) * (y1 - y0);
  };
}

/** Of a batch a step, or of the training set an epoch. */
function byExamples({ row, round }: AskedTrial): Place | null {
  const { space, train, examples } = round.resolved.project;
  if (/^epochs?$/.test(train.stepUnit)) {
    const { train: each } = examples;
    return each === undefined ? null : (step) => step * each;
  }
  if (!/^(step|update|iteration|batch)(e?s)?$/.test(train.stepUnit)) return null;
  const size = activeIn(space, row.configuration).find(({ meaning }) => meaning === 'batch-size');
  const batch = size === undefined ? undefined : row.configuration[size.id];
  return typeof batch === 'number' ? (step) => step * batch : null;
}
