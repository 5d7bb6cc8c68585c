/** The store over an SQL database: each method is one read, or one transaction. */
import { leaseAfter, leaseEvent, leaseOf } from '../lease.ts';
import { checkToken } from '../refusals.ts';
import { unsealedEvent } from '../sealed.ts';
import type { EventRow } from '../records.ts';
import type { ChangeEvent, CurveQuery, Store, Writer } from '../store.ts';
import type { SqlBackend } from './backend.ts';
import { mergeChunks, planMerges } from './compact.ts';
import { readCurves, readSummaries } from './curves.ts';
import { logEvent, readEvents } from './event-log.ts';
import { readGrowth } from './growth.ts';
import { holdsBatches } from './holds.ts';
import { ingestBatches } from './ingest.ts';
import { readLease, writeLease } from './lease-row.ts';
import { applyChange, selectRows } from './rows.ts';
import type { Database } from './tables.ts';

/** `clock` gives the time of events that no writer dates, in milliseconds UTC. */
export function sqlStore(backend: SqlBackend, clock: () => number): Store {
  const { dialect } = backend;
  return {
    read: (kind, selection = {}) => backend.read((db) => selectRows(db, dialect, kind, selection)),

    write: (changes, writer) =>
      backend.write(async (db) => {
        await fence(db, writer);
        for (const change of changes) {
          const { event } = change;
          const seq = event === undefined ? null : await logEvent(db, eventOf(event, writer));
          await applyChange(db, change, seq);
        }
        await tell(db, writer);
      }),

    ingest: (batches, writer) =>
      backend.write(async (db) => {
        await fence(db, writer);
        await ingestBatches(db, dialect, batches, writer.time);
        await tell(db, writer);
      }),

    holds: (batches) => backend.read((db) => holdsBatches(db, dialect, batches)),

    compact: async (attempts, writer) => {
      await backend.read((db) => fence(db, writer));
      for (const { trial, attempt } of attempts) {
        for (const merge of await backend.read((db) => planMerges(db, trial, attempt))) {
          await backend.write(async (db) => {
            await fence(db, writer);
            await mergeChunks(db, merge);
          });
        }
      }
    },

    curves: async (query) => {
      await recordUnsealing(query);
      return backend.read((db) => readCurves(db, dialect, query));
    },

    summaries: async (query) => {
      await recordUnsealing(query);
      return backend.read((db) => readSummaries(db, dialect, query));
    },

    growth: (query) => backend.read((db) => readGrowth(db, dialect, query)),

    events: (after, limit) => backend.read((db) => readEvents(db, after, limit)),

    lease: async (request) => {
      if (request.do === 'read') return leaseOf(await backend.read(readLease));
      return backend.write(async (db) => {
        const before = await readLease(db);
        const after = leaseAfter(before, request);
        if (after !== before) await writeLease(db, after);
        const event = leaseEvent(before, after);
        if (event !== null) await logEvent(db, { time: request.do === 'take' ? request.now : clock(), ...event });
        return leaseOf(after);
      });
    },

    close: () => backend.close(),
  };

  /** Before anything is shown: a record that cannot be written withholds the data. */
  async function recordUnsealing(query: Omit<CurveQuery, 'maxPoints'>): Promise<void> {
    const { unsealed } = query;
    if (unsealed === undefined) return;
    const event = { time: clock(), data: null, ...unsealedEvent(query, unsealed) };
    await backend.write(async (db) => {
      await logEvent(db, event);
    });
  }
}

async function fence(db: Database, { token }: Writer): Promise<void> {
  if (token !== undefined) checkToken(token, (await readLease(db)).token);
}

async function tell(db: Database, writer: Writer): Promise<void> {
  for (const event of writer.told ?? []) await logEvent(db, eventOf(event, writer));
}

function eventOf(event: ChangeEvent, { time, actor }: Writer): Omit<EventRow, 'seq'> {
  return { time, actor, data: null, ...event };
}
