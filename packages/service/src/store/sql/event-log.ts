import type { EventRow } from '../records.ts';
import { jsonText } from './field.ts';
import type { Database } from './tables.ts';

/** Appends an event to the transaction that `db` is in. */
export async function logEvent(db: Database, event: Omit<EventRow, 'seq'>): Promise<void> {
  const { time, kind, subject, actor, data } = event;
  await db
    .insertInto('event')
    .values({ time, kind, subject, actor, data: jsonText(data) })
    .execute();
}

/** Events with `seq > after`, at most `limit`. */
export async function readEvents(db: Database, after: number, limit: number): Promise<readonly EventRow[]> {
  const events = await db
    .selectFrom('event')
    .select(['seq', 'time', 'kind', 'subject', 'actor', 'data'])
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(Math.min(limit, Number.MAX_SAFE_INTEGER))
    .execute();
  return events.map((event) => ({ ...event, data: JSON.parse(event.data) as unknown }));
}
