import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock, takeLease, type HeldLease } from '../../engine/index.ts';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { chooseRound } from '../round-choice.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { freezeRound } from '../design/freeze.ts';
import type { Context } from '../operation.ts';
import { openWorkspace } from '../workspace.ts';
import { claim } from './driven-requests.ts';
import { extendRoundBudget } from './extend-round.ts';
import { cancelJob } from './jobs.ts';
import { pauseRound } from './pause-round.ts';
import { continueRound, startRound } from './start-round.ts';

const roundText = 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\n';

let project: QuickProject;
let store: Store;
let context: Context;

beforeEach(({ onTestFinished }) => {
  project = quickProject({ '01-first.yaml': roundText, '02-second.yaml': roundText });
  onTestFinished(() => project.remove());
  store = openMemoryStore();
  const { directory } = project;
  const signal = new AbortController().signal;
  context = { directory, clock: systemClock, environment: {}, actor: 'ada', store, progress: () => undefined, signal };
});

const by = { actor: 'engine', time: 0 };

/** Another process drives the round. */
async function driven(number: number): Promise<HeldLease> {
  const lease = await takeLease(store, systemClock);
  if (lease === null) throw new Error('no lease');
  const workspace = openWorkspace(context);
  const name = await chooseRound(context.directory, context.directory, String(number), []);
  await freezeRound(store, workspace, designStored(workspace, name, undefined), by);
  return lease;
}

const asked = async () => (await store.read('request')).map(({ request }) => request);

describe('a round that is to be started', () => {
  it('and runs already, is said to, and goes on should its process end', async () => {
    const lease = await driven(1);
    const runs = expect.stringMatching(/^round 1 runs already \(.+\); should that process end/) as string;
    expect(await startRound.run(context, { file: '1' })).toMatchObject({ round: 1, waits: runs });
    expect(await continueRound.run(context, { round: 1 })).toMatchObject({ round: 1, waits: runs });
    expect(await asked()).toMatchObject([{ kind: 'drive-round', round: 1, why: 'continue' }]);
    await lease.release();
  });

  it('waits where another one runs', async () => {
    const lease = await driven(1);
    const waits = expect.stringContaining('begins when what it does has ended') as string;
    expect(await startRound.run(context, { file: '2' })).toMatchObject({ round: 2, waits });
    await lease.release();
  });

  it('is asked for once, and runs from when a server has begun it', async () => {
    expect(await startRound.run(context, { file: '1' })).toMatchObject({ waits: null });
    expect(await startRound.run(context, { file: '1' })).toMatchObject({ waits: null });
    expect(await asked()).toHaveLength(1);
    const lease = await takeLease(store, systemClock);
    if (lease === null) throw new Error('no lease');
    await claim(store, 1, { ...by, token: lease.token });
    const runs = expect.stringContaining('round 1 runs already') as string;
    expect(await startRound.run(context, { file: '1' })).toMatchObject({ waits: runs });
    expect(await asked()).toHaveLength(1);
    await lease.release();
  });

  it('begins again when its pause, which is asked for, has come', async () => {
    const lease = await driven(1);
    await pauseRound.run(context, { round: 1 });
    const waits = expect.stringContaining('begins when what it does has ended') as string;
    expect(await continueRound.run(context, { round: 1 })).toMatchObject({ waits });
    expect(await asked()).toMatchObject([{ kind: 'pause-round' }, { kind: 'drive-round', why: 'continue' }]);
    await lease.release();
  });

  it('is asked for again where it has just paused and its server has not forgotten it yet', async () => {
    const lease = await driven(1);
    await startRound.run(context, { file: '1' });
    await claim(store, 1, { ...by, token: lease.token });
    const [row] = await store.read('round');
    if (row === undefined) throw new Error('no round');
    await store.write([{ do: 'update', kind: 'round', row: { ...row, status: 'paused' } }], by);
    await continueRound.run(context, { round: 1 });
    expect(await asked()).toHaveLength(2);
    await lease.release();
  });
});

describe('a round whose file has grown while a server drives it', () => {
  const follows = expect.stringMatching(/its further trials begin when those before/) as string;

  it.each([
    ['started', () => startRound.run(context, { file: '1' })],
    ['continued', () => continueRound.run(context, { round: 1 })],
  ])('is asked for once more where it is %s again, which is begun after what runs', async (_, again) => {
    const lease = await driven(1);
    await startRound.run(context, { file: '1' });
    await claim(store, 1, { ...by, token: lease.token });
    project.write('rounds/01-first.yaml', roundText.replace('4', '10'));
    expect(await again()).toMatchObject({ waits: follows });
    expect(await again()).toMatchObject({ waits: follows });
    expect(await asked()).toMatchObject([{ why: 'continue', token: lease.token }, { why: 'continue' }]);
    await lease.release();
  });
});

it('a paused round goes on though the further trials that it waits with are taken back', async () => {
  const lease = await driven(1);
  await lease.release();
  const [row] = await store.read('round');
  if (row === undefined) throw new Error('no round');
  await store.write([{ do: 'update', kind: 'round', row: { ...row, status: 'paused' } }], by);
  await extendRoundBudget.run(context, { round: 1, trials: '+4' });
  await continueRound.run(context, { round: 1 });
  const [extension] = await store.read('request');
  await cancelJob.run(context, { job: extension?.id ?? 0 });
  expect(await asked()).toMatchObject([{ kind: 'drive-round', why: 'continue' }]);
});

it('a round that runs and is given more trials says when they begin', async () => {
  const lease = await driven(1);
  const waits = expect.stringMatching(/^round 1 runs \(.+\): its further trials begin when/) as string;
  expect(await extendRoundBudget.run(context, { round: 1, trials: '+4' })).toMatchObject({ waits });
  await lease.release();
});
