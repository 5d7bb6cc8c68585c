/** Metrics of the test split stay sealed until a final evaluation is asked for, which is recorded (method L5). */
import { isSealed } from '@attune/core/study';
import type { ChangeEvent, CurveQuery } from './store.ts';

/** Whether `query` may and wants to see `metric`. */
export function visible(metric: string, query: Pick<CurveQuery, 'metrics' | 'unsealed'>): boolean {
  if (isSealed(metric) && query.unsealed === undefined) return false;
  return query.metrics === undefined || query.metrics.includes(metric);
}

/** What the event log says of a read of sealed metrics. */
export function unsealedEvent(
  query: Omit<CurveQuery, 'maxPoints'>,
  unsealed: NonNullable<CurveQuery['unsealed']>,
): ChangeEvent & { readonly actor: string } {
  const [trial, ...others] = query.trials;
  return {
    kind: 'metrics.unsealed',
    subject: trial !== undefined && others.length === 0 ? `trial ${trial}` : 'project',
    actor: unsealed.actor ?? 'unknown',
    data: { reason: unsealed.reason, trials: [...query.trials], metrics: query.metrics ? [...query.metrics] : null },
  };
}
