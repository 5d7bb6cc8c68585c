import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../engine/index.ts';
import { openMemoryStore, type AttemptRow, type Store, type TrialRow } from '../store/index.ts';
import { attempt, insert, round, study, trial, writer } from '../testing/store-rows.ts';
import { quickProject } from '../../test/quick-project.ts';
import type { Context } from './operation.ts';
import { show } from './show.ts';
import { trials } from './trials.ts';

let store: Store;
let context: Context;

beforeEach(async ({ onTestFinished }) => {
  const project = quickProject({});
  onTestFinished(() => project.remove());
  const { directory } = project;
  store = openMemoryStore();
  const signal = new AbortController().signal;
  context = { directory, clock: systemClock, environment: {}, actor: 'ada', store, progress: () => undefined, signal };
  const plain = round(1);
  const references = { chance: { 'valid/loss': 2.303 } };
  const resolved = { ...plain.resolved, project: { ...plain.resolved.project, references } };
  await store.write([insert('round', { ...plain, resolved }), insert('study', study(1, 1))], writer);
});

async function insertTrial(id: number, state: TrialRow['state']): Promise<void> {
  await store.write([insert('trial', { ...trial(id, 1, 1), state })], writer);
}

/** An attempt of a trial with its validation loss over steps. */
async function measure(row: AttemptRow, points: Readonly<Record<number, number>>): Promise<void> {
  await store.write([insert('attempt', row)], writer);
  const [steps, values] = [Object.keys(points).map(Number), Object.values(points)];
  if (steps.length === 0) return;
  const series = [{ metric: 'valid/loss', steps, values }];
  const from = { metrics: 0, stdout: 0 };
  const to = { ...from, metrics: 1 };
  await store.ingest([{ trial: row.trial, attempt: row.number, series, checkpoints: [], from, to }], writer);
}

describe('a trial’s metrics', () => {
  const metrics = async () => (await show.run(context, { trial: 1 })).metrics;

  it('are of the whole trial where a later attempt went on from a checkpoint', async () => {
    await insertTrial(1, { status: 'completed' });
    await measure(attempt(1, 1), { 10: 0.5, 20: 0.2, 30: 0.9, 40: 0.1 });
    await measure({ ...attempt(1, 2), cause: 'retry', resumedAt: 30 }, { 40: 0.4, 50: 0.3 });
    // What the first attempt did beyond step 30 does not count.
    expect(await metrics()).toMatchObject([
      { points: 5, min: { step: 20, value: 0.2 }, max: { step: 30, value: 0.9 }, last: { step: 50, value: 0.3 } },
    ]);
    const { trial: document } = await show.run(context, { trial: 1 });
    expect(document).toMatchObject({ objective: 0.2, bestStep: 20 });
  });

  it('are of the attempt that began anew; of those before while it has measured nothing', async () => {
    await insertTrial(1, { status: 'completed' });
    await measure(attempt(1, 1), { 10: 0.5, 20: 0.1 });
    await measure({ ...attempt(1, 2), cause: 'retry' }, {});
    expect(await metrics()).toMatchObject([{ points: 2, min: { step: 20, value: 0.1 } }]);
    await measure({ ...attempt(1, 3), cause: 'retry' }, { 10: 0.7 });
    expect(await metrics()).toMatchObject([{ points: 1, min: { step: 10, value: 0.7 } }]);
  });
});

describe('what a trial’s result is worth', () => {
  beforeEach(async () => {
    const states: readonly TrialRow['state'][] = [
      { status: 'completed' },
      { status: 'completed' },
      { status: 'infeasible', reason: 'diverged' },
      { status: 'failed', reason: 'crashed' },
      { status: 'failed', reason: 'timed-out' },
      { status: 'waiting' },
    ];
    const losses = [0.5, 2.3031, 0.4, 0.3, 0.6];
    for (const [index, state] of states.entries()) {
      const id = index + 1;
      await insertTrial(id, state);
      const loss = losses[index];
      if (loss !== undefined) await measure(attempt(id, 1), { 10: loss });
    }
  });

  it('is told of each, with the rule by which one that completed is infeasible', async () => {
    const { trials: all } = await trials.run(context, {});
    expect(all.map(({ status, outcome, reason }) => [status, outcome, reason])).toEqual([
      ['completed', 'feasible', null],
      ['completed', 'infeasible', 'no-better-than-chance'],
      ['infeasible', 'infeasible', 'diverged'],
      ['failed', 'failed', 'crashed'],
      ['failed', 'censored', 'timed-out'],
      ['waiting', 'pending', null],
    ]);
    const { trial: chance } = await show.run(context, { trial: 2 });
    expect(chance).toMatchObject({ status: 'completed', outcome: 'infeasible', reason: 'no-better-than-chance' });
    expect(chance.why).toContain('no better than chance');
    expect((await show.run(context, { trial: 1 })).trial.why).toBeNull();
  });

  it('says which are listed, page by page', async () => {
    const asked = { outcome: ['failed', 'infeasible'] as ('failed' | 'infeasible')[], limit: 2 };
    const first = await trials.run(context, asked);
    expect([first.total, first.next, first.trials.map(({ trial: id }) => id)]).toEqual([3, 3, [2, 3]]);
    const rest = await trials.run(context, { ...asked, after: 3 });
    expect([rest.next, rest.trials.map(({ trial: id }) => id)]).toEqual([null, [4]]);
    const both = await trials.run(context, { outcome: ['infeasible'], status: ['completed'], sort: 'objective' });
    expect(both.trials.map(({ trial: id }) => id)).toEqual([2]);
  });
});
