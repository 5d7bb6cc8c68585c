/**
 * One look at a store's log for all who wait for something in it, twenty times a second while anybody does: however many
 * programs ask for trials, the store is asked once.
 */
import type { Clock } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';
import { lastEvent } from '../events/last.ts';

/** Between looks. */
const lookMilliseconds = 50;
/** Events read at a time. */
const page = 1_000;

export interface StoreWatch {
  /**
   * Begins to watch. Whatever is logged from then on ends a `news` that is waited for, or the next one; to be called before
   * the store is looked at. `leave` ends it.
   */
  join(): Promise<Watcher>;
}

export interface Watcher {
  /** Resolves at the next event, or after so many milliseconds, or when `signal` aborts; never rejects. */
  news(milliseconds: number, signal: AbortSignal): Promise<void>;
  leave(): void;
}

/** The store's own, which all share. */
export function watchOf(store: Store, clock: Clock): StoreWatch {
  const known = watches.get(store);
  if (known !== undefined) return known;
  const made = openWatch(store, clock);
  watches.set(store, made);
  return made;
}

const watches = new WeakMap<Store, StoreWatch>();

function openWatch(store: Store, clock: Clock): StoreWatch {
  let seq = 0;
  let watchers = 0;
  /** Of the looking that is under way. */
  let looking: { readonly begun: Promise<void>; readonly stop: AbortController } | null = null;
  let next = Promise.withResolvers<undefined>();

  function wake(): void {
    const woken = next;
    next = Promise.withResolvers();
    woken.resolve(undefined);
  }

  async function look(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        const last = (await store.events(seq, page)).at(-1)?.seq;
        if (last !== undefined) {
          seq = last;
          wake();
        }
      } catch {
        // Whoever looks at the store next finds out what is wrong.
        wake();
      }
      await clock.sleep(lookMilliseconds, stop);
    }
  }

  function begin(): NonNullable<typeof looking> {
    const stop = new AbortController();
    const begun = lastEvent(store, seq).then((last) => {
      seq = Math.max(seq, last);
      void look(stop.signal);
    });
    return { begun, stop };
  }

  function leave(): void {
    watchers--;
    if (watchers > 0) return;
    looking?.stop.abort();
    looking = null;
  }

  return {
    async join() {
      watchers++;
      try {
        await (looking ??= begin()).begun;
      } catch (error) {
        // The next one begins anew.
        looking = null;
        leave();
        throw error;
      }
      let unheard = next.promise;
      return {
        async news(milliseconds, signal) {
          const done = new AbortController();
          try {
            await Promise.race([unheard, clock.sleep(milliseconds, AbortSignal.any([signal, done.signal]))]);
          } finally {
            done.abort();
            unheard = next.promise;
          }
        },
        leave,
      };
    },
  };
}
