/** Asks for trials to end: whoever is the engine obeys, as long as that takes. */
import { ended } from '@attune/core/study';
import { withRequests } from '../../engine/index.ts';
import type { Change, RequestRow, Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import { request } from '../requests.ts';

/** Trials that are to end and have not yet. */
export async function toStop(store: Store): Promise<ReadonlySet<number>> {
  return trialsOf(await store.read('request'), 'stop-trial');
}

/**
 * Once each: what somebody has asked for already stays asked for. Another try that was asked for before, and has not
 * begun, is taken back. Those of `trials` that this ends, or keeps from being tried again.
 */
export async function askToStop(
  context: Context,
  store: Store,
  trials: readonly number[],
): Promise<ReadonlySet<number>> {
  const named = new Set(trials);
  const about = ({ request: one }: RequestRow): boolean =>
    (one.kind === 'stop-trial' || one.kind === 'retry-trial') && named.has(one.trial);
  return withRequests(store, about, async (rows) => {
    const open = (await store.read('trial', { id: [...named] }))
      .filter(({ state }) => !ended(state))
      .map(({ id }) => id);
    const asked = trialsOf(rows, 'stop-trial');
    const stops = open
      .filter((id) => !asked.has(id))
      .map((id) => ({
        request: { kind: 'stop-trial', trial: id } as const,
        event: { kind: 'trial.stop-requested', subject: `trial ${id}` },
      }));
    const retries = rows.flatMap((row) =>
      row.request.kind === 'retry-trial' ? [takenBack(row, row.request.trial)] : [],
    );
    if (stops.length + retries.length > 0) await request(store, context, stops, retries);
    return new Set([...open, ...trialsOf(rows, 'retry-trial')]);
  });
}

function takenBack(row: RequestRow, trial: number): Change {
  const event = { kind: 'request.cancelled', subject: `trial ${trial}`, data: { kind: 'retry-trial' } };
  return { do: 'delete', kind: 'request', row, event };
}

function trialsOf(rows: readonly RequestRow[], kind: 'stop-trial' | 'retry-trial'): ReadonlySet<number> {
  return new Set(rows.flatMap(({ request: one }) => (one.kind === kind ? [one.trial] : [])));
}
