import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type Store } from '../store/index.ts';
import { attempt, insert, populate, trial, writer } from '../testing/store-rows.ts';
import { attemptsAsTheyBegan } from './as-they-began.ts';

let store: Store;
/** Which curves were read. */
let asked: Parameters<Store['curves']>[0][];

beforeEach(async () => {
  const memory = openMemoryStore();
  asked = [];
  store = {
    ...memory,
    curves(query) {
      asked.push(query);
      return memory.curves(query);
    },
  };
  await populate(store);
  await store.write(
    [
      insert('trial', trial(50, 1, 1)),
      insert('attempt', attempt(50, 1)),
      insert('attempt', { ...attempt(50, 2), resumedAt: 10 }),
    ],
    writer,
  );
});

afterEach(() => store.close());

async function report(series: Readonly<Record<string, readonly number[]>>): Promise<void> {
  const batch = {
    ...{ trial: 50, attempt: 2, checkpoints: [], from: { metrics: 0, stdout: 0 }, to: { metrics: 1, stdout: 0 } },
    series: Object.entries(series).map(([metric, steps]) => ({ metric, steps, values: steps.map(() => 1) })),
  };
  await store.ingest([batch], writer);
}

const starts = async () =>
  (await attemptsAsTheyBegan(store, await store.read('attempt', { trial: [50] }))).map(({ resumedAt }) => resumedAt);

describe('an attempt that was to resume', () => {
  it('did where it reports no step before, and no curve is read to know that', async () => {
    await report({ 'valid/loss': [20, 30], 'train/loss': [10, 11] });
    expect(await starts()).toEqual([null, 10]);
    expect(asked).toEqual([]);
  });

  it('began from scratch where any metric begins before, and no curve is read to know that', async () => {
    await report({ 'valid/loss': [20, 30], 'train/loss': [1, 11] });
    expect(await starts()).toEqual([null, null]);
    expect(asked).toEqual([]);
  });

  it('did so too where a metric whose steps do not ascend has one before: that alone is read', async () => {
    await report({ 'valid/loss': [20, 5], 'train/loss': [10, 11] });
    expect(await starts()).toEqual([null, null]);
    expect(asked).toEqual([{ trials: [50], metrics: ['valid/loss'] }]);
  });

  it('is as it was told to be where nothing has been reported', async () => {
    expect(await starts()).toEqual([null, 10]);
  });
});
