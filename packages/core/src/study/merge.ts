/**
 * A trial's curve from its attempts: the latest attempt's points, preceded by the earlier curve up to the step at which
 * that attempt resumed. What is superseded does not count, so a best value never comes from a run that did not happen.
 */
import type { Curve } from './curve.ts';
import type { Attempt } from './trial.ts';

/** One metric of one attempt, as it arrived: steps may repeat and come in any order. */
export interface AttemptSeries extends Curve {
  readonly attempt: number;
}

/** What decides which points count. */
export type AttemptStart = Pick<Attempt, 'number' | 'resumedAt'>;

/**
 * The trial's curves, one a metric, in the order in which the metrics are first met. An attempt that reports a step
 * before its `resumedAt`, in whichever metric, began from scratch: so give the curves of all metrics where you have them.
 */
export function trialCurves(attempts: readonly AttemptStart[], curves: readonly AttemptSeries[]): readonly Curve[] {
  const starts = asTheyBegan(attempts, curves);
  const metrics = Map.groupBy(curves, ({ metric }) => metric);
  return [...metrics].map(([metric, series]) => ({ metric, ...merged(starts, series) }));
}

/** The trial's curve of the one metric that `curves` are of. Of a step reported again, the last report counts. */
export function trialCurve(attempts: readonly AttemptStart[], curves: readonly AttemptSeries[]): Curve {
  return { metric: curves[0]?.metric ?? '', ...merged(asTheyBegan(attempts, curves), curves) };
}

/** The attempts with `resumedAt` null where an attempt's own reports show that it did not resume. */
export function asTheyBegan(
  attempts: readonly AttemptStart[],
  curves: readonly AttemptSeries[],
): readonly AttemptStart[] {
  return attempts.map(({ number, resumedAt }) => {
    const restarted = curves.some(
      ({ attempt, steps }) => attempt === number && resumedAt !== null && steps.some((step) => step < resumedAt),
    );
    return { number, resumedAt: restarted ? null : resumedAt };
  });
}

type Points = Pick<Curve, 'steps' | 'values'>;

function merged(attempts: readonly AttemptStart[], curves: readonly AttemptSeries[]): Points {
  let whole: Points = { steps: [], values: [] };
  for (const { number, resumedAt } of attempts.toSorted((a, b) => a.number - b.number)) {
    const own = curves.filter(({ attempt }) => attempt === number);
    whole = inOrder([...(resumedAt === null ? [] : [upTo(whole, resumedAt)]), ...own]);
  }
  return whole;
}

/** `points` ascend. */
function upTo(points: Points, lastStep: number): Points {
  const end = points.steps.findIndex((step) => step > lastStep);
  return end === -1 ? points : { steps: points.steps.slice(0, end), values: points.values.slice(0, end) };
}

/** All points by ascending step; of equal steps the last one given. */
function inOrder(parts: readonly Points[]): Points {
  const [only] = parts;
  const alone = parts.length === 1 && only !== undefined;
  const steps = alone ? only.steps : parts.flatMap((part) => part.steps);
  const values = alone ? only.values : parts.flatMap((part) => part.values);
  if (steps.every((step, i) => i === 0 || step > (steps[i - 1] ?? Infinity))) return { steps, values };

  const order = [...steps.keys()].sort((a, b) => (steps[a] ?? 0) - (steps[b] ?? 0) || a - b);
  const last = order.filter((at, i) => steps[at] !== steps[order[i + 1] ?? -1]);
  return { steps: last.map((at) => steps[at] ?? 0), values: last.map((at) => values[at] ?? 0) };
}
