import { expect, it } from 'vitest';
import { systemClock } from '../engine/index.ts';
import { openMemoryStore, type Store } from '../store/index.ts';
import { populate } from '../testing/store-rows.ts';
import { until } from '../testing/until.ts';
import { openEventFeed, type FeedNews } from './event-feed.ts';

/** A store whose reading of events can be kept waiting, or made to fail. */
async function slowStore() {
  const inner = openMemoryStore();
  await populate(inner);
  const kept = { gate: Promise.resolve(), looks: 0 };
  const store: Store = {
    ...inner,
    async events(after, limit) {
      const { gate } = kept;
      const rows = await inner.events(after, limit);
      kept.looks++;
      await gate;
      return rows;
    },
  };
  const happen = async (id: number): Promise<void> => {
    const row = { id, subject: 'project', text: 'odd', time: 1 };
    const event = { kind: 'note.written', subject: 'project' };
    await inner.write([{ do: 'insert', kind: 'note', row, event }], { actor: 'test', time: 1 });
  };
  return { store, kept, happen };
}

it('tells a new listener nothing of a look that was made for those who have gone', async () => {
  const { store, kept, happen } = await slowStore();
  const feed = openEventFeed({ store, clock: systemClock });
  const leave = await feed.listen(() => undefined);
  const gate = Promise.withResolvers<undefined>();
  kept.gate = gate.promise.then(() => undefined);
  await happen(101);
  const before = kept.looks;
  await until(() => (kept.looks > before ? true : undefined));
  leave();
  kept.gate = Promise.resolve();
  const heard: FeedNews[] = [];
  await feed.listen((news) => void heard.push(news));
  gate.resolve(undefined);
  await happen(102);
  await until(() => (heard.some(({ changes }) => changes.length > 0) ? true : undefined));
  expect(heard.flatMap(({ changes }) => changes)).toHaveLength(1);
  await feed.close();
  await store.close();
});

it('tells what goes wrong while it looks, and looks again', async () => {
  const { store, kept, happen } = await slowStore();
  const failures: unknown[] = [];
  const feed = openEventFeed({ store, clock: systemClock, failed: (error) => failures.push(error) });
  const heard: FeedNews[] = [];
  await feed.listen((news) => void heard.push(news));
  const lost = Promise.reject(new Error('the disk is gone'));
  lost.catch(() => undefined);
  kept.gate = lost;
  await until(() => (failures.length > 0 ? true : undefined));
  kept.gate = Promise.resolve();
  await happen(101);
  await until(() => (heard.some(({ changes }) => changes.length > 0) ? true : undefined));
  await feed.close();
  await store.close();
});

it('counts no program that waits for a trial among the jobs', async () => {
  const store = openMemoryStore();
  const asking = { kind: 'give-trial', round: 1, handle: 'h', until: 1 } as const;
  const driving = { kind: 'drive-round', round: 1, why: 'start', actor: 'ada' } as const;
  for (const request of [asking, driving]) {
    const row = { request, time: 1 };
    const event = { kind: 'x', subject: 'round 1' };
    await store.write([{ do: 'append', kind: 'request', row, event }], { actor: 'test', time: 1 });
  }
  const driven = (await store.read('request')).find(({ request }) => request.kind === 'drive-round');
  const feed = openEventFeed({ store, clock: systemClock });
  expect((await feed.status()).jobs).toEqual([driven?.id]);
  await feed.close();
  await store.close();
});
