/** Launches, and the test set, on a real project: real processes, a real store. */
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../store/index.ts';
import { launchable } from './evidence.ts';
import type { Context } from '../operation.ts';
import { perform } from '../operation-input.ts';
import { run } from '../run/run.ts';
import { comparedProject, projectFile, training, type ComparedProject } from '../../testing/compared-project.ts';
import { unseal } from './unseal.ts';
import { openWorkspace } from '../workspace.ts';

/** Whole rounds of processes, with their reports: a slow machine takes minutes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let folder: ComparedProject;
let directory: string;
const contextOf = (change?: Partial<Context>): Context => folder.contextOf(change);
const comparing: ComparedProject['comparing'] = (input, change) => folder.comparing(input, change);
const launching: ComparedProject['launching'] = (input, change) => folder.launching(input, change);
const projectText = (): Promise<string> => folder.projectText();
const stored = () => folder.stored();

beforeEach(async () => {
  folder = await comparedProject();
  ({ directory } = folder);
});

afterEach(() => folder.remove());

/** Stores the launch of the latest comparison as if its process had ended before it wrote the file. */
async function cutOff(note: string): Promise<void> {
  const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
  const context = contextOf();
  const { project: read } = openWorkspace(context);
  const { candidate, evidence } = await launchable(store, read, {});
  const parent = (await store.read('launch')).at(-1)?.number ?? 0;
  const { configuration } = candidate;
  const row = { number: parent + 1, parent, configuration, evidence, note, provenance: null, time: 1 };
  await store.write([{ do: 'insert', kind: 'launch', row }], { actor: 'test', time: 1 });
  await store.close();
}

describe('launch', () => {
  it('writes the baseline, comments kept, with evidence and reproduction', async () => {
    const compared = await comparing({ candidate: 'lr=0.1' });
    expect(compared.recommendation).toBe('adopt');
    const result = await launching({});
    expect(result).toMatchObject({
      launch: 2,
      parent: 1,
      changes: [{ hyperparameter: 'lr', before: 0.01, after: 0.1 }],
    });
    expect(result.evidence).toMatchObject({ kind: 'comparison', round: 2, recommendation: 'adopt' });
    expect(await projectText()).toBe(projectFile.replace('lr: 0.01 # slow', 'lr: 0.1 # was 0.01: slow'));
    const { launches, events } = await stored();
    expect(launches.map(({ number, parent, configuration }) => [number, parent, configuration])).toEqual([
      [1, null, { lr: 0.01, momentum: 0 }],
      [2, 1, { lr: 0.1, momentum: 0 }],
    ]);
    expect(launches[1]?.provenance).toMatchObject({
      seeds: compared.runs.map(({ seed }) => seed),
      train: { command: 'sh train.sh ${args}' },
    });
    expect(result.command).toContain('sh train.sh --lr=0.1 --momentum=0');
    expect(events.filter(({ kind }) => kind === 'launch.made')).toHaveLength(1);
    await expect(launching({ comparison: 2 })).rejects.toThrow('lr=0.1 is the baseline already');
  });

  it('asks for a note where the change adds complexity', async () => {
    await comparing({ candidate: 'lr=0.1', complexity: 'adds' });
    await expect(launching({})).rejects.toThrow('this change adds complexity: say with --note');
    expect(await projectText()).toBe(projectFile);
    expect((await launching({ note: 'one more thing to tune' })).note).toBe('one more thing to tune');
  });

  it('refuses what nothing speaks for, unless a reason is given', async () => {
    await expect(launching({})).rejects.toThrow('nothing has run here yet');
    await comparing({ candidate: 'lr=0.001', seedsMax: 5 });
    await expect(launching({})).rejects.toThrow('recommends to reject it');
    await expect(launching({ candidate: 'lr=0.2' })).rejects.toThrow('`attune compare lr=0.2` finds out');
    await expect(launching({ comparison: 9 })).rejects.toThrow('round 9 is no comparison: there are 2');
    await expect(launching({ candidate: 'lr=0.2', withoutEvidence: ' ' })).rejects.toThrow('say why');
    expect(await projectText()).toBe(projectFile);
    const forced = await launching({ comparison: 2, withoutEvidence: 'the paper uses it' });
    expect(forced.evidence).toEqual({
      kind: 'none',
      reason: 'the paper uses it',
      comparison: { round: 2, recommendation: 'reject' },
    });
  });

  it('refuses a comparison with what is no longer the baseline, which a hand may have changed', async () => {
    await comparing({ candidate: 'lr=0.1' });
    await folder.writeProject(projectFile.replace('lr: 0.01', 'lr: 0.05'));
    await expect(launching({})).rejects.toThrow('that is not the baseline now');
    await launching({ candidate: 'lr=0.2', withoutEvidence: 'a try' });
    const { launches } = await stored();
    // The hand-edited one is recorded in between, without evidence.
    expect(launches.map(({ configuration, evidence }) => [configuration['lr'], evidence === null])).toEqual([
      [0.01, true],
      [0.05, true],
      [0.2, false],
    ]);
  });

  it('finishes a launch that was cut off before the file was written, and only the very same one', async () => {
    await comparing({ candidate: 'lr=0.1', note: 'nothing' });
    await cutOff('nothing');
    expect((await launching({ note: 'another note' })).launch).toBe(4);
    const { launches } = await stored();
    // The one that was never written, the baseline as it stayed, and the one that was.
    expect(launches.map(({ configuration, note }) => [configuration['lr'], note])).toEqual([
      [0.01, ''],
      [0.1, 'nothing'],
      [0.01, ''],
      [0.1, 'another note'],
    ]);
    await folder.writeProject(projectFile);
    expect((await launching({ candidate: 'lr=0.2', withoutEvidence: 'a try' })).launch).toBe(6);
  });

  it('finishes the very same launch under its own number', async () => {
    await comparing({ candidate: 'lr=0.1', note: 'nothing' });
    await cutOff('nothing');
    expect((await launching({})).launch).toBe(2);
    expect(await projectText()).toContain('lr: 0.1 # was 0.01: slow');
    expect((await stored()).launches).toHaveLength(2);
    // It was written: the baseline edited back by hand is one more, and so is the launch that follows.
    await folder.writeProject(projectFile);
    expect((await launching({})).launch).toBe(4);
  });

  it('takes no comparison that a later one of the same two takes back, in either order', async () => {
    const first = await comparing({ candidate: 'lr=0.1' });
    expect(first).toMatchObject({ recommendation: 'adopt', comparisons: 1, next: 'attune launch --comparison 2' });
    const rate = training.replace('1 - log(lr) / log(10) / 2', '1 + log(lr) / log(10) / 2');
    await writeFile(join(directory, 'train.sh'), rate);
    const said: string[] = [];
    const progress: Context['progress'] = (event) => {
      if (event.kind === 'message') said.push(event.message.text);
    };
    const second = await comparing({ candidate: 'baseline', baseline: 'lr=0.1' }, { progress });
    expect(second).toMatchObject({ round: 3, recommendation: 'adopt', comparisons: 2, next: null });
    expect(said.join()).toContain('these two have been compared 1 time before (round 2)');
    await expect(launching({ comparison: 2 })).rejects.toThrow('but the later comparison in round 3 of the same two');
    const forced = await launching({ comparison: 2, withoutEvidence: 'the second had a bug' });
    expect(forced.evidence).toMatchObject({ kind: 'none', reason: 'the second had a bug' });
  });

  it('keeps how many comparisons there were, and only runs that were judged', async () => {
    const { runs } = await comparing({ candidate: 'lr=0.1' });
    const lost = runs[0]?.candidate.trial ?? 0;
    const store = await openSqliteStore(join(directory, '.attune', 'store.db'));
    const [trial] = await store.read('trial', { id: [lost] });
    if (trial === undefined) throw new Error('the comparison has trials');
    const row = { ...trial, state: { status: 'failed' as const, reason: 'crashed' as const } };
    await store.write([{ do: 'update', kind: 'trial', row }], { actor: 'test', time: 1 });
    await store.close();
    const again = await comparing({ candidate: 'lr=0.1' });
    expect(again).toMatchObject({ round: 2, recommendation: 'adopt', lost: 1 });
    await comparing({ candidate: 'lr=0.1', again: true });
    const { evidence } = await launching({ comparison: 2 });
    if (evidence?.kind !== 'comparison') throw new Error('it was compared');
    const judged = again.runs.filter(({ candidate }) => candidate.trial !== lost);
    expect(evidence.trials.candidate).toEqual(judged.map(({ candidate }) => candidate.trial));
    expect(evidence.seeds).toEqual(judged.map(({ seed }) => seed));
    expect(evidence.comparisons).toEqual([
      { round: 2, reversed: false, recommendation: 'adopt' },
      { round: 3, reversed: false, recommendation: 'adopt' },
    ]);
  });

  it('is recorded with the code of its evidence, and says where that is not the code of now', async () => {
    // Whatever git is told to do elsewhere on this machine: sign, or tidy up in the background.
    const plain = ['-c', 'commit.gpgsign=false', '-c', 'maintenance.auto=false', '-c', 'gc.auto=0'];
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-C', directory, '-c', 'user.name=t', '-c', 'user.email=t@t', ...plain, ...words]);
    const commit = (message: string): string => {
      git('add', 'attune.yaml', 'train.sh');
      git('commit', '-qm', message);
      return git('rev-parse', 'HEAD').toString().trim();
    };
    git('init', '-q');
    const measured = commit('first');
    const said: string[] = [];
    const progress: Context['progress'] = (event) => {
      if (event.kind === 'message') said.push(event.message.text);
    };
    await comparing({ candidate: 'lr=0.1' });
    await launching({}, { progress });
    // The launch itself changes the project file, which is no code.
    commit('the launch');
    await comparing({ candidate: 'lr=0.1', baseline: 'lr=0.01' }, { progress });
    expect(said).toEqual([]);
    await comparing({ candidate: 'lr=0.3' });
    await writeFile(join(directory, 'train.sh'), `${training}# more\n`);
    commit('other code');
    await launching({ comparison: 3 }, { progress });
    expect(said.join()).toContain('the code has changed since round 3 compared these two');
    const { launches, rounds } = await stored();
    expect(launches[1]?.provenance).toMatchObject({ commit: { hash: measured } });
    expect(launches[2]?.provenance).toMatchObject({
      commit: (rounds.find(({ number }) => number === 3)?.provenance as { commit: unknown }).commit,
    });
    // Runs of other code are left out of what the baseline reaches.
    const compared = await comparing({ candidate: 'baseline', baseline: 'lr=0.01' });
    const { final } = await launching({ final: true });
    expect(final?.trials.map(({ trial }) => trial)).toEqual(compared.runs.map(({ candidate }) => candidate.trial));
    expect(final?.otherCode.length).toBeGreaterThan(2);
  });

  it('is followed by rounds of the new baseline, and a round file is told of a number that is taken', async () => {
    await comparing({ candidate: 'lr=0.1' });
    await launching({});
    const file = 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\n';
    await rm(join(directory, 'rounds', '01-first.yaml'));
    await writeFile(join(directory, 'rounds', '02-next.yaml'), file);
    await expect(perform(run, contextOf(), {})).rejects.toThrow(
      'round 2 is a comparison (compare lr=0.1 with baseline)',
    );
    await rm(join(directory, 'rounds', '02-next.yaml'));
    await writeFile(join(directory, 'rounds', '03-next.yaml'), file);
    await perform(run, contextOf(), {});
    const { launches, trials } = await stored();
    expect(launches).toHaveLength(2);
    expect(trials.filter(({ round }) => round === 3).some(({ configuration }) => configuration['lr'] === 0.1)).toBe(
      true,
    );
  });
});

describe('the test set', () => {
  it('is shown with a reason, which the log keeps, and by nothing else', async () => {
    const compared = await comparing({ candidate: 'lr=0.1' });
    expect(JSON.stringify(compared)).not.toContain('987654');
    const launched = await launching({});
    expect(JSON.stringify(launched)).not.toContain('987654');
    const seen = await perform(unseal, contextOf(), { reason: 'final', trials: [1] });
    expect(seen.summary).toEqual([{ metric: 'test/loss', runs: 1, mean: 0.987654, deviation: null }]);
    const final = await launching({ final: true });
    expect(final).toMatchObject({ launch: null, evidence: null });
    expect(final.final?.trials).toHaveLength(compared.pairs);
    const reasons = (await stored()).events.filter(({ kind }) => kind === 'metrics.unsealed').map(({ data }) => data);
    expect(reasons).toMatchObject([
      { reason: 'final' },
      { reason: 'final evaluation of the baseline (launch --final)' },
    ]);
  });

  it('is measured by runs that were made of the baseline, not by those for which it was chosen', async () => {
    await perform(run, contextOf(), {});
    const [own] = (await perform(unseal, contextOf(), { reason: 'before' })).trials;
    expect(own?.seed).toBe((await stored()).trials[0]?.seed);
    await launching({ candidate: '4', withoutEvidence: 'a try', note: 'one thing more' });
    // Only the trial of the search has run it.
    const refused = 'only trial 4 of a search ran the baseline';
    await expect(launching({ final: true })).rejects.toThrow(refused);
    await expect(launching({ final: true })).rejects.toThrow(/with `attune compare baseline lr=0\.01,momentum=0`$/);
    await expect(perform(unseal, contextOf(), { reason: 'final' })).rejects.toThrow(refused);
    expect((await stored()).events.filter(({ kind }) => kind === 'metrics.unsealed')).toHaveLength(1);
    expect((await perform(unseal, contextOf(), { reason: 'a bug', trials: [4] })).trials).toMatchObject([{ trial: 4 }]);
    const compared = await comparing({ candidate: 'baseline', baseline: 'lr=0.01,momentum=0' });
    const { final } = await launching({ final: true });
    expect(final?.trials.map(({ trial }) => trial)).toEqual(compared.runs.map(({ candidate }) => candidate.trial));
    expect(final).toMatchObject({ selecting: [4], summary: [{ runs: compared.pairs }] });
    // Runs of another length are other runs.
    await folder.writeProject((await projectText()).replace('max_steps: 20', 'max_steps: 10'));
    await expect(launching({ final: true })).rejects.toThrow('has not run to its end with max_steps 10 yet');
  });

  it('is measured by runs of one training alone, and says how many gave no result', async () => {
    await comparing({ candidate: 'lr=0.1' });
    await folder.writeProject(projectFile.replace('lr: 0.01', 'lr: 0.9'));
    const { runs, infeasible } = await comparing({ candidate: 'baseline', baseline: 'lr=0.01', seedsMax: 6 });
    expect(infeasible.candidate).toBeGreaterThan(0);
    const feasible = runs.filter(({ candidate }) => candidate.result === 'feasible');
    const { final } = await launching({ final: true });
    expect(final?.infeasible).toHaveLength(infeasible.candidate);
    expect(final?.trials.map(({ trial }) => trial)).toEqual(feasible.map(({ candidate }) => candidate.trial));
    // By another command or objective the same configuration is another thing.
    const other = projectFile.replace('lr: 0.01', 'lr: 0.9').replace('sh train.sh', 'sh ./train.sh');
    await folder.writeProject(other);
    await expect(launching({ final: true })).rejects.toThrow('the baseline has not run yet as attune.yaml stands now');
    const compared = await comparing({ candidate: 'baseline', baseline: 'lr=0.02', seedsMax: 3 });
    const again = await launching({ final: true });
    const own = compared.runs.filter(({ candidate }) => candidate.result === 'feasible');
    expect(again.final?.trials.map(({ trial }) => trial)).toEqual(own.map(({ candidate }) => candidate.trial));
  });

  it('has no mean over trials that differ', async () => {
    const { runs } = await comparing({ candidate: 'lr=0.1' });
    const [pair] = runs;
    if (pair === undefined) throw new Error('the comparison has runs');
    const trials = [pair.candidate.trial, pair.baseline.trial];
    const seen = await perform(unseal, contextOf(), { reason: 'a bug', trials });
    expect(seen).toMatchObject({ differing: true, summary: [] });
    expect(seen.trials.map(({ trial }) => trial)).toEqual(trials);
    expect((await stored()).events.filter(({ kind }) => kind === 'metrics.unsealed')).toHaveLength(1);
  });

  it('is asked for before anything is written, and whoever chooses after a look is told so', async () => {
    await perform(run, contextOf(), {});
    const wanted = { candidate: '4', withoutEvidence: 'a try', note: 'one thing more', final: true };
    await expect(launching(wanted)).rejects.toThrow('only trial 4 of a search ran the baseline');
    expect(await projectText()).toBe(projectFile);
    expect((await stored()).launches).toHaveLength(1);
    await perform(unseal, contextOf(), { reason: 'out of curiosity', trials: [4] });
    const said: string[] = [];
    const progress: Context['progress'] = (event) => {
      if (event.kind === 'message') said.push(event.message.text);
    };
    await comparing({ candidate: 'lr=0.1' }, { progress });
    expect(said.join()).toContain('test metrics have been seen 1 time (first');
    said.length = 0;
    await launching({}, { progress });
    expect(said.join()).toContain('out of curiosity');
    expect((await stored()).launches.at(-1)?.provenance).toMatchObject({ testSeen: { times: 1 } });
  });

  it('stays sealed without a reason, and says where there is nothing to see', async () => {
    await expect(perform(unseal, contextOf(), { reason: '' })).rejects.toThrow('say why');
    await expect(perform(unseal, contextOf(), {})).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path: ['reason'] }],
    });
    await comparing({ candidate: 'lr=0.1' });
    await folder.writeProject(projectFile.replace('lr: 0.01', 'lr: 0.3'));
    await expect(launching({ final: true })).rejects.toThrow(
      'the baseline has not run to its end with max_steps 20 yet',
    );
  });
});
