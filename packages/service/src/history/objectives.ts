/**
 * The value that each trial is judged by: the best of its curve. Summaries give it without reading the curve where a trial
 * has one attempt that reported its steps in order.
 */
import { bestOver, trialCurve, type Objective } from '@attune/core/study';
import type { AttemptRow, AttemptSummary, Store } from '../store/index.ts';
import { attemptsAsTheyBegan } from './as-they-began.ts';

/** Best over training and where it was reached. */
export interface ObjectiveValue {
  readonly value: number;
  readonly step: number;
}

/** By trial id; a trial whose objective was never finite is absent. */
export async function objectivesOf(
  store: Store,
  { metric, direction }: Objective,
  attempts: readonly AttemptRow[],
): Promise<ReadonlyMap<number, ObjectiveValue>> {
  const byTrial = Map.groupBy(attempts, ({ trial }) => trial);
  const trials = [...byTrial.keys()];
  const summaries = Map.groupBy(await store.summaries({ trials, metrics: [metric] }), ({ trial }) => trial);
  const simple = (trial: number): boolean =>
    byTrial.get(trial)?.length === 1 && summaries.get(trial)?.[0]?.ascending !== false;
  const merged = trials.filter((trial) => !simple(trial));
  const curves = merged.length === 0 ? [] : await store.curves({ trials: merged, metrics: [metric] });
  const begun = await attemptsAsTheyBegan(
    store,
    merged.flatMap((trial) => byTrial.get(trial) ?? []),
  );
  const begunOf = Map.groupBy(begun, ({ trial }) => trial);
  const curvesOf = Map.groupBy(curves, ({ trial }) => trial);

  const values = new Map<number, ObjectiveValue>();
  for (const trial of trials) {
    const best = simple(trial)
      ? extreme(summaries.get(trial)?.[0], direction)
      : bestOver(trialCurve(begunOf.get(trial) ?? [], curvesOf.get(trial) ?? []), direction);
    if (best !== null) values.set(trial, best);
  }
  return values;
}

function extreme(summary: AttemptSummary | undefined, direction: Objective['direction']): ObjectiveValue | null {
  return (direction === 'minimize' ? summary?.min : summary?.max) ?? null;
}
