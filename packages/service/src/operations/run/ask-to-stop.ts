/** Asks for trials to end: whoever is the engine obeys, as long as that takes. */
import type { Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import { request } from '../requests.ts';

/** Trials that are to end and have not yet. */
export async function toStop(store: Store): Promise<ReadonlySet<number>> {
  const requests = await store.read('request');
  return new Set(requests.flatMap(({ request: one }) => (one.kind === 'stop-trial' ? [one.trial] : [])));
}

/** Once each: what somebody has asked for already stays asked for. */
export async function askToStop(context: Context, store: Store, trials: readonly number[]): Promise<void> {
  const asked = await toStop(store);
  const stops = trials
    .filter((id) => !asked.has(id))
    .map((id) => ({
      request: { kind: 'stop-trial', trial: id } as const,
      event: { kind: 'trial.stop-requested', subject: `trial ${id}` },
    }));
  if (stops.length > 0) await request(store, context, stops);
}
