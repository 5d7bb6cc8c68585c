import { sql } from 'kysely';
import type { EventRow } from '../records.ts';
import { jsonText } from './field.ts';
import type { Database } from './tables.ts';

/**
 * Appends an event to the transaction that `db` is in. Writers take turns, so that the next number is one more than the
 * highest: none is left out, and whoever has read up to one has missed none before it. Gives its number.
 */
export async function logEvent(db: Database, event: Omit<EventRow, 'seq'>): Promise<number> {
  const { time, kind, subject, actor, data } = event;
  const { seq } = await db
    .insertInto('event')
    .values((row) => ({
      seq: row.selectFrom('event').select((last) => sql<number>`coalesce(${last.fn.max('seq')}, 0) + 1`.as('seq')),
      time,
      kind,
      subject,
      actor,
      data: jsonText(data),
    }))
    .returning('seq')
    .executeTakeFirstOrThrow();
  return seq;
}

/** Events with `seq > after`, at most `limit`. */
export async function readEvents(db: Database, after: number, limit: number): Promise<readonly EventRow[]> {
  const events = await db
    .selectFrom('event')
    .select(['seq', 'time', 'kind', 'subject', 'actor', 'data'])
    // Where columns are narrower than what a caller may ask, the comparison must not be.
    .where('seq', '>', sql<number>`cast(${after} as bigint)`)
    .orderBy('seq')
    .limit(Math.min(limit, Number.MAX_SAFE_INTEGER))
    .execute();
  return events.map((event) => ({ ...event, data: JSON.parse(event.data) as unknown }));
}
