import type { Project } from '@attune/core/study';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type LaunchRow, type Store } from '../store/index.ts';
import { attempt, insert, project, round, study, trial, writer } from '../testing/store-rows.ts';
import { launchValues } from './launch-values.ts';

const { train } = project.project;
const objective = { metric: 'valid/loss', direction: 'minimize' } as const;
const first = { lr: 0.1, optimizer: 'adam' };
const second = { lr: 0.2, optimizer: 'adam' };

let store: Store;

beforeEach(async () => {
  store = openMemoryStore();
  await store.write([insert('project', project)], writer);
});

afterEach(() => store.close());

/** A round that runs each of these configurations once a value, in a study of its own; it begins at 100 × number. */
async function ran(
  number: number,
  runs: readonly { readonly of: LaunchRow['configuration']; readonly values: readonly number[] }[],
  change: Partial<Project> = {},
): Promise<void> {
  const plain = round(number);
  const resolved = { ...plain.resolved, project: { ...project.project, ...change } };
  await store.write([insert('round', { ...plain, startedAt: 100 * number, resolved })], writer);
  for (const [place, { of: configuration, values }] of runs.entries()) {
    const id = 10 * number + place;
    const { plan, ...row } = study(id, number);
    await store.write([insert('study', { ...row, plan: { ...plan, name: `arm ${place}`, purpose: 'rerun' } })], writer);
    for (const [index, value] of values.entries()) {
      const own = { ...trial(10 * id + index, number, id), configuration, state: { status: 'completed' } } as const;
      await store.write([insert('trial', own), insert('attempt', attempt(own.id, 1))], writer);
      const series = [{ metric: 'valid/loss', steps: [10], values: [value] }];
      const offsets = { from: { metrics: 0, stdout: 0 }, to: { metrics: 1, stdout: 0 } };
      await store.ingest([{ trial: own.id, attempt: 1, series, checkpoints: [], ...offsets }], writer);
    }
  }
}

function launch(number: number, configuration: LaunchRow['configuration'], evidence: unknown, time: number): LaunchRow {
  return { number, parent: number === 0 ? null : 0, configuration, evidence, note: '', provenance: null, time };
}

const launches = [launch(0, first, null, 0), launch(1, second, { kind: 'comparison', round: 1 }, 150)];
const longer = { train: { ...train, maxSteps: 2 * train.maxSteps } };

describe('launchValues', () => {
  it('gives the mean of all runs of each that were measured alike', async () => {
    await ran(1, [
      { of: first, values: [0.4, 0.6] },
      { of: second, values: [0.3] },
    ]);
    await ran(2, [{ of: second, values: [0.1] }]);
    const values = await launchValues(store, launches);
    expect(values.get(0)).toMatchObject({ value: 0.5, seeds: 2, objective, maxSteps: train.maxSteps });
    expect(values.get(1)).toMatchObject({ value: 0.2, seeds: 2 });
  });

  it('leaves a launch as it was measured whatever a later round measures', async () => {
    await ran(1, [
      { of: first, values: [0.4, 0.6] },
      { of: second, values: [0.3] },
    ]);
    const before = await launchValues(store, launches);
    await ran(2, [{ of: second, values: [0.1] }], longer);
    await ran(3, [{ of: second, values: [0.1] }], { objective: { metric: 'valid/error', direction: 'minimize' } });
    expect(await launchValues(store, launches)).toEqual(before);
  });

  it('measures by the comparison that was the evidence, else by the first round since, else by the first', async () => {
    await ran(1, [{ of: second, values: [0.3] }]);
    await ran(2, [{ of: second, values: [0.2] }], longer);
    const measuredBy = async (evidence: unknown, time: number) =>
      (await launchValues(store, [launch(1, second, evidence, time)])).get(1)?.value;
    expect(await measuredBy({ kind: 'comparison', round: 2 }, 250)).toBe(0.2);
    expect(await measuredBy({ kind: 'none', comparison: { round: 2 } }, 50)).toBe(0.2);
    expect(await measuredBy(null, 50)).toBe(0.3);
    expect(await measuredBy(null, 150)).toBe(0.2);
    expect(await measuredBy(null, 250)).toBe(0.3);
    expect(await launchValues(store, [launch(1, { lr: 0.9, optimizer: 'adam' }, null, 0)])).toEqual(new Map());
  });
});
