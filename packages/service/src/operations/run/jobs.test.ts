import { beforeEach, describe, expect, it } from 'vitest';
import { AttuneError } from '@attune/core/errors';
import { systemClock, takeLease } from '../../engine/index.ts';
import { openMemoryStore, type Change, type RequestRow, type Store, type Writer } from '../../store/index.ts';
import { quickProject } from '../../../test/quick-project.ts';
import type { Context } from '../operation.ts';
import { ask, askToDrive } from '../requests.ts';
import { claim, drop, dropRefused } from './driven-requests.ts';
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

const by = () => ({ actor: 'engine', time: 0 });

describe('a job that is taken back', () => {
  it('is gone where the engine obeyed it between the look and the writing', async () => {
    await ask(store, context, [
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
    await askToDrive(store, context, 1, 'start');
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
    await askToDrive(store, context, 1, 'start');
    await askToDrive(store, context, 1, 'extend');
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
    await askToDrive(store, context, 1, 'start');
    const { id: job } = await onlyRequest();
    await cancelJob.run(context, { job });
    await askToDrive(store, context, 2, 'start');
    expect((await onlyRequest()).id).toBeGreaterThan(job);
    await expect(cancelJob.run(context, { job })).rejects.toThrow(`there is no job ${job}`);
  });
});
