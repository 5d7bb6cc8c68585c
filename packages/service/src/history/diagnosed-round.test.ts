import { diagnosesOf } from '@attune/core/insight';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type RoundRow, type Store } from '../store/index.ts';
import { attempt, insert, project, round, study, trial, writer } from '../testing/store-rows.ts';
import { readDiagnosedRound } from './diagnosed-round.ts';
import { readRoundRecord } from './round-record.ts';
import { trialRecords } from './trial-records.ts';

const trials = 120;
const points = 500;
const steps = Array.from({ length: points }, (_, i) => i + 1);

let store: Store;
let row: RoundRow;

/** Each trial's loss falls, and of every third comes up again. */
beforeEach(async () => {
  store = openMemoryStore();
  row = round(1);
  await store.write([insert('project', project), insert('round', row), insert('study', study(1, 1))], writer);
  for (let id = 1; id <= trials; id++) {
    await store.write([insert('trial', trial(id, 1, 1)), insert('attempt', attempt(id, 1))], writer);
    const fall = steps.map((step) => 1 + Math.exp(-step / 60) + 0.001 * Math.cos(id * step));
    const values = id % 3 > 0 ? fall : fall.map((value, i) => value + Math.max(0, (i - 250) / 250));
    const series = ['train/loss', 'valid/loss'].map((metric) => ({ metric, steps, values }));
    const offsets = { from: { metrics: 0, stdout: 0 }, to: { metrics: 1, stdout: 0 } };
    await store.ingest([{ trial: id, attempt: 1, series, checkpoints: [], ...offsets }], writer);
  }
});

afterEach(() => store.close());

describe('readDiagnosedRound', () => {
  it('tells of each trial what its curves show', async () => {
    const { record, diagnoses } = await readDiagnosedRound(store, row);
    expect(diagnoses).toEqual(diagnosesOf(await readRoundRecord(store, row)));
    expect(record.trials).toHaveLength(trials);
    expect(diagnoses.get(3)?.map(({ code }) => code)).not.toEqual(diagnoses.get(4)?.map(({ code }) => code));
  });

  it('reads a few trials at a time, however large the round is', async () => {
    const read: number[] = [];
    const counting: Store = {
      ...store,
      curves: async (query) => {
        const curves = await store.curves(query);
        read.push(curves.reduce((sum, { values }) => sum + values.length, 0));
        return curves;
      },
    };
    await readDiagnosedRound(counting, row);
    expect(read.reduce((sum, count) => sum + count, 0)).toBe(2 * trials * points);
    expect(Math.max(...read)).toBeLessThanOrEqual(30_000);
  });

  it('diagnoses whole curves where those that are kept are thinned', async () => {
    const rows = await store.read('trial', { round: [1] });
    const seen: number[] = [];
    const { objective } = project.project;
    const whole = await trialRecords(store, rows, { objective });
    const kept = await trialRecords(store, rows, {
      objective,
      room: 30_000,
      whole: ({ curves }) => seen.push(curves[0]?.values.length ?? 0),
    });
    expect(seen).toEqual(rows.map(() => points));
    expect(whole[0]?.curves[0]?.values).toHaveLength(points);
    expect(kept.every(({ curves }) => curves.every(({ values }) => values.length < points / 4))).toBe(true);
  });
});
