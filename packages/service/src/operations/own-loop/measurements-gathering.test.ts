import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, type Batch, type Store, type Writer } from '../../store/index.ts';
import { populate, writer } from '../../testing/store-rows.ts';
import { virtualClock } from '../../testing/virtual-clock.ts';
import { gatherMeasurements, type Gathering, type SentBatch } from './measurements-gathering.ts';

let directory: string;
let store: Store;
let gathering: Gathering;
/** What was stored, a commit an entry. */
let commits: (readonly Batch[])[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'attune-gathering-'));
  commits = [];
  const memory = openMemoryStore();
  store = {
    ...memory,
    async ingest(batches: readonly Batch[], by: Writer) {
      // As a disk takes time.
      await new Promise((resolve) => setImmediate(resolve));
      await memory.ingest(batches, by);
      commits.push(batches);
    },
  };
  await populate(store);
  for (const round of await store.read('round')) {
    const { project } = round.resolved;
    const metrics = { from: 'http' as const, rename: { val: 'valid/loss' } };
    const row = { ...round, resolved: { ...round.resolved, project: { ...project, metrics } } };
    await store.write([{ do: 'update', kind: 'round', row }], writer);
  }
  for (const attempt of await store.read('attempt')) {
    const row = { ...attempt, directory: join(directory, String(attempt.number)), endedAt: null };
    await store.write([{ do: 'update', kind: 'attempt', row }], writer);
  }
  gathering = gatherMeasurements(store, virtualClock());
});

afterEach(() => rmSync(directory, { recursive: true }));

function sent(attempt: number, batch: number, values: readonly number[] = [batch]): SentBatch {
  const series = [{ metric: 'val', steps: values.map((_, i) => 10 * batch + i), values }];
  return { trial: 1, attempt, batch, series, checkpoints: [] };
}

async function stored(attempt: number): Promise<readonly number[] | undefined> {
  const curves = await store.curves({ trials: [1], metrics: ['valid/loss'] });
  return curves.find((curve) => curve.attempt === attempt)?.values;
}

describe('gathered measurements', () => {
  it('are stored once, whatever is sent twice, in one request or later', async () => {
    const taken = await gathering.take([sent(1, 0), sent(1, 0), sent(1, 1, [7, NaN])], 'ada');
    expect(taken.map(({ next, refused }) => [next, refused])).toEqual([
      [1, null],
      [1, null],
      [2, null],
    ]);
    expect(await gathering.take([sent(1, 1, [7, NaN])], 'ada')).toMatchObject([{ next: 2, refused: null }]);
    expect(await stored(1)).toEqual([0, 7, NaN]);
  });

  it('are refused where their number was used with other points: in the same request, or before', async () => {
    const message =
      'batch 0 of attempt 1 of trial 1 was stored with other points: a number is used once; batch 1 is the next one';
    const taken = await gathering.take([sent(1, 0), sent(1, 0, [99]), sent(2, 0)], 'ada');
    expect(taken.map(({ refused }) => refused?.message.text ?? null)).toEqual([null, message, null]);
    const announced = { ...sent(1, 0), checkpoints: [{ step: 3, path: '3' }] };
    const renamed = { ...sent(1, 0), series: [{ metric: 'other', steps: [0], values: [0] }] };
    const again = await gathering.take([announced, renamed, sent(1, 0), sent(1, 1)], 'ada');
    expect(again.map(({ next, refused }) => [next, refused?.code ?? null])).toEqual([
      [1, 'conflict'],
      [1, 'conflict'],
      [1, null],
      [2, null],
    ]);
    expect(await stored(1)).toEqual([0, 1]);
  });

  it('name in the log who sent them: each sender of an attempt once, in the commit of the first batch', async () => {
    const requests = [
      gathering.take([sent(1, 0)], 'http:ada'),
      gathering.take([sent(2, 0), sent(2, 1)], 'http:bob'),
      gathering.take([sent(1, 1), sent(1, 1)], 'http:ada'),
      gathering.take([sent(1, 2)], 'http:bob'),
    ];
    await Promise.all(requests);
    await gathering.take([sent(1, 3), sent(1, 0), sent(1, 9)], 'http:eve');
    const lines = (await store.events(0, 100)).filter(({ kind }) => kind === 'attempt.reported');
    expect(lines.map(({ actor, subject, data }) => [actor, subject, data])).toEqual([
      ['http:ada', 'trial 1', { attempt: 1 }],
      ['http:bob', 'trial 1', { attempt: 2 }],
      ['http:bob', 'trial 1', { attempt: 1 }],
      ['http:eve', 'trial 1', { attempt: 1 }],
    ]);
  });

  it('are refused one by one: after a gap, of a trial that does not exist, of an attempt that has ended', async () => {
    const [first] = await store.read('attempt');
    if (first === undefined) throw new Error('no attempt');
    await gathering.take([sent(1, 0)], 'ada');
    await store.write([{ do: 'update', kind: 'attempt', row: { ...first, endedAt: 5 } }], writer);
    const taken = await gathering.take(
      [sent(1, 0), sent(1, 1), sent(2, 1), sent(2, 0), sent(3, 0), { ...sent(1, 0), trial: 77 }],
      'ada',
    );
    expect(taken.map(({ next, refused, stop }) => [next, refused?.code ?? null, stop])).toEqual([
      [1, null, true],
      [1, 'conflict', true],
      [0, 'conflict', false],
      [1, null, false],
      [null, 'not-found', true],
      [null, 'not-found', true],
    ]);
    expect(taken[2]?.refused?.message.text).toMatch(/batch 0 is the next one/);
    expect(await stored(1)).toEqual([0]);
    expect(await stored(2)).toEqual([0]);
  });

  it('are refused of a trial whose measurements are read from what its process writes', async () => {
    for (const round of await store.read('round')) {
      const { project } = round.resolved;
      const metrics = { from: 'stdout' as const, rename: {} };
      const row = { ...round, resolved: { ...round.resolved, project: { ...project, metrics } } };
      await store.write([{ do: 'update', kind: 'round', row }], writer);
    }
    const [taken] = await gathering.take([sent(1, 0)], 'ada');
    expect(taken?.refused?.message.text).toBe(
      'trial 1 reports by stdout, not over HTTP: its measurements are read from there',
    );
    expect(await stored(1)).toBeUndefined();
  });

  it('that arrive while others are stored share a commit', async () => {
    const answers = [sent(1, 0), sent(1, 1), sent(2, 0), sent(1, 2)].map((one) => gathering.take([one], 'ada'));
    const taken = (await Promise.all(answers)).flat();
    expect(taken.map(({ attempt, next }) => [attempt, next])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [1, 3],
    ]);
    expect(commits.map(({ length }) => length)).toEqual([1, 3]);
  });

  it('are decided anew where another server stored the same batch meanwhile', async () => {
    const other = gatherMeasurements(store, virtualClock());
    const taken = await Promise.all([gathering.take([sent(1, 0)], 'ada'), other.take([sent(1, 0)], 'bob')]);
    expect(taken.flat()).toMatchObject([
      { next: 1, refused: null },
      { next: 1, refused: null },
    ]);
    expect(await stored(1)).toEqual([0]);
  });

  it('are acknowledged where a sign of life cannot be written, and the others of the request too', async () => {
    writeFileSync(join(directory, '1'), 'a file where the directory of the first attempt belongs');
    const taken = await Promise.all([
      gathering.take([sent(1, 0)], 'ada'),
      gathering.take([sent(2, 0), sent(1, 1)], 'ada'),
    ]);
    expect(taken.flat().map(({ next, refused }) => [next, refused])).toEqual([
      [1, null],
      [1, null],
      [2, null],
    ]);
    expect(await stored(1)).toEqual([0, 1]);
  });

  it('are refused whole where too many wait, and taken when these have gone', async () => {
    const many = (attempt: number, batch: number): SentBatch => {
      const values = new Float64Array(400_000);
      const series = [{ metric: 'val', steps: Array.from(values, (_, i) => i), values: Array.from(values) }];
      return { ...sent(attempt, batch), series };
    };
    const first = gathering.take([sent(1, 0)], 'ada');
    const second = gathering.take([many(1, 1)], 'ada');
    const third = gathering.take([many(2, 0)], 'ada');
    await expect(gathering.take([many(1, 2), sent(2, 1)], 'ada')).rejects.toMatchObject({ code: 'unavailable' });
    const small = gathering.take([sent(2, 1)], 'ada');
    await Promise.all([first, second, third, small]);
    expect(await gathering.take([sent(1, 2), sent(2, 2)], 'ada')).toMatchObject([
      { next: 3, refused: null },
      { next: 3, refused: null },
    ]);
    const [alone] = await gathering.take([{ ...sent(1, 3), series: [] }], 'ada');
    expect(alone).toMatchObject({ next: 4, refused: null });
  });

  it('leave no doubt where the store fails: nobody is told that they are there', async () => {
    await store.close();
    const answers = [sent(1, 0), sent(2, 0)].map((one) => gathering.take([one], 'ada'));
    for (const answer of answers) await expect(answer).rejects.toThrow(/closed/);
  });
});
