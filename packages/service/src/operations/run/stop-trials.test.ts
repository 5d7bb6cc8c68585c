import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock, takeLease } from '../../engine/index.ts';
import { openMemoryStore, type Store, type TrialRow } from '../../store/index.ts';
import { quickProject } from '../../../test/quick-project.ts';
import { chooseRound } from '../round-choice.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { freezeRound } from '../design/freeze.ts';
import type { Context } from '../operation.ts';
import { openWorkspace } from '../workspace.ts';
import { cancelJob, jobs } from './jobs.ts';
import { retryTrial } from './retry-trial.ts';
import { stopTrials } from './stop-trials.ts';

let store: Store;
let context: Context;

/** A round of which no trial has ended. */
beforeEach(async ({ onTestFinished }) => {
  const project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\n' });
  onTestFinished(() => project.remove());
  store = openMemoryStore();
  const { directory } = project;
  const signal = new AbortController().signal;
  context = { directory, clock: systemClock, environment: {}, actor: 'ada', store, progress: () => undefined, signal };
  const workspace = openWorkspace(context);
  const name = await chooseRound(directory, directory, '1', []);
  await freezeRound(store, workspace, designStored(workspace, name, undefined), { actor: 'ada', time: 0 });
});

async function firstTrial(state: TrialRow['state']): Promise<number> {
  const [trial] = await store.read('trial');
  if (trial === undefined) throw new Error('no trial');
  await store.write([{ do: 'update', kind: 'trial', row: { ...trial, state } }], { actor: 'engine', time: 0 });
  return trial.id;
}

/** What is asked about trials. */
const asked = async () =>
  (await store.read('request')).flatMap(({ request }) =>
    request.kind === 'stop-trial' || request.kind === 'retry-trial' ? [request.kind] : [],
  );

describe('a trial that is stopped after its stop was undone', () => {
  it('ends, and is not tried again', async () => {
    const trial = await firstTrial({ status: 'running' });
    await stopTrials.run(context, { trials: [trial] });
    await retryTrial.run(context, { trial });
    expect(await asked()).toEqual(['stop-trial', 'retry-trial']);
    const { trials } = await stopTrials.run(context, { trials: [trial] });
    expect(trials).toMatchObject([{ status: 'running', accepted: true }]);
    expect(await asked()).toEqual(['stop-trial']);
    expect((await store.events(0, 1_000)).at(-1)).toMatchObject({
      kind: 'request.cancelled',
      subject: `trial ${trial}`,
      data: { kind: 'retry-trial' },
    });
  });

  it('is not tried again either where it has ended in the meantime', async () => {
    const trial = await firstTrial({ status: 'stopped' });
    await retryTrial.run(context, { trial });
    const { trials } = await stopTrials.run(context, { trials: [trial] });
    expect(trials).toEqual([{ trial, status: 'stopped', accepted: true, follows: 'it is not started any more' }]);
    expect(await asked()).toEqual([]);
    const again = await stopTrials.run(context, { trials: [trial] });
    expect(again.trials).toEqual([{ trial, status: 'stopped', accepted: false, follows: null }]);
  });
});

describe('a stop that is taken back', () => {
  const only = async () => (await jobs.run(context, {})).jobs[0];

  it('is refused once an engine has told the running trial to end, which can be tried again', async () => {
    const trial = await firstTrial({ status: 'running' });
    await stopTrials.run(context, { trials: [trial] });
    const lease = await takeLease(store, systemClock);
    if (lease === null) throw new Error('no lease');
    const stop = await only();
    expect(stop).toMatchObject({ kind: 'stop-trial', state: 'running' });
    await expect(cancelJob.run(context, { job: stop?.job ?? 0 })).rejects.toMatchObject({
      code: 'conflict',
      message: `trial ${trial} is asked to end already: try it again, and it goes on once it has ended`,
    });
    await lease.release();
  });

  it('is gone while nobody has told the trial, or it has not been started', async () => {
    const trial = await firstTrial({ status: 'running' });
    await stopTrials.run(context, { trials: [trial] });
    await cancelJob.run(context, { job: (await only())?.job ?? 0 });
    expect(await asked()).toEqual([]);
    const lease = await takeLease(store, systemClock);
    if (lease === null) throw new Error('no lease');
    await firstTrial({ status: 'waiting' });
    await stopTrials.run(context, { trials: [trial] });
    expect(await only()).toMatchObject({ kind: 'stop-trial', state: 'waiting' });
    await cancelJob.run(context, { job: (await only())?.job ?? 0 });
    expect(await asked()).toEqual([]);
    await lease.release();
  });
});
