import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrialState } from '@attune/core/study';
import { openMemoryStore, type RoundRow, type Store, type TrialRow } from '../../store/index.ts';
import { attempt, insert, note, project, round, study, trial, writer } from '../../testing/store-rows.ts';
import { roundReport } from './round-report.ts';
import { judgedTrials } from './judged-trials.ts';
import { readTrials } from '../analysis/round-trials.ts';
import { tableOf } from './table-document.ts';

let store: Store;

beforeEach(() => {
  store = openMemoryStore();
});

afterEach(() => store.close());

interface Told {
  readonly state?: TrialState;
  readonly steps?: readonly number[];
  readonly values: readonly number[];
}

/** Nearly at chance, of noisy curves, one far off, one of another state each. */
const told: readonly Told[] = [
  ...Array.from({ length: 14 }, (_, i) => ({ values: [1, 0.5 - i / 100, 0.6] })),
  { values: [1, NaN, 0.42, Infinity] },
  { values: [NaN, NaN] },
  { values: Array.from({ length: 40 }, (_, i) => 1 + (i % 2 === 0 ? 1 : -1) * 0.01 * (1 + (i % 7))) },
  { values: Array.from({ length: 40 }, (_, i) => 1 - i / 200) },
  { values: [1.5, 1.2] },
  { values: [900, 800] },
  { steps: [10, 10, 20], values: [0.1, 0.5, 0.4] },
  { state: { status: 'stopped' }, values: [0.3, 0.2] },
  { state: { status: 'infeasible', reason: 'diverged' }, values: [0.2, NaN] },
  { state: { status: 'failed', reason: 'crashed' }, values: [0.3] },
  { state: { status: 'failed', reason: 'timed-out' }, values: [0.25] },
  { state: { status: 'running' }, values: [0.9] },
  { state: { status: 'waiting' }, values: [] },
];

async function write(chance: number | null, metric = 'valid/loss'): Promise<RoundRow> {
  const plain = round(1);
  const row: RoundRow = {
    ...plain,
    resolved: {
      ...plain.resolved,
      project: {
        ...project.project,
        objective: { metric, direction: 'minimize' },
        references: chance === null ? {} : { chance: { [metric]: chance } },
      },
    },
  };
  const [search, repeats] = [study(1, 1), study(2, 1)];
  await store.write(
    [
      insert('project', project),
      insert('round', row),
      insert('study', search),
      insert('study', { ...repeats, plan: { ...repeats.plan, name: 'baseline', purpose: 'baseline' } }),
      insert('note', { ...note, subject: 'trial 3', text: 'odd' }),
    ],
    writer,
  );
  for (const [index, { state = { status: 'completed' } as const, values, steps }] of told.entries()) {
    const id = index + 1;
    const own: TrialRow = { ...trial(id, 1, id % 5 === 0 ? 2 : 1), seed: id, state };
    await store.write([insert('trial', own), insert('attempt', { ...attempt(id, 1), endedAt: 3500 })], writer);
    const series = [{ metric, steps: steps ?? values.map((_, i) => 10 * (i + 1)), values }];
    const offsets = { from: { metrics: 0, stdout: 0 }, to: { metrics: 1, stdout: 0 } };
    if (values.length > 0) await store.ingest([{ trial: id, attempt: 1, series, checkpoints: [], ...offsets }], writer);
  }
  return row;
}

const tableNow = async (row: RoundRow) =>
  tableOf(row, judgedTrials(row, await readTrials(store, row)), await store.read('note'), 'v');

describe('the table', () => {
  it.each([
    ['without a reference', null, 'valid/loss'],
    ['by a loss with a known chance', 1, 'valid/loss'],
    ['by a rate with a known chance', 0.9, 'valid/error'],
    ['by a chance that nearly nothing beats', 0.36, 'valid/loss'],
  ])('judges as the report does, which reads the whole curves: %s', async (_, chance, metric) => {
    const row = await write(chance, metric);
    const table = await tableNow(row);
    const { document } = await roundReport(store, row, { now: 0 });
    expect(table.trial.length).toBe(told.length);
    for (const reported of document.trials) {
      const at = table.trial.indexOf(reported.trial);
      expect({
        outcome: table.outcomes[table.outcome[at] ?? -1],
        rank: table.rank[at],
        objective: reported.objective === null ? null : table.objectiveValue[at],
        bestStep: reported.bestStep === null ? null : table.bestStep[at],
        baseline: table.baseline[at],
        study: table.studies[table.study[at] ?? -1],
        seed: table.seed[at],
      }).toEqual({
        outcome: reported.outcome,
        rank: reported.rank,
        objective: reported.objective,
        bestStep: reported.bestStep,
        baseline: reported.baseline,
        study: reported.study,
        seed: reported.seed,
      });
    }
  });

  it('tells states, reasons, times and notes', async () => {
    const table = await tableNow(await write(null));
    const row = (id: number) => {
      const at = table.trial.indexOf(id);
      return [table.statuses[table.status[at] ?? -1], table.reason[at], table.objectiveValue[at]];
    };
    expect(row(20)).toEqual(['completed', null, 800]);
    expect(row(16)).toEqual(['completed', 'never-finite', null]);
    expect(row(22)).toEqual(['stopped', 'stopped', 0.2]);
    expect(row(23)).toEqual(['infeasible', 'diverged', 0.2]);
    expect(row(25)).toEqual(['failed', 'timed-out', 0.25]);
    expect(table.note[2]).toBe('odd');
    expect(table.seconds[0]).toBe(2.5);
    expect(table.startedAt[0]).toBe(1000);
    expect(table.version).toBe('v');
  });
});
