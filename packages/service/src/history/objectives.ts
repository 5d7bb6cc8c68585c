/** The value that each trial is judged by, from summaries where a trial has one attempt and from its curve otherwise. */
import { bestOver, trialCurve, type Objective } from '@attune/core/study';
import type { AttemptRow, AttemptSummary, Store } from '../store/index.ts';

/** Best over training and where it was reached; `evaluations` counts the reports of the objective's metric. */
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
  const several = trials.filter((trial) => (byTrial.get(trial)?.length ?? 0) > 1);
  const curves = several.length === 0 ? [] : await store.curves({ trials: several, metrics: [metric] });
  const curvesOf = Map.groupBy(curves, ({ trial }) => trial);

  const values = new Map<number, ObjectiveValue>();
  for (const [trial, own] of byTrial) {
    const best =
      own.length > 1
        ? bestOver(trialCurve(own, curvesOf.get(trial) ?? []), direction)
        : extreme(summaries.get(trial)?.[0], direction);
    if (best !== null) values.set(trial, best);
  }
  return values;
}

function extreme(summary: AttemptSummary | undefined, direction: Objective['direction']): ObjectiveValue | null {
  return (direction === 'minimize' ? summary?.min : summary?.max) ?? null;
}
