import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type Store } from '../store/index.ts';
import { attempt, insert, populate, trial, writer } from '../testing/store-rows.ts';
import { objectivesOf } from './objectives.ts';

let store: Store;

beforeEach(async () => {
  store = openMemoryStore();
  await populate(store);
  await store.write([insert('trial', trial(50, 1, 1)), insert('attempt', attempt(50, 1))], writer);
});

afterEach(() => store.close());

async function report(
  steps: readonly number[],
  values: readonly number[],
  number = 1,
  metric = 'valid/loss',
): Promise<void> {
  const series = [{ metric, steps, values }];
  const [row] = (await store.read('attempt', { trial: [50] })).filter((one) => one.number === number);
  const from = { metrics: row?.metricsOffset ?? 0, stdout: 0 };
  const to = { metrics: from.metrics + 1, stdout: 0 };
  await store.ingest([{ trial: 50, attempt: number, series, checkpoints: [], from, to }], writer);
}

const objective = async () => {
  const attempts = await store.read('attempt', { trial: [50] });
  return (await objectivesOf(store, { metric: 'valid/loss', direction: 'minimize' }, attempts)).get(50);
};

describe('objectivesOf', () => {
  it('is the best over training', async () => {
    await report([10, 20, 30], [0.5, 0.2, 0.4]);
    expect(await objective()).toEqual({ step: 20, value: 0.2 });
  });

  it('counts the last report of a step that was reported again, as curves do', async () => {
    await report([10, 10, 20], [0.1, 0.5, 0.4]);
    expect(await objective()).toEqual({ step: 20, value: 0.4 });
  });

  it('counts nothing that a later attempt superseded', async () => {
    await report([10, 20], [0.5, 0.1]);
    await store.write([insert('attempt', { ...attempt(50, 2), resumedAt: 10 })], writer);
    await report([20, 30], [0.3, 0.4], 2);
    expect(await objective()).toEqual({ step: 20, value: 0.3 });
  });

  it('counts nothing from before an attempt that began from scratch, as another metric tells', async () => {
    await report([10, 20], [0.1, 0.2]);
    await store.write([insert('attempt', { ...attempt(50, 2), resumedAt: 10 })], writer);
    await report([20], [0.3], 2);
    expect(await objective()).toEqual({ step: 10, value: 0.1 });
    await report([1], [0.9], 2, 'train/loss');
    expect(await objective()).toEqual({ step: 20, value: 0.3 });
  });

  it('is absent where nothing finite was reported', async () => {
    await report([10], [NaN]);
    expect(await objective()).toBeUndefined();
  });
});
