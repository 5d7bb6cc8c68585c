import { describe, expect, it } from 'vitest';
import { systemClock } from '../../engine/index.ts';
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

describe('a watch of a store', () => {
  it('wakes all who wait at the next event, and misses none that came while they looked elsewhere', async () => {
    const { store } = counting();
    const [one, other] = await Promise.all([1, 2].map(() => watchOf(store, systemClock).join()));
    if (one === undefined || other === undefined) throw new Error('no watchers');
    const woken = Promise.all([one.news(60_000, never), other.news(60_000, never)]);
    await log(store);
    await woken;
    await log(store);
    await new Promise((resolve) => setTimeout(resolve, 120));
    await Promise.all([one.news(60_000, never), other.news(60_000, never)]);
    one.leave();
    other.leave();
  });

  it('asks the store as often for forty as for one, and not at all once nobody waits', async () => {
    const counted = counting();
    const watchers = await Promise.all(Array.from({ length: 40 }, () => watchOf(counted.store, systemClock).join()));
    counted.reads = 0;
    await Promise.all(watchers.map((watcher) => watcher.news(500, never)));
    expect(counted.reads).toBeGreaterThan(2);
    expect(counted.reads).toBeLessThan(20);
    for (const watcher of watchers) watcher.leave();
    await new Promise((resolve) => setTimeout(resolve, 60));
    counted.reads = 0;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(counted.reads).toBe(0);
    const late = await watchOf(counted.store, systemClock).join();
    const news = late.news(60_000, never);
    await log(counted.store);
    await news;
    late.leave();
  });

  it('lets nobody wait longer than asked, or after they have gone', async () => {
    const watcher = await watchOf(counting().store, systemClock).join();
    await watcher.news(20, never);
    await watcher.news(60_000, AbortSignal.abort());
    watcher.leave();
  });
});
