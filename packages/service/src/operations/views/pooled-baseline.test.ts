import { expect, it } from 'vitest';
import { noiseOf, viewOf } from '@attune/core/insight';
import { systemClock } from '../../engine/index.ts';
import { readRoundRecord } from '../../history/index.ts';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { attempt, insert, round, study, trial, writer } from '../../testing/store-rows.ts';
import { roundsList } from './rounds-list.ts';

/** A round whose baseline ran with these seeds; null: it failed. */
async function write(store: Store, number: number, runs: Readonly<Record<number, number | null>>): Promise<void> {
  const repeats = study(number, number);
  await store.write(
    [
      insert('round', round(number)),
      insert('study', { ...repeats, plan: { ...repeats.plan, name: 'baseline', purpose: 'baseline' } }),
    ],
    writer,
  );
  const { baseline: configuration } = round(number).resolved.project;
  for (const [seed, value] of Object.entries(runs).map(([key, one]) => [Number(key), one] as const)) {
    const id = 100 * number + seed;
    const state =
      value === null ? ({ status: 'failed', reason: 'crashed' } as const) : ({ status: 'completed' } as const);
    const row = { ...trial(id, number, number), configuration, seed, state };
    await store.write([insert('trial', row), insert('attempt', attempt(id, 1))], writer);
    if (value === null) continue;
    const series = [{ metric: 'valid/loss', steps: [10], values: [value] }];
    const offsets = { from: { metrics: 0, stdout: 0 }, to: { metrics: 1, stdout: 0 } };
    await store.ingest([{ trial: id, attempt: 1, series, checkpoints: [], ...offsets }], writer);
  }
}

it('is the same in the list of rounds and in their findings: over the seeds of all rounds so far', async () => {
  const store = openMemoryStore();
  await write(store, 1, { 1: 0.15, 2: 0.14, 3: 0.16, 4: null });
  await write(store, 2, { 1: 0.2, 5: 0.155 });
  const context = {
    ...{ directory: '', clock: systemClock, environment: {}, actor: 'ada', store },
    ...{ progress: () => undefined, signal: new AbortController().signal },
  };
  const { rounds } = await roundsList.run(context, {});
  expect(rounds.map(({ baseline }) => baseline)).toEqual([
    { value: expect.closeTo(0.15) as number, seeds: 3 },
    // The seed of both rounds counts once, as it came out later.
    { value: expect.closeTo((0.14 + 0.16 + 0.2 + 0.155) / 4) as number, seeds: 4 },
  ]);
  for (const [index, row] of (await store.read('round')).entries()) {
    const noise = noiseOf(viewOf(await readRoundRecord(store, row)), 'valid/loss');
    expect(rounds[index]?.baseline).toEqual({ value: noise?.mean, seeds: noise?.baseline.length });
  }
  await store.close();
});
