import { expect, it } from 'vitest';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { attempt, insert, populate, trial, writer } from '../../testing/store-rows.ts';
import { askedTrials } from './asked-trials.ts';

it('reads the metrics that are asked for and no others, also of a trial that began from scratch', async () => {
  const memory = openMemoryStore();
  const read: (readonly string[] | undefined)[] = [];
  const store: Store = {
    ...memory,
    curves(query) {
      read.push(query.metrics);
      return memory.curves(query);
    },
  };
  await populate(store);
  const second = { ...attempt(50, 2), resumedAt: 10 };
  await store.write(
    [insert('trial', trial(50, 1, 1)), insert('attempt', attempt(50, 1)), insert('attempt', second)],
    writer,
  );
  const series = ['valid/loss', 'train/loss', 'lr'].map((metric) => ({ metric, steps: [1, 20], values: [1, 0.5] }));
  const at = { metrics: 0, stdout: 0 };
  await store.ingest(
    [1, 2].map((number) => ({
      ...{ trial: 50, attempt: number, series, checkpoints: [], from: at, to: { ...at, metrics: 1 } },
    })),
    writer,
  );
  const [asked] = await askedTrials(store, [50], ['train/loss'], false);
  expect(asked?.attempts.map(({ resumedAt }) => resumedAt)).toEqual([null, null]);
  expect(asked?.series.map(({ attempt: number, metric }) => [number, metric])).toEqual([
    [1, 'train/loss'],
    [2, 'train/loss'],
  ]);
  expect(read.every((metrics) => metrics?.length === 1)).toBe(true);
  await store.close();
});
