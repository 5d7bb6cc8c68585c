import { ask, noiseOf, viewOf } from '@attune/core/insight';
import type { Project } from '@attune/core/study';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type RoundRow, type Store } from '../store/index.ts';
import { attempt, insert, project, round, study, trial, writer } from '../testing/store-rows.ts';
import { readRoundRecord } from './round-record.ts';

let store: Store;

beforeEach(async () => {
  store = openMemoryStore();
  await store.write([insert('project', project)], writer);
});

afterEach(() => store.close());

interface Told {
  readonly baseline: readonly number[];
  readonly search?: readonly number[];
  readonly change?: Partial<Project>;
}

/** A round with a baseline study (id 10 × number) and a search study (one more), trials numbered from 100 × number. */
async function write(number: number, { baseline, search = [], change = {} }: Told): Promise<RoundRow> {
  const plain = round(number);
  const row = { ...plain, resolved: { ...plain.resolved, project: { ...project.project, ...change } } };
  const [repeats, searched] = [study(10 * number, number), study(10 * number + 1, number)];
  const scientific = { optimizer: 'adam' };
  await store.write(
    [
      insert('round', row),
      insert('study', { ...repeats, plan: { ...repeats.plan, name: 'baseline', purpose: 'baseline' } }),
      insert('study', { ...searched, plan: { ...searched.plan, name: 'optimizer=adam', scientific } }),
    ],
    writer,
  );
  const all = [
    ...baseline.map((value) => ({ value, of: 10 * number })),
    ...search.map((value) => ({ value, of: 10 * number + 1 })),
  ];
  for (const [index, { value, of }] of all.entries()) {
    const id = 100 * number + index;
    const configuration = row.resolved.project.baseline;
    const ended = { ...trial(id, number, of), configuration, seed: id, state: { status: 'completed' } } as const;
    await store.write([insert('trial', ended), insert('attempt', attempt(id, 1))], writer);
    const series = [{ metric: 'valid/loss', steps: [10, 20], values: [1, value] }];
    const offsets = { from: { metrics: 0, stdout: 0 }, to: { metrics: 1, stdout: 0 } };
    await store.ingest([{ trial: id, attempt: 1, series, checkpoints: [], ...offsets }], writer);
  }
  return row;
}

const earlierOf = async (row: RoundRow) =>
  (await readRoundRecord(store, row)).earlierBaselines?.map((one) => [one.round, one.trials.map(({ id }) => id)]);

describe('readRoundRecord', () => {
  it('tells what each study holds fixed', async () => {
    const record = await readRoundRecord(store, await write(1, { baseline: [0.2], search: [0.1] }));
    expect(record.studies.map(({ scientific }) => scientific)).toEqual([{}, { optimizer: 'adam' }]);
  });

  it('finds the same baseline’s trials of earlier rounds, and no other trials', async () => {
    await write(1, { baseline: [0.2, 0.21, 0.22], search: [0.1] });
    await write(2, { baseline: [0.23] });
    const third = await write(3, { baseline: [0.19], search: [0.1, 0.15] });
    await write(4, { baseline: [0.5] });
    expect(await earlierOf(third)).toEqual([
      [1, [100, 101, 102]],
      [2, [200]],
    ]);
  });

  it('takes none of another baseline, objective or length of training', async () => {
    const { train } = project.project;
    await write(1, { baseline: [0.2], change: { baseline: { lr: 0.2, optimizer: 'adam' } } });
    await write(2, { baseline: [0.2], change: { objective: { metric: 'valid/error', direction: 'minimize' } } });
    await write(3, { baseline: [0.2], change: { train: { ...train, maxSteps: 200 } } });
    await write(4, { baseline: [0.2], change: { train: { ...train, stepUnit: 'epoch' } } });
    await write(5, { baseline: [0.2], change: { train: { ...train, evalEvery: 5 } } });
    expect(await earlierOf(await write(6, { baseline: [0.2] }))).toEqual([]);
  });

  it('takes the runs of a comparison’s winner once it is the baseline, and none of the other side', async () => {
    const launched = { lr: 0.2, optimizer: 'adam' };
    await write(1, { baseline: [0.3] });
    const arm = { ...study(99, 1), plan: { ...study(99, 1).plan, name: 'trial 7', purpose: 'rerun' as const } };
    await store.write([insert('study', arm)], writer);
    for (const id of [150, 151]) {
      const run = { ...trial(id, 1, 99), configuration: launched, seed: id, state: { status: 'completed' } } as const;
      await store.write([insert('trial', run)], writer);
    }
    expect(await earlierOf(await write(2, { baseline: [0.2], change: { baseline: launched } }))).toEqual([
      [1, [150, 151]],
    ]);
  });

  it('takes a baseline written in another order, and one run by another command', async () => {
    const { train, baseline } = project.project;
    const reversed = Object.fromEntries(Object.entries(baseline).toReversed());
    await write(1, {
      baseline: [0.2],
      change: { baseline: reversed, train: { ...train, command: 'python3 train.py' } },
    });
    expect(await earlierOf(await write(2, { baseline: [0.2] }))).toEqual([[1, [100]]]);
  });

  it('gives a later round with one baseline seed a noise floor', async () => {
    await write(1, { baseline: [0.2, 0.21, 0.22] });
    const record = await readRoundRecord(store, await write(2, { baseline: [0.23], search: [0.1, 0.15] }));
    // numpy 2.4.6: numpy.std([.2, .21, .22, .23], ddof=1)
    expect(noiseOf(viewOf(record), 'valid/loss')?.deviation).toBeCloseTo(0.0129099445, 9);
    const finding = ask(record).findings.find(({ code }) => code === 'noise-floor');
    expect(finding?.values).toMatchObject({ verdict: 'better', baseline: 0.215 });
    expect(finding?.explanation[0]?.text).toMatch(/^over 4 seeds \(3 of round 1\)/);
  });
});
