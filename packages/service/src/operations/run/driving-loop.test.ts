/** What a server's loop takes up by itself: also what was asked for by somebody who has gone. */
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../engine/index.ts';
import { until } from '../../testing/until.ts';
import { openMemoryStore } from '../../store/index.ts';
import { quickProject } from '../../../test/quick-project.ts';
import { chooseRound } from '../round-choice.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { freezeRound } from '../design/freeze.ts';
import type { Context } from '../operation.ts';
import { openWorkspace } from '../workspace.ts';
import { driveWhatIsWanted } from './driving-loop.ts';
import { stopTrials } from './stop-trials.ts';

async function frozenRound() {
  const project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\n' });
  onTestFinished(() => project.remove());
  const { directory } = project;
  const store = openMemoryStore();
  const context: Context = {
    ...{ directory, clock: systemClock, environment: {}, actor: 'ada', store, progress: () => undefined },
    signal: new AbortController().signal,
  };
  const workspace = openWorkspace(context);
  const name = await chooseRound(directory, directory, '1', []);
  const row = await freezeRound(store, workspace, designStored(workspace, name, undefined), { actor: 'ada', time: 0 });
  await store.write([{ do: 'update', kind: 'round', row: { ...row, status: 'paused' } }], { actor: 'ada', time: 0 });
  return { store, context };
}

it('stops trials whose stopper has gone, though nothing is to be driven, and starts nothing', async () => {
  const { store, context } = await frozenRound();
  const [first, second] = await store.read('trial');
  if (first === undefined || second === undefined) throw new Error('no trials');
  const trials = [first.id, second.id, first.id];
  const follows = 'it is not started any more';
  const answered = [first, second].map(({ id }) => ({ trial: id, status: 'waiting', accepted: true, follows }));
  expect((await stopTrials.run(context, { trials })).trials).toEqual(answered);
  expect((await stopTrials.run(context, { trials })).trials).toEqual(answered);
  expect((await store.read('request')).map(({ request }) => request)).toEqual([
    { kind: 'stop-trial', trial: first.id },
    { kind: 'stop-trial', trial: second.id },
  ]);
  const leaving = new AbortController();
  const loop = driveWhatIsWanted({ ...context, leave: leaving.signal }, store);
  await until(async () => ((await store.read('request')).length === 0 ? true : undefined));
  leaving.abort();
  await loop.ended;
  const states = (await store.read('trial')).map(({ id, state }) => [id, state.status]);
  expect(states.filter(([, status]) => status === 'stopped')).toEqual([
    [first.id, 'stopped'],
    [second.id, 'stopped'],
  ]);
  expect(new Set(states.slice(2).map(([, status]) => status))).toEqual(new Set(['waiting']));
  expect(await store.read('round')).toMatchObject([{ status: 'paused' }]);
  expect((await stopTrials.run(context, { trials: [first.id] })).trials).toEqual([
    { trial: first.id, status: 'stopped', accepted: false, follows: null },
  ]);
});
