import { beforeEach, describe, expect, it } from 'vitest';
import { AttuneError } from '@attune/core/errors';
import { systemClock, takeLease } from '../../engine/index.ts';
import { openMemoryStore, type Change, type RequestRow, type Store, type Writer } from '../../store/index.ts';
import { insert, round, study, trial } from '../../testing/store-rows.ts';
import { quickProject } from '../../../test/quick-project.ts';
import type { Context } from '../operation.ts';
import { askToDrive, request } from '../requests.ts';
import { claim, claimOne, drop, dropRefused } from './driven-requests.ts';
import { cancelJob, jobs, jobTexts } from './jobs.ts';

let store: Store;
let context: Context;

beforeEach(({ onTestFinished }) => {
  const project = quickProject({});
  onTestFinished(() => project.remove());
  store = openMemoryStore();
  context = contextOf(store, project.directory);
});

function contextOf(of: Store, directory: string): Context {
  const signal = new AbortController().signal;
  return { directory, clock: systemClock, environment: {}, actor: 'ada', store: of, progress: () => undefined, signal };
}

async function onlyRequest(): Promise<RequestRow> {
  const [row] = await store.read('request');
  if (row === undefined) throw new Error('nothing is asked');
  return row;
}

/** What happens between somebody's look at the store and their write. */
function meanwhile(happens: () => Promise<unknown>): Store {
  let first = true;
  return {
    ...store,
    async write(changes: readonly Change[], writer: Writer) {
      if (first) {
        first = false;
        await happens();
      }
      return store.write(changes, writer);
    },
  };
}

/** An engine that drives round 1. */
async function drives() {
  const lease = await takeLease(store, systemClock);
  if (lease === null) throw new Error('no lease');
  const row = { ...round(1), status: 'running' as const };
  await store.write([{ do: 'insert', kind: 'round', row }], by());
  return lease;
}

const states = async () => (await jobs.run(context, {})).jobs.map(({ why, kind, state }) => `${why ?? kind} ${state}`);

const by = () => ({ actor: 'engine', time: 0 });

describe('a job that is taken back', () => {
  it('is gone where the engine obeyed it between the look and the writing', async () => {
    await request(store, context, [
      { request: { kind: 'stop-trial', trial: 1 }, event: { kind: 'x', subject: 'trial 1' } },
    ]);
    const row = await onlyRequest();
    const obeyed = meanwhile(() => store.write([{ do: 'delete', kind: 'request', row }], by()));
    await expect(cancelJob.run({ ...context, store: obeyed }, { job: row.id })).rejects.toMatchObject({
      code: 'not-found',
      message: `there is no job ${row.id}: it is done, or was taken back`,
    });
  });

  it('cannot be, once an engine has claimed it: also between the look and the writing', async () => {
    await askToDrive(store, context, 1, { why: 'start' });
    const { id: job } = await onlyRequest();
    const lease = await takeLease(store, systemClock);
    if (lease === null) throw new Error('no lease');
    const begun = meanwhile(() => claim(store, 1, { ...by(), token: lease.token }));
    await expect(cancelJob.run({ ...context, store: begun }, { job })).rejects.toThrow(
      'round 1 runs already: pause it',
    );
    expect((await jobs.run(context, {})).jobs).toMatchObject([{ job, state: 'running' }]);
    // A claim dies with its engine.
    await lease.release();
    expect((await jobs.run(context, {})).jobs).toMatchObject([{ job, state: 'waiting' }]);
    await cancelJob.run(context, { job });
    expect(await store.read('request')).toEqual([]);
  });

  it('is not begun where it was taken back first, and keeps nobody from dropping or refusing the others', async () => {
    await askToDrive(store, context, 1, { why: 'start' });
    await askToDrive(store, context, 1, { why: 'extend', trials: '+4' });
    const [first, second] = await store.read('request');
    if (first === undefined || second === undefined) throw new Error('nothing is asked');
    const taken = (row: RequestRow) => meanwhile(() => store.write([{ do: 'delete', kind: 'request', row }], by()));
    expect((await claim(taken(first), 1, { ...by(), token: 0 })).map(({ id }) => id)).toEqual([second.id]);
    await drop(taken(await onlyRequest()), [first, second], by());
    expect(await store.read('request')).toEqual([]);
    const error = new AttuneError('invalid', jobTexts.gone({ job: 9 }));
    await dropRefused(store, [first, second], { subject: 'round 1', error }, by());
    expect((await store.events(0, 100)).at(-1)).toMatchObject({
      kind: 'request.failed',
      data: { code: 'invalid', message: error.message },
    });
  });

  it('gives its number to no later one', async () => {
    await askToDrive(store, context, 1, { why: 'start' });
    const { id: job } = await onlyRequest();
    await cancelJob.run(context, { job });
    await askToDrive(store, context, 2, { why: 'start' });
    expect((await onlyRequest()).id).toBeGreaterThan(job);
    await expect(cancelJob.run(context, { job })).rejects.toThrow(`there is no job ${job}`);
  });
});

describe('jobs of a round that runs', () => {
  it('wait where they ask for more than the engine has begun, and can be taken back', async () => {
    await askToDrive(store, context, 1, { why: 'start' });
    const lease = await drives();
    await claim(store, 1, { ...by(), token: lease.token });
    await askToDrive(store, context, 1, { why: 'extend', trials: '+4' });
    await askToDrive(store, context, 1, { why: 'extend', trials: '+4' });
    await askToDrive(store, context, 1, { why: 'retry' });
    expect(await states()).toEqual(['start running', 'extend waiting', 'extend waiting', 'retry waiting']);
    const second = (await store.read('request'))[2];
    await cancelJob.run(context, { job: second?.id ?? 0 });
    expect(await states()).toEqual(['start running', 'extend waiting', 'retry waiting']);
  });

  it('run where they ask for no more than another process does, the first of them', async () => {
    await drives();
    await askToDrive(store, context, 1, { why: 'continue' });
    await askToDrive(store, context, 1, { why: 'continue' });
    await askToDrive(store, context, 1, { why: 'extend', trials: '+4' });
    expect(await states()).toEqual(['continue running', 'continue waiting', 'extend waiting']);
  });

  it('wait for it where they ask for more trials only, and no server has begun them', async () => {
    await drives();
    await askToDrive(store, context, 1, { why: 'extend', trials: '+4' });
    await askToDrive(store, context, 1, { why: 'extend', trials: '+4' });
    expect(await states()).toEqual(['extend waiting', 'extend waiting']);
    for (const { id } of await store.read('request')) await cancelJob.run(context, { job: id });
    expect(await states()).toEqual([]);
  });
});

describe('jobs of a trial', () => {
  const event = { kind: 'x', subject: 'trial 1' };
  const again = async () => {
    await request(store, context, [{ request: { kind: 'retry-trial', trial: 1, round: 1 }, event }]);
    await askToDrive(store, context, 1, { why: 'retry', trial: 1 });
  };

  it('say which one, and how many trials a round is to get', async () => {
    await again();
    await askToDrive(store, context, 1, { why: 'extend', trials: '+4' });
    expect((await jobs.run(context, {})).jobs).toMatchObject([
      { kind: 'retry-trial', subject: 'trial 1', trial: 1, trials: null },
      { kind: 'drive-round', why: 'retry', subject: 'round 1', trial: 1, trials: null },
      { kind: 'drive-round', why: 'extend', subject: 'round 1', trial: null, trials: '+4' },
    ]);
  });

  it('are one: whoever takes another try back lets the round alone as well', async () => {
    await again();
    await cancelJob.run(context, { job: (await store.read('request'))[0]?.id ?? 0 });
    expect(await states()).toEqual([]);
  });

  it('do not wait any more where the round runs and has taken the try up, or where the trial has ended', async () => {
    await drives();
    await again();
    expect(await states()).toEqual(['retry-trial waiting', 'retry waiting']);
    const [taken] = await store.read('request');
    if (taken === undefined) throw new Error('nothing is asked');
    await drop(store, [taken], by());
    expect(await states()).toEqual(['retry running']);
    await request(store, context, [{ request: { kind: 'stop-trial', trial: 1 }, event }]);
    await store.write([insert('study', study(1, 1)), insert('trial', trial(1, 1, 1))], by());
    expect(await states()).toEqual(['retry running', 'stop-trial waiting']);
    const [row] = await store.read('trial');
    if (row === undefined) throw new Error('no trial');
    await store.write([{ do: 'update', kind: 'trial', row: { ...row, state: { status: 'stopped' } } }], by());
    expect(await states()).toEqual(['retry running', 'stop-trial running']);
  });
});

describe('a comparison that was asked for', () => {
  it('waits while another one runs, and runs from when a server has claimed it', async () => {
    const asked = { kind: 'compare', input: {}, actor: 'ada' } as const;
    await request(store, context, [{ request: asked, event: { kind: 'x', subject: 'project' } }]);
    const lease = await takeLease(store, systemClock);
    if (lease === null) throw new Error('no lease');
    const row = await onlyRequest();
    const plain = round(1);
    const configuration = { label: 'a', trial: null, configuration: {} };
    const comparison = { candidate: configuration, baseline: configuration, complexity: 'none', note: '', pairsMax: 3 };
    const compared = { ...plain, status: 'running', resolved: { ...plain.resolved, comparison } } as typeof plain;
    await store.write([{ do: 'insert', kind: 'round', row: compared }], by());
    expect(await states()).toEqual(['compare waiting']);
    const claimed = await claimOne(store, row, { ...by(), token: lease.token });
    expect(claimed?.request).toEqual({ ...asked, token: lease.token });
    expect(await states()).toEqual(['compare running']);
    await expect(cancelJob.run(context, { job: row.id })).rejects.toThrow('the comparison runs already');
    await lease.release();
    await cancelJob.run(context, { job: row.id });
    expect(await claimOne(store, row, { ...by(), token: lease.token })).toBeUndefined();
  });

  it('waits again where its engine is gone and another one is at work, which has not begun it', async () => {
    const asked = { kind: 'compare', input: {}, actor: 'ada' } as const;
    await request(store, context, [{ request: asked, event: { kind: 'x', subject: 'project' } }]);
    const gone = await takeLease(store, systemClock);
    if (gone === null) throw new Error('no lease');
    await claimOne(store, await onlyRequest(), { ...by(), token: gone.token });
    expect(await states()).toEqual(['compare running']);
    await gone.release();
    const next = await takeLease(store, systemClock);
    if (next === null) throw new Error('no lease');
    expect(next.token).not.toBe(gone.token);
    expect(await states()).toEqual(['compare waiting']);
    await cancelJob.run(context, { job: (await onlyRequest()).id });
    expect(await states()).toEqual([]);
    await next.release();
  });
});
