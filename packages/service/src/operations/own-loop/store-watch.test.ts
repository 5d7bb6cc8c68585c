import { describe, expect, it } from 'vitest';
import { testClock } from '../../cli/testing/host.ts';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { watchOf } from './store-watch.ts';

const never = new AbortController().signal;

function log(store: Store): Promise<void> {
  return store.write([], { actor: 'ada', time: 0, told: [{ kind: 'x', subject: 'project' }] });
}

/** A store that counts how often its log is read. */
function counting(): { readonly store: Store; reads: number } {
  const memory = openMemoryStore();
  const counted = {
    reads: 0,
    store: {
      ...memory,
      events(after: number, limit: number) {
        counted.reads++;
        return memory.events(after, limit);
      },
    },
  };
  return counted;
}

/** How often the log is read while so many wait half a second. */
async function readsOf(count: number): Promise<number> {
  const counted = counting();
  const clock = testClock();
  const watch = watchOf(counted.store, clock);
  const watchers = await Promise.all(Array.from({ length: count }, () => watch.join()));
  counted.reads = 0;
  const waiting = Promise.all(watchers.map((watcher) => watcher.news(500, never)));
  await clock.advance(500);
  await waiting;
  for (const watcher of watchers) watcher.leave();
  return counted.reads;
}

describe('a watch of a store', () => {
  it('wakes all who wait at the next event, and misses none that came while they looked elsewhere', async () => {
    const { store } = counting();
    const clock = testClock();
    const [one, other] = await Promise.all([1, 2].map(() => watchOf(store, clock).join()));
    if (one === undefined || other === undefined) throw new Error('no watchers');
    const woken = Promise.all([one.news(60_000, never), other.news(60_000, never)]);
    await log(store);
    await clock.advance(1_000);
    await woken;
    await log(store);
    await clock.advance(1_000);
    await Promise.all([one.news(60_000, never), other.news(60_000, never)]);
    one.leave();
    other.leave();
  });

  it('asks the store as often for forty as for one', async () => {
    const reads = await readsOf(1);
    expect(reads).toBeGreaterThan(2);
    expect(await readsOf(40)).toBe(reads);
  });

  it('asks nothing once nobody waits, and begins again with the next one', async () => {
    const counted = counting();
    const clock = testClock();
    const watcher = await watchOf(counted.store, clock).join();
    await clock.advance(1_000);
    watcher.leave();
    counted.reads = 0;
    await clock.advance(60_000);
    expect(counted.reads).toBe(0);
    const late = await watchOf(counted.store, clock).join();
    const news = late.news(60_000, never);
    await log(counted.store);
    await clock.advance(1_000);
    await news;
    late.leave();
  });

  it('lets nobody wait longer than asked, or after they have gone', async () => {
    const clock = testClock();
    const watcher = await watchOf(counting().store, clock).join();
    const waiting = watcher.news(20, never);
    await clock.advance(20);
    await waiting;
    await watcher.news(60_000, AbortSignal.abort());
    watcher.leave();
  });
});
