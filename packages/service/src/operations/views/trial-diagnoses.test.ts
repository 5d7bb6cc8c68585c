import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import { systemClock } from '../../engine/index.ts';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { batch, populate, writer } from '../../testing/store-rows.ts';
import type { Context } from '../operation.ts';
import { trialDiagnoses } from './trial-diagnoses.ts';

let store: Store;
let context: Context;

beforeEach(async () => {
  store = openMemoryStore();
  await populate(store);
  context = {
    directory: '/nowhere',
    clock: systemClock,
    environment: {},
    actor: 'test',
    store,
    progress: () => undefined,
    signal: new AbortController().signal,
  };
});

afterEach(() => store.close());

describe('what the curves of a trial show', () => {
  it('is told with its name, its place and its figures', async () => {
    const steps = Array.from({ length: 40 }, (_, index) => 110 + 10 * index);
    const values = steps.map((_, index) => (index < 20 ? 1 - index / 40 : Number.NaN));
    await store.ingest([{ ...batch(1, 2, { to: 30 }), series: [{ metric: 'valid/loss', steps, values }] }], writer);
    const told = await trialDiagnoses.run(context, { trial: 1 });
    expect(told.diagnoses[0]).toMatchObject({ code: 'diverged', name: 'diverged', metric: 'valid/loss', until: null });
    expect(Value.Check(trialDiagnoses.result, told)).toBe(true);
  });

  it('is nothing of a trial that measured nothing', async () => {
    expect((await trialDiagnoses.run(context, { trial: 10 })).diagnoses).toEqual([]);
  });

  it('is refused of a trial that there is not', async () => {
    await expect(trialDiagnoses.run(context, { trial: 77 })).rejects.toThrow('77');
  });
});
