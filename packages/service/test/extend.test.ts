/** `attune run --trials`: a round that ran gets more trials, exactly as if it had been given them from the start. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../src/testing/until.ts';
import { quickProject, type QuickProject } from './quick-project.ts';

let project: QuickProject;

afterEach(() => project.remove());

const halton = `attune: 1
goal: maximize  # exploit
budget: { trials: 4 }  # of the whole round
`;

interface Run {
  readonly status: string;
  readonly extended: { readonly before: number; readonly after: number; readonly studies: readonly unknown[] } | null;
}

interface Listed {
  readonly trials: readonly { readonly study: string; readonly configuration: unknown; readonly seed: number }[];
}

async function points(of: QuickProject, study = 'search') {
  const { trials } = (await of.document('trials')) as Listed;
  return trials.filter((trial) => trial.study === study).map(({ configuration }) => configuration);
}

const grown = (text: string, from: number, to: number) => text.replace(`trials: ${from}`, `trials: ${to}`);

describe('attune run --trials', () => {
  it('continues the sequence: the points are those of a round that was given all of them at once', async () => {
    project = quickProject({ '01-first.yaml': halton });
    await project.document('run');
    const before = await points(project);
    const { extended, status } = (await project.document('run', '--trials', '+3')) as Run;
    expect({ extended, status }).toEqual({
      extended: { before: 4, after: 7, studies: [{ study: 'search', before: 4, after: 7 }] },
      status: 'completed',
    });
    const after = await points(project);
    expect(after.slice(0, 4)).toEqual(before);
    expect(project.read('rounds/01-first.yaml')).toBe(grown(halton, 4, 7));

    const atOnce = quickProject({ '01-first.yaml': grown(halton, 4, 7) });
    try {
      await atOnce.document('run');
      expect(await points(atOnce)).toEqual(after);
    } finally {
      atOnce.remove();
    }
  });

  it('keeps the shares of compared studies equal, and says what each has got', async () => {
    const compare = `attune: 1
goal: compare
question: Which momentum?
scientific: { momentum: [0.8, 0.9] }
budget: { trials: 4 }
`;
    project = quickProject({ '01-first.yaml': compare });
    const text = project.read('attune.yaml');
    project.write(
      'attune.yaml',
      text
        .replace('baseline: { lr: 0.01 }', 'baseline: { lr: 0.01, momentum: 0.9 }')
        .replace('  lr:', '  momentum: { values: [0.8, 0.9] }\n  lr:'),
    );
    await project.document('run');
    const { out } = await project.attune('run', '1', '--trials', '+3');
    expect(out).toContain('round 1: 4 → 7 trials (momentum=0.8 2 → 4; momentum=0.9 2 → 3)');
    expect((await points(project, 'momentum=0.8')).length).toBe(4);
    expect((await points(project, 'momentum=0.9')).length).toBe(3);
  });

  it('begins the runs of a baseline that the round had none of, and leaves its searches as they are', async () => {
    project = quickProject({ '01-first.yaml': `${halton}baseline_seeds: 0\n` });
    await project.document('run');
    const before = await points(project);
    project.write('rounds/01-first.yaml', `${halton}baseline_seeds: 5\n`);
    expect((await project.document('run', '1')) as Run).toMatchObject({ status: 'completed' });
    expect(await points(project)).toEqual(before);
    expect(await points(project, 'baseline')).toEqual(Array.from({ length: 5 }, () => ({ lr: 0.01 })));
    // And goes on from there.
    await project.document('run', '1', '--trials', '+1');
    expect((await points(project)).slice(0, 4)).toEqual(before);
    expect((await points(project)).length).toBe(5);
  });

  it('changes nothing in a dry run, and takes a total that is there already as it is', async () => {
    project = quickProject({ '01-first.yaml': halton });
    await project.document('run');
    await project.document('run', '--trials', '+3', '--dry-run');
    expect(project.read('rounds/01-first.yaml')).toBe(halton);
    const { extended } = (await project.document('run', '--trials', '4')) as Run;
    expect(extended).toMatchObject({ before: 4, after: 4 });
    expect(project.read('rounds/01-first.yaml')).toBe(halton);
  });

  it('asks for nothing twice where it was killed after it had written the file', async () => {
    project = quickProject({ '01-first.yaml': halton });
    await project.document('run');
    project.write('rounds/01-first.yaml', grown(halton, 4, 7));
    expect(await project.document('run', '--trials', '+3')).toMatchObject({ extended: { after: 7 } });
    expect(await points(project)).toHaveLength(7);
  });

  /** Another process upon the project, whose trials wait for `release`. */
  function heldUp(...words: readonly string[]) {
    project.hold();
    const attune = join(import.meta.dirname, '..', 'bin', 'attune.js');
    const other = spawn(process.execPath, [attune, ...words], { cwd: project.directory, stdio: 'ignore' });
    return { other, ended: once(other, 'exit') };
  }

  const started = (trials: number) => {
    const folder = join(project.directory, '.attune', 'trials');
    return until(() => (existsSync(folder) && readdirSync(folder).length >= trials ? true : undefined));
  };

  it('beside a process that runs the round, waits for its end and then goes on', async () => {
    project = quickProject({ '01-first.yaml': halton });
    const { ended } = heldUp('run');
    await started(1);
    const second = project.begin('run', '1', '--trials', '+2');
    await until(() => second.said().includes('another process drives round 1') || undefined);
    project.release();
    expect((await ended)[0]).toBe(0);
    expect((await second.ended).status).toBe(0);
    expect(await points(project)).toHaveLength(6);
    expect(project.read('rounds/01-first.yaml')).toBe(grown(halton, 4, 6));
  });

  it('asked for by two at once, is given once, and the other is told so', async () => {
    project = quickProject({ '01-first.yaml': halton });
    await project.document('run');
    const both = await Promise.all([1, 2].map(() => project.attune('run', '1', '--trials', '+2')));
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    expect(await points(project)).toHaveLength(6);
    const told = both.filter(({ out, error }) =>
      (out + error).replaceAll(/\s+/g, ' ').includes('the two requests are one'),
    );
    expect(told).toHaveLength(1);
  });

  it('killed in the middle, is finished by the next run, with the same points', async () => {
    project = quickProject({ '01-first.yaml': halton });
    await project.document('run');
    const { other, ended } = heldUp('run', '--trials', '+4');
    await started(3 + 4 + 2);
    other.kill('SIGKILL');
    await ended;
    project.release();
    expect((await project.attune('run')).status).toBe(0);
    const after = await points(project);
    expect(project.read('rounds/01-first.yaml')).toBe(grown(halton, 4, 8));
    const listed = (await project.document('trials')) as { trials: readonly { status: string; attempts: number }[] };
    expect(new Set(listed.trials.map(({ status }) => status))).toEqual(new Set(['completed']));
    const atOnce = quickProject({ '01-first.yaml': grown(halton, 4, 8) });
    try {
      await atOnce.document('run');
      expect(await points(atOnce)).toEqual(after);
    } finally {
      atOnce.remove();
    }
  });

  it('extends a round whose baseline has been replaced since, against the baseline that it has', async () => {
    project = quickProject({ '01-first.yaml': halton });
    await project.document('run');
    project.write(
      'attune.yaml',
      project.read('attune.yaml').replace('baseline: { lr: 0.01 }', 'baseline: { lr: 0.1 }'),
    );
    await project.document('run', '--trials', '+1');
    const baselines = await project.withStore(async (store) =>
      (await store.read('round')).map(({ resolved }) => resolved.project.baseline),
    );
    expect(baselines).toEqual([{ lr: 0.01 }]);
    expect(await points(project)).toHaveLength(5);
  });

  it('refuses what is no number of further trials, and changes nothing', async () => {
    project = quickProject({ '01-first.yaml': halton });
    await project.document('run');
    for (const [asked, message] of [
      ['+0', '--trials is +0: write +20'],
      ['many', '--trials is many'],
      ['-3', '--trials'],
      ['3', 'asks for 3 trials and round 1 has 4'],
      ['+2000000', '--trials is +2000000'],
    ] as const) {
      const refused = await project.attune('run', '--trials', asked);
      expect({ asked, status: refused.status }).toEqual({ asked, status: 2 });
      expect(refused.error).toContain(message);
    }
    expect(project.read('rounds/01-first.yaml')).toBe(halton);
    expect(await points(project)).toHaveLength(4);
  });

  it('refuses where nothing has run, or that round has not', async () => {
    project = quickProject({ '01-first.yaml': halton, '02-next.yaml': halton });
    const early = await project.attune('run', '--trials', '+3');
    expect({ status: early.status, told: early.error.includes('no round has run') }).toEqual({ status: 3, told: true });
    await project.document('run', '1');
    const other = await project.attune('run', '2', '--trials', '+3');
    expect(other.status).toBe(4);
    expect(other.error).toContain('round 2 has not run');
  });

  it('says what is possible for a grid and for a list', async () => {
    const grid = 'attune: 1\ngoal: maximize\nsearch: { kind: grid, points: 3 }\nbudget: { trials: 2 }\n';
    const list = 'attune: 1\ngoal: maximize\nsearch: { kind: list, configurations: [{ lr: 0.1 }, { lr: 0.2 }] }\n';
    project = quickProject({ '01-grid.yaml': grid, '02-list.yaml': list });
    await project.document('run');
    const finer = await project.attune('run', '1', '--trials', '+2');
    expect(finer.status).toBe(5);
    expect(finer.error).toContain('a grid of 3 points and 2 are planned: it can grow to 3, not to 4');
    expect(await project.document('run', '1', '--trials', '+1')).toMatchObject({ extended: { after: 3 } });
    await project.document('run', '2');
    const longer = await project.attune('run', '2', '--trials', '+1');
    expect(longer.status).toBe(5);
    expect(longer.error).toContain('a list does not go on');
  });
});
