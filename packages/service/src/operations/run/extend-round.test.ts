import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../engine/index.ts';
import { openMemoryStore, type RequestRow, type Store } from '../../store/index.ts';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { chooseRound } from '../round-choice.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { freezeRound } from '../design/freeze.ts';
import type { Context } from '../operation.ts';
import { openWorkspace } from '../workspace.ts';
import { extendRoundBudget } from './extend-round.ts';
import { extendedRound, searchTrials, writeBudget } from './extension.ts';
import { cancelJob } from './jobs.ts';
import { pauseRound } from './pause-round.ts';
import { settle } from './promised-trials.ts';

let project: QuickProject;
let store: Store;
let context: Context;

const file = 'rounds/01-first.yaml';

/** A round of 4 trials that is frozen and runs. */
beforeEach(async ({ onTestFinished }) => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 4 }\n' });
  onTestFinished(() => project.remove());
  store = openMemoryStore();
  const { directory } = project;
  const signal = new AbortController().signal;
  context = { directory, clock: systemClock, environment: {}, actor: 'ada', store, progress: () => undefined, signal };
  const workspace = openWorkspace(context);
  const name = await chooseRound(directory, directory, '1', []);
  await freezeRound(store, workspace, designStored(workspace, name, undefined), { actor: 'ada', time: 0 });
});

const by = () => ({ actor: 'ada', time: 0 });

/** What a server does with all that is asked of the round: in the file and in the store are so many trials afterwards. */
async function begin(): Promise<readonly RequestRow[]> {
  const workspace = openWorkspace(context);
  const [row] = await store.read('round');
  if (row === undefined) throw new Error('no round');
  const settled = await settle(store, workspace, row, await store.read('request'), by());
  const name = await chooseRound(project.directory, project.directory, '1', [row]);
  await freezeRound(store, workspace, designStored(workspace, name, row), by());
  return settled;
}

async function planned(): Promise<number | undefined> {
  const [row] = await store.read('round');
  return row && searchTrials(row.resolved);
}
const written = () => Number(/trials: (\d+)/.exec(project.read(file))?.[1]);

describe('a round that runs and is given more trials', () => {
  it('is given all that was asked for, one request after another, and its file says so once that is begun', async () => {
    expect(await extendRoundBudget.run(context, { round: 1, trials: '+16' })).toMatchObject({ before: 4, after: 20 });
    expect(await extendRoundBudget.run(context, { round: 1, trials: '+8' })).toMatchObject({ before: 20, after: 28 });
    const asked = (await store.read('request')).map(({ request }) => request);
    expect(asked).toMatchObject([{ why: 'extend' }, { why: 'extend' }]);
    expect([written(), await planned()]).toEqual([4, 4]);
    await begin();
    expect([written(), await planned()]).toEqual([28, 28]);
  });

  it('is given all that was asked for at the same moment', async () => {
    const both = ['+16', '+16'].map((trials) => extendRoundBudget.run(context, { round: 1, trials }));
    expect((await Promise.all(both)).map(({ after }) => after)).toEqual([20, 36]);
    await begin();
    expect(written()).toBe(36);
  });

  it('is given them beside those of a command', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+16' });
    const command = await extendedRound(store, openWorkspace(context), project.directory, {
      wanted: '1',
      trials: '+8',
    });
    writeBudget(openWorkspace(context), command);
    expect(written()).toBe(12);
    await begin();
    expect(written()).toBe(28);
    await expect(extendRoundBudget.run(context, { round: 1, trials: '12' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('comes to the same where the server was killed before the store planned them, as often as it is', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+16' });
    const [row] = await store.read('round');
    if (row === undefined) throw new Error('no round');
    const settling = async () => settle(store, openWorkspace(context), row, await store.read('request'), by());
    await settling();
    expect((await settling()).map(({ request }) => request)).toMatchObject([{ trials: '+16', total: 20 }]);
    expect(written()).toBe(20);
    await begin();
    expect([written(), await planned()]).toEqual([20, 20]);
  });

  it('is given them beside those that its file asks for since earlier ones were begun', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+4' });
    const [row] = await store.read('round');
    if (row === undefined) throw new Error('no round');
    await settle(store, openWorkspace(context), row, await store.read('request'), by());
    // That server is killed, and somebody wants still more.
    project.write(file, project.read(file).replace('8', '40'));
    expect(await extendRoundBudget.run(context, { round: 1, trials: '+10' })).toMatchObject({ before: 40, after: 50 });
    await begin();
    expect([written(), await planned()]).toEqual([50, 50]);
  });

  it('is given them beside those that its server was to write into the file and did not', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+4' });
    const [row] = await store.read('round');
    if (row === undefined) throw new Error('no round');
    await settle(store, openWorkspace(context), row, await store.read('request'), by());
    project.write(file, project.read(file).replace('8', '4'));
    expect(await extendRoundBudget.run(context, { round: 1, trials: '+10' })).toMatchObject({ before: 8, after: 18 });
    await begin();
    expect([written(), await planned()]).toEqual([18, 18]);
  });

  it('is refused where the number in its file cannot be changed, at once', async () => {
    project.write(file, 'attune: 1\ngoal: maximize\nbudget: { trials: &n 4 }\n');
    await expect(extendRoundBudget.run(context, { round: 1, trials: '+16' })).rejects.toThrow(
      'cannot be changed safely',
    );
    expect(await store.read('request')).toEqual([]);
  });
});

it('is refused in the words of the API', async () => {
  const extending = (trials: string) => extendRoundBudget.run(context, { round: 1, trials });
  await expect(extending('2')).rejects.toThrow('trials asks for 2 trials and round 1 has 4');
  await expect(extending('2')).rejects.not.toThrow('--trials');
  await expect(extending('many')).rejects.toThrow(/^trials is many: write \+20/);
});

describe('trials that were asked for and are taken back', () => {
  it('are neither in the file nor in the store, and the others stay asked for', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+16' });
    await extendRoundBudget.run(context, { round: 1, trials: '+8' });
    const [first] = await store.read('request');
    await cancelJob.run(context, { job: first?.id ?? 0 });
    expect([written(), await planned()]).toEqual([4, 4]);
    await begin();
    expect([written(), await planned()]).toEqual([12, 12]);
  });

  it('cannot be once the file says so: the store is to say the same', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+16' });
    const [request] = await begin();
    await expect(cancelJob.run(context, { job: request?.id ?? 0 })).rejects.toThrow(
      'round 1 has been given these trials already (20 in all): pause it',
    );
  });

  it('cannot be where the round had ended before its server was killed, and cannot be paused', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+16' });
    const [row] = await store.read('round');
    if (row === undefined) throw new Error('no round');
    await settle(store, openWorkspace(context), row, await store.read('request'), by());
    await store.write([{ do: 'update', kind: 'round', row: { ...row, status: 'completed' } }], by());
    const [request] = await store.read('request');
    await expect(cancelJob.run(context, { job: request?.id ?? 0 })).rejects.toThrow(
      'and goes on with them when a server has time: pause it then',
    );
  });

  it('stay promised where the round is paused before they are begun', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+16' });
    await pauseRound.run(context, { round: 1 });
    expect((await store.read('request')).map(({ request }) => request.kind)).toEqual(['pause-round']);
    expect(written()).toBe(20);
  });

  it('are refused where the round is paused and its file cannot be read: the pause is stored', async () => {
    await extendRoundBudget.run(context, { round: 1, trials: '+16' });
    project.write(file, 'attune: 1\ngoal: maximize\nbudget: [');
    await pauseRound.run(context, { round: 1 });
    expect((await store.read('request')).map(({ request }) => request.kind)).toEqual(['pause-round']);
    const told = (await store.events(0, 1_000)).filter(({ kind }) => kind === 'request.failed');
    expect(told).toMatchObject([{ subject: 'round 1', data: { message: expect.stringContaining(file) as string } }]);
  });
});
