/** A round beside another one that runs, is paused, was killed or has ended; and a round after the baseline was changed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../src/testing/until.ts';
import { quickProject, type QuickProject } from './quick-project.ts';

let project: QuickProject;

const roundText = 'attune: 1\ngoal: maximize\nbudget: { trials: 3 }\nbaseline_seeds: 1\n';

beforeEach(() => {
  project = quickProject({ '01-first.yaml': roundText, '02-second.yaml': roundText });
});

afterEach(() => project.remove());

/** Another process upon the project, whose trials wait for `release`. */
function beside(...words: readonly string[]) {
  project.hold();
  const attune = join(import.meta.dirname, '..', 'bin', 'attune.js');
  const other = spawn(process.execPath, [attune, ...words], { cwd: project.directory, stdio: 'ignore' });
  return { other, ended: once(other, 'exit') };
}

const started = () => {
  const folder = join(project.directory, '.attune', 'trials');
  return until(() => (existsSync(folder) && readdirSync(folder).length > 0 ? true : undefined));
};

const standing = () =>
  project.withStore(async (store) => (await store.read('round')).map(({ number, status }) => `${number} ${status}`));

const told = async (...words: readonly string[]) => {
  const { status, out, error } = await project.attune(...words);
  expect(status).toBe(0);
  return (out + error).replaceAll(/\s+/g, ' ');
};

describe('a round beside another', () => {
  it('that runs in another process: waits for its end, and says so', async () => {
    const { ended } = beside('run', '1');
    await started();
    const second = project.begin('run', '2');
    const said = () => second.said().replaceAll(/\s+/g, ' ');
    await until(() => said().includes('round 2 begins when it has ended') || undefined);
    project.release();
    await ended;
    expect((await second.ended).status).toBe(0);
    expect(await standing()).toEqual(['1 completed', '2 completed']);
  });

  it.each([
    ['SIGINT', 'is paused'],
    ['SIGKILL', 'was interrupted'],
  ] as const)('that was ended by %s: begins, and says that the other waits', async (signal, said) => {
    const { other, ended } = beside('run', '1');
    await started();
    other.kill(signal);
    await ended;
    project.release();
    expect(await told('run', '2')).toMatch(
      new RegExp(`round 1 ${said} with \\d of 4 trials ended, and waits meanwhile: .attune run 1. goes on with it`),
    );
    expect((await standing())[1]).toBe('2 completed');
    // Without a number, what has not ended comes first.
    await project.document('run');
    expect(await standing()).toEqual(['1 completed', '2 completed']);
  });

  it('that has ended: begins without a word of it', async () => {
    await project.document('run', '1');
    expect(await told('run', '2')).not.toContain('waits meanwhile');
  });
});

describe('a round that was frozen with another baseline', () => {
  const kept = 'round 1 keeps the baseline that it was frozen with (lr 0.01, now 0.1)';
  const launch = () => project.write('attune.yaml', project.read('attune.yaml').replace('{ lr: 0.01 }', '{ lr: 0.1 }'));
  const baselines = () =>
    project.withStore(async (store) => ({
      rounds: (await store.read('round')).map(({ resolved }) => resolved.project.baseline['lr']),
      launches: (await store.read('launch')).map(({ configuration }) => configuration['lr']),
    }));

  it('keeps it where it goes on, in its plan and with more trials; the next round has the new one', async () => {
    const { other, ended } = beside('run', '1');
    await started();
    other.kill('SIGINT');
    await ended;
    project.release();
    launch();
    expect(await told('round', 'plan', '1')).toContain(kept);
    expect(await told('run', '1')).toContain(kept);
    expect(await told('run', '1', '--trials', '+1')).toContain(kept);
    expect(await told('run', '2')).not.toContain('keeps the baseline');
    expect(await baselines()).toEqual({ rounds: [0.01, 0.1], launches: [0.01, 0.1] });
  });
});

describe('a round that ran, after the baseline was changed', () => {
  const edit = (from: string, to: string) =>
    project.write('rounds/01-first.yaml', project.read('rounds/01-first.yaml').replace(from, to));

  beforeEach(async () => {
    await project.document('run', '1');
    project.write('attune.yaml', project.read('attune.yaml').replace('{ lr: 0.01 }', '{ lr: 0.1 }'));
  });

  it('takes notes, and a larger budget of its search and of its baseline', async () => {
    project.write('rounds/01-first.yaml', `${roundText}notes: a word\n`);
    expect(await project.document('run', '1')).toMatchObject({ status: 'completed' });
    edit('trials: 3', 'trials: 5');
    edit('baseline_seeds: 1', 'baseline_seeds: 2');
    expect(await project.document('run', '1')).toMatchObject({ status: 'completed' });
    const trials = await project.withStore((store) => store.read('trial', { round: [1] }));
    expect(trials).toHaveLength(7);
    expect(trials.at(-1)?.configuration).not.toEqual({ lr: 0.1 });
  });

  it('refuses every other edit, each named', async () => {
    edit('goal: maximize', 'goal: maximize\nquestion: why?\nseed: 3\nsearch: sobol\nranges: { lr: [0.01, 0.5] }');
    const { status, error } = await project.attune('run', '1');
    expect(status).toBe(4);
    const text = error.replaceAll(/\s+/g, ' ');
    for (const field of ['question', 'seed', 'search', 'range of lr']) expect(text).toContain(field);
    expect(text).not.toContain('baseline');
    expect(text).not.toMatch(/and \d+ more/);
    // The plan, which is of the file, says that it is not what ran.
    expect(await told('round', 'plan', '1')).toContain(text.replace('error: ', '').trim());
  });
});

describe('a round file beside a comparison of its number', () => {
  it('is refused with the reason, and the next free number is told', async () => {
    await project.document('run', '1');
    await project.document('run', '2');
    await project.document('compare', 'lr=0.1', '--seeds-max', '3');
    expect((await project.attune('run')).error.replaceAll(/\s+/g, ' ')).toContain('such as rounds/04-');
    expect((await project.attune('run', '3')).error).toContain('round 3 is a comparison');
    project.write('rounds/03-third.yaml', roundText);
    for (const words of [['run', '3'], ['run', '3', '--dry-run'], ['round', 'plan', '3'], ['run']]) {
      const { status, error } = await project.attune(...words);
      expect([words.join(' '), status]).toEqual([words.join(' '), 4]);
      expect(error.replaceAll(/\s+/g, ' ')).toContain('give rounds/03-third.yaml a number of its own');
    }
  });
});

describe('a dry run', () => {
  interface Planned {
    readonly plan: { readonly trials: number; readonly steps: number; readonly ended: number };
  }
  const planOf = async (...words: readonly string[]) => ((await project.document('run', ...words)) as Planned).plan;

  it('shows of a round what is left, and of more trials only those', async () => {
    expect(await planOf('1', '--dry-run')).toMatchObject({ trials: 4, ended: 0, steps: 80 });
    await project.document('run', '1');
    expect(await planOf('1', '--dry-run')).toMatchObject({ trials: 4, ended: 4, steps: 0 });
    const { out } = await project.attune('run', '1', '--dry-run', '--trials', '+2');
    expect(out).toContain('search: 2 trials by halton');
    expect(out).toContain('2 trials of 20 steps, 2 at a time: 40 steps of training in all');
    await project.document('run', '1', '--trials', '+2');
    const points = (await project.document('trials')) as {
      readonly trials: readonly { configuration: { lr: number } }[];
    };
    for (const { configuration } of points.trials.slice(-2)) {
      expect(out).toContain(String(Number(configuration.lr.toPrecision(4))));
    }
  });
});
