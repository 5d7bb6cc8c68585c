/**
 * One look at the store for all who listen, four times a second while anybody does: what changed, what running trials
 * measured, how things stand. Works whichever process is the engine.
 */
import { eventDocument } from '../operations/events/events.ts';
import { lastEvent } from '../operations/events/last.ts';
import { engineAlive, engineName, type Clock } from '../engine/index.ts';
import type { EventRow, Store } from '../store/index.ts';
import type { ChangeMessage, PointsMessage, StatusMessage } from './event-messages.ts';
import { watchPoints } from './event-points.ts';

/** Between looks: soon enough to seem at once, and seldom enough that pages have time to draw. */
const lookMilliseconds = 250;
/** Events read at a time. */
const pageOfEvents = 1_000;
/** Between looks while there is more to tell at once. */
const hurryMilliseconds = 25;
/** Running trials are looked up again after so many looks, though no event says that they changed. */
const looksBetweenCounts = 20;

/** What one look found; the same to everybody. */
export interface FeedNews {
  readonly changes: readonly ChangeMessage[];
  readonly points: PointsMessage | null;
  readonly status: StatusMessage | null;
}

export interface EventFeed {
  /** How things stand now; also the first message of every reader. */
  status(): Promise<StatusMessage>;
  /**
   * Calls `hear` with news until the returned function is called. Resolves once nothing can be missed any more: whatever
   * happens from then on is told.
   */
  listen(hear: (news: FeedNews) => void): Promise<() => void>;
  /** Resolves when no look is under way any more. */
  close(): Promise<void>;
}

export interface FeedOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Whether this process drives a round. */
  readonly driving?: () => boolean;
  /** Told of what goes wrong while looking; the next look tries again. */
  readonly failed?: (error: unknown) => void;
}

interface Looking {
  readonly stop: AbortController;
  readonly begun: Promise<void>;
  readonly done: Promise<void>;
}

export function openEventFeed({
  store,
  clock,
  driving = () => false,
  failed = () => undefined,
}: FeedOptions): EventFeed {
  const listeners = new Set<(news: FeedNews) => void>();
  let closed = false;
  let looking: Looking | null = null;

  async function status(last?: number): Promise<StatusMessage> {
    const lease = await engineAlive(store, clock.now());
    const [running, jobs] = [await store.read('trial', { status: ['running'] }), await store.read('request')];
    return {
      engine: lease === null ? null : engineName(lease),
      own: driving(),
      running: running.map(({ id }) => id),
      // Programs that wait for a trial are none of its jobs.
      jobs: jobs.filter(({ request }) => request.kind !== 'give-trial').map(({ id }) => id),
      last: last ?? (await lastEvent(store)),
    };
  }

  /** Until nobody listens any more. */
  async function look(signal: AbortSignal, begun: () => void): Promise<void> {
    const points = watchPoints(store);
    let standing = await status();
    let seq = standing.last;
    begun();
    for (let looks = 1; !signal.aborted; looks++) {
      let wait = lookMilliseconds;
      try {
        const rows = await store.events(seq, pageOfEvents);
        if (rows.length === pageOfEvents) wait = hurryMilliseconds;
        const due = rows.length > 0 || looks % looksBetweenCounts === 0;
        const last = rows.at(-1)?.seq ?? seq;
        const now = due ? await status(last) : standing;
        const measured = await points.look(now.running);
        const changed = told(now) !== told(standing);
        standing = now;
        // Who listens now began later, with another look.
        if (aborted(signal)) return;
        if (rows.length > 0 || measured !== null || changed) {
          publish({ changes: rows.map(changeOf), points: measured, status: changed ? now : null });
        }
        // Not before it was told: a look that fails is made again.
        seq = last;
      } catch (error) {
        failed(error);
      }
      await clock.sleep(wait, signal);
    }
  }

  function publish(news: FeedNews): void {
    for (const hear of listeners) hear(news);
  }

  function start(): Looking {
    const stop = new AbortController();
    const { promise: begun, resolve, reject } = Promise.withResolvers<undefined>();
    const done = look(stop.signal, () => resolve(undefined)).catch((error: unknown) => {
      reject(error);
      if (!stop.signal.aborted) looking = null;
    });
    return { stop, begun, done };
  }

  return {
    status: () => status(),
    async listen(hear) {
      listeners.add(hear);
      const silence = (): void => {
        listeners.delete(hear);
        if (listeners.size > 0) return;
        looking?.stop.abort();
        looking = null;
      };
      if (closed) return silence;
      try {
        await (looking ??= start()).begun;
      } catch (error) {
        silence();
        throw error;
      }
      return silence;
    },
    async close() {
      closed = true;
      const last = looking;
      looking?.stop.abort();
      looking = null;
      listeners.clear();
      await last?.done;
    },
  };
}

function changeOf(row: EventRow): ChangeMessage {
  return eventDocument(row);
}

/** May have changed while something was awaited. */
function aborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** All of the status but for the event that it was read at. */
function told(status: StatusMessage): string {
  return JSON.stringify({ ...status, last: 0 });
}
