import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outcomeAlone } from '@attune/core/insight';
import { openMemoryStore, type RoundRow, type Store, type TrialRow } from '../../store/index.ts';
import { attempt, insert, round, study, trial, writer } from '../../testing/store-rows.ts';
import { readTrials } from '../analysis/round-trials.ts';
import { trialMemory, type TrialMemory } from '../analysis/trial-memory.ts';
import { judgedTrials } from './judged-trials.ts';

const count = 50;

let store: Store;
let memory: TrialMemory;
let judged: number[];

beforeEach(async () => {
  store = openMemoryStore();
  await store.write([insert('round', round(1)), insert('study', study(1, 1))], writer);
  for (let id = 1; id <= count; id++) {
    await store.write([insert('trial', trial(id, 1, 1)), insert('attempt', attempt(id, 1))], writer);
    await measure(id, 1, id / count);
    await change(id, { status: id <= 2 ? 'running' : 'completed' });
  }
  memory = trialMemory(store);
});

afterEach(() => store.close());

async function measure(id: number, step: number, value: number): Promise<void> {
  const [row] = await store.read('attempt', { trial: [id] });
  const from = { metrics: row?.metricsOffset ?? 0, stdout: 0 };
  const series = [{ metric: 'valid/loss', steps: [step], values: [value] }];
  const to = { ...from, metrics: from.metrics + 1 };
  await store.ingest([{ trial: id, attempt: 1, series, checkpoints: [], from, to }], writer);
}

async function change(id: number, state: TrialRow['state']): Promise<void> {
  const [row] = await store.read('trial', { id: [id] });
  if (row === undefined) throw new Error(`no trial ${id}`);
  const event = { kind: 'trial.told', subject: `trial ${id}` };
  await store.write([{ do: 'update', kind: 'trial', row: { ...row, state }, event }], writer);
}

/** Judges the round as a server does, and as one that knows nothing yet. */
async function judge(row: RoundRow = round(1)) {
  judged = [];
  const { outcomes, ranked } = judgedTrials(row, await memory(row), (one, ...rest) => {
    judged.push(one.id);
    return outcomeAlone(one, ...rest);
  });
  const anew = judgedTrials(row, await readTrials(store, row));
  expect([outcomes, ranked]).toEqual([anew.outcomes, anew.ranked]);
  return ranked;
}

describe('the trials of a round', () => {
  it('are judged once, and then those alone that have changed', async () => {
    expect((await judge())[0]).toBe(3);
    expect(judged).toHaveLength(count);
    // Trials that run may have measured anything.
    await measure(1, 2, 0.001);
    await judge();
    expect(judged).toEqual([1, 2]);
    await change(1, { status: 'completed' });
    expect((await judge())[0]).toBe(1);
    expect(judged).toEqual([1, 2]);
    await change(2, { status: 'failed', reason: 'crashed' });
    await judge();
    expect(judged).toEqual([2]);
    await judge();
    expect(judged).toEqual([]);
  });

  it('are all judged anew by another chance or another objective', async () => {
    await judge();
    const { resolved } = round(1);
    const chance = { chance: { 'valid/loss': 0.5 } };
    await judge({ ...round(1), resolved: { ...resolved, project: { ...resolved.project, references: chance } } });
    expect(judged).toHaveLength(count);
    const objective = { metric: 'valid/loss', direction: 'maximize' } as const;
    await judge({ ...round(1), resolved: { ...resolved, project: { ...resolved.project, objective } } });
    expect(judged).toHaveLength(count);
  });
});
