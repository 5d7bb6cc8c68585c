import { beforeEach, describe, expect, it } from 'vitest';
import { AttuneError } from '@attune/core/errors';
import { systemClock } from '../../engine/index.ts';
import { openMemoryStore, type Store } from '../../store/index.ts';
import { quickProject, type QuickProject } from '../../../test/quick-project.ts';
import { chooseRound } from '../round-choice.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { freezeRound } from '../design/freeze.ts';
import type { Context } from '../operation.ts';
import { openWorkspace } from '../workspace.ts';
import { extendRoundBudget } from './extend-round.ts';
import { extendedRound, writeBudget } from './extension.ts';

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

describe('a round that runs and is given more trials', () => {
  it('is given all that was asked for, one request after another', async () => {
    expect(await extendRoundBudget.run(context, { round: 1, trials: '+16' })).toMatchObject({ before: 4, after: 20 });
    expect(await extendRoundBudget.run(context, { round: 1, trials: '+8' })).toMatchObject({ before: 20, after: 28 });
    expect(project.read(file)).toContain('trials: 28');
    const asked = (await store.read('request')).map(({ request }) => request);
    expect(asked).toMatchObject([{ why: 'extend' }, { why: 'extend' }]);
  });

  it('is given all that was asked for at the same moment', async () => {
    const both = ['+16', '+16'].map((trials) => extendRoundBudget.run(context, { round: 1, trials }));
    expect((await Promise.all(both)).map(({ after }) => after)).toEqual([20, 36]);
    expect(project.read(file)).toContain('trials: 36');
  });

  it('keeps what was promised from whoever counts from the plan', async () => {
    const asked = { wanted: '1', trials: '+8' };
    const early = await extendedRound(store, openWorkspace(context), project.directory, asked);
    await extendRoundBudget.run(context, { round: 1, trials: '+16' });
    const refusal = `${file} asks for 20 trials already, and 12 are fewer`;
    await expect(extendedRound(store, openWorkspace(context), project.directory, asked)).rejects.toThrow(refusal);
    const writing = (): void => writeBudget(openWorkspace(context), early);
    expect(writing).toThrow(AttuneError);
    expect(writing).toThrow(refusal);
    await expect(extendRoundBudget.run(context, { round: 1, trials: '12' })).rejects.toMatchObject({ code: 'invalid' });
    expect(project.read(file)).toContain('trials: 20');
  });
});
