/** A comparison from its beginning to its launch, on the command line: what is said of it, and what to do next. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchCommand } from '../src/cli/commands/launch.ts';
import { main } from '../src/cli/main.ts';
import { testHost } from '../src/cli/testing/host.ts';
import { leave, scriptedAsker, type Answer } from '../src/cli/testing/scripted-asker.ts';
import { systemClock } from '../src/engine/index.ts';
import { compare } from '../src/operations/compare/compare.ts';
import type { Context } from '../src/operations/operation.ts';
import { perform } from '../src/operations/operation-input.ts';
import { quickProject, type QuickProject } from './quick-project.ts';
import { quickServer } from './quick-server.ts';

let project: QuickProject;

beforeEach(() => {
  project = quickProject({ '01-first.yaml': 'attune: 1\ngoal: maximize\nbudget: { trials: 3 }\n' });
});

afterEach(() => project.remove());

/** Begins a comparison and stops it after its first run. */
async function interrupted(input: Record<string, unknown>): Promise<void> {
  const stopping = new AbortController();
  const context: Context = {
    directory: project.directory,
    clock: systemClock,
    environment: process.env,
    actor: 'test',
    progress: ({ kind }) => {
      if (kind === 'trial-ended') stopping.abort('SIGINT');
    },
    signal: stopping.signal,
  };
  expect(await perform(compare, context, input)).toMatchObject({ status: 'paused' });
}

async function launchAsked(words: readonly string[], answers: readonly Answer[]) {
  const scripted = scriptedAsker(answers);
  const { host, out, error } = testHost({
    directory: project.directory,
    asker: scripted.asker,
    environment: process.env,
  });
  const status = await main(['launch', ...words], host, [launchCommand]);
  expect(scripted.left()).toBe(0);
  return { status, out: out(), error: error(), asked: scripted.asked };
}

it('status names the command that goes on with an interrupted comparison, which that command does', async () => {
  await project.document('run');
  await interrupted({ candidate: 'lr=0.1', complexity: 'adds', seedsMax: 4 });
  const { out } = await project.attune('status');
  const command = 'attune compare lr=0.1 --complexity adds --seeds-max 4';
  expect(out).toContain(`to go on: ${command}\n`);
  expect(out).not.toContain('attune run');
  const told = (await project.document('report', '2')) as { report: { decision: { next: string } } };
  expect(told.report.decision.next).toBe(command);
  expect(await project.document(...command.split(' ').slice(1))).toMatchObject({ round: 2, status: 'completed' });
  expect((await project.attune('status')).out).not.toContain('to go on');
});

it('status finds other words where the old ones mean something else now, and none where nothing goes on', async () => {
  await project.document('run');
  await interrupted({ candidate: 'lr=0.1', complexity: 'adds', seedsMax: 4 });
  const before = project.read('attune.yaml');
  // `baseline` was lr 0.01 when the comparison began.
  project.write('attune.yaml', before.replace('lr: 0.01 ', 'lr: 0.05 '));
  const { out } = await project.attune('status');
  expect(out).toContain('to go on: attune compare lr=0.1 lr=0.01 --complexity adds --seeds-max 4\n');
  project.write('attune.yaml', before.replace('max_steps: 20', 'max_steps: 10'));
  expect((await project.attune('status')).out).not.toContain('to go on');
});

it('report tells the decision, how it stood after each pair, and every run', async () => {
  await project.document('run');
  const compared = (await project.document(
    'compare',
    'lr=0.1',
    '--seeds-max',
    '5',
    '--note',
    'a <b>bold</b> change',
  )) as {
    reason: string;
    pairs: number;
    effect: number;
    better: number;
    runs: readonly { readonly candidate: { readonly trial: number } }[];
  };
  const { report } = (await project.document('report', '2')) as {
    report: Record<string, unknown> & {
      verdict: { text: string };
      decision: { looks: readonly Record<string, unknown>[] };
    };
  };
  expect(report.verdict.text).toBe(`Adopt lr=0.1 in place of baseline: ${compared.reason}`);
  const { pairs, effect, better, runs } = compared;
  expect(report.decision).toMatchObject({ recommendation: 'adopt', pairs, effect, better, runs });
  expect(report.decision).toMatchObject({ next: 'attune launch --comparison 2' });
  expect(report.decision.looks.map((look) => look['pairs'])).toEqual(
    Array.from({ length: pairs - 2 }, (_, index) => index + 3),
  );
  expect(report.decision.looks.at(-1)).toMatchObject({ pairs, effect, better });
  expect(report).toMatchObject({ status: { planned: 2 * pairs, counts: { feasible: 2 * pairs } }, reproduce: null });
  const { figures } = report as unknown as { figures: readonly { id: string }[] };
  expect(figures.map(({ id }) => id)).toEqual(['curves:valid/loss', 'train-valid']);
  const { out } = await project.attune('report', '2');
  for (const words of ['Adopt lr=0.1 in place of baseline', 'P(better)', 'attune launch --comparison 2']) {
    expect(out).toContain(words);
  }
  expect(out).not.toMatch(/Best trials|noise floor|no trial has a result/);
  const page = project.read('report.html');
  expect(page).toContain('<section id="decision">');
  expect(page).toContain('a &lt;b&gt;bold&lt;/b&gt; change');
  for (const { candidate } of runs) expect(page).toContain(`(trial ${candidate.trial})`);
  const { report: first } = (await project.document('report', '1')) as { report: { decision: unknown } };
  expect(first.decision).toBeNull();

  const running = await quickServer(project);
  try {
    const served = await running.server.inject({ url: '/api/v1/rounds/2/report' });
    expect([served.statusCode, served.json()]).toMatchObject([200, { report: { verdict: report.verdict } }]);
  } finally {
    await running.close();
  }
});

it('best leaves comparisons to launch', async () => {
  await project.document('run');
  await project.document('compare', 'lr=0.1', '--seeds-max', '3');
  expect(await project.document('best')).toMatchObject({ round: 1 });
  const { status, error } = await project.attune('best', '--round', '2');
  expect(status).toBe(2);
  expect(error).toContain('round 2 is a comparison and has no best trial: `attune report 2` tells its decision');
});

it('launch asks in a terminal what a change costs that adds complexity, and nowhere else', async () => {
  await project.document('compare', 'lr=0.1', '--complexity', 'adds', '--seeds-max', '5');
  const before = project.read('attune.yaml');
  const left = await launchAsked([], [leave]);
  expect(left.asked.join()).toContain('lr=0.1 adds complexity. What does that cost, and why is it worth it?');
  expect(project.read('attune.yaml')).toBe(before);
  // No terminal, no question.
  const piped = await project.attune('launch');
  expect(piped.status).toBe(2);
  expect(piped.error).toContain('this change adds complexity: say with --note');
  const asked = await launchAsked([], [' ', 'one more thing to tune']);
  expect(asked.asked).toContain('! a few words, please: Ctrl-C leaves without a launch');
  expect(asked.out).toContain('complexity: one more thing to tune');
  // What is refused for another reason, and what launches nothing, asks nothing.
  expect((await launchAsked(['lr=0.2'], [])).error).toContain('nothing shows that lr=0.2 is better');
  expect((await launchAsked(['--final'], [])).status).toBe(0);
});

it('names a launch that works as it stands, and none where it would be refused', async () => {
  await project.document('run');
  const adds = await project.attune('compare', 'lr=0.1', '--complexity', 'adds', '--seeds-max', '6');
  const [, command = ''] = /to adopt it: (.*)/.exec(adds.out) ?? [];
  expect(command).toBe('attune launch --comparison 2 --note "what it costs, and why it is worth it"');
  // What is read is wrapped, and what is copied stays whole.
  const told = adds.out.slice(adds.out.indexOf('\nadopt: ')).split('\n');
  expect(told.length).toBeGreaterThan(5);
  expect(told.filter((line) => line.length > 100 && !line.startsWith('to adopt it'))).toEqual([]);
  expect((await project.attune('launch', '--comparison', '2')).status).toBe(2);
  const two = await project.attune('compare', 'lr=0.1', 'lr=0.001');
  expect(two.out).toContain('it was not compared with the baseline of today: `attune compare lr=0.1` does');
  expect(two.out).not.toContain('to adopt it');
  // Columns bear the names of what was compared: the second one is not the baseline.
  expect(two.out).toMatch(/seed +lr=0\.1 +lr=0\.001/);
  const { report } = (await project.document('report', '3')) as { report: { decision: { next: unknown } } };
  expect(report.decision.next).toBeNull();
  const launched = await project.attune(
    'launch',
    '--comparison',
    '2',
    '--note',
    'what it costs, and why it is worth it',
  );
  expect(launched.status).toBe(0);
});

it('advises no more seeds where no seed changes anything, and gives no interval', async () => {
  project.write('train.sh', project.read('train.sh').replaceAll('seed %', '0 *'));
  const { out } = await project.attune('compare', 'lr=0.1', '--seeds-max', '4');
  expect(out.replaceAll(/\s+/g, ' ')).toContain('every seed gave exactly the same values');
  expect(out).not.toMatch(/--seeds-max|interval|P\(better\)/);
});

it('log tells that what is asked of a comparison has changed', async () => {
  await project.attune('compare', 'lr=0.1', '--complexity', 'adds', '--seeds-max', '3');
  expect((await project.attune('log')).out).not.toContain('goes on otherwise');
  await project.attune('compare', 'lr=0.1', '--seeds-max', '7');
  const { out } = await project.attune('log');
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    'its comparison goes on otherwise: up to 7 pairs; the change adds complexity',
  );
});

it('best says which search it takes where a comparison came later', async () => {
  await project.document('run');
  await project.document('compare', 'lr=0.1', '--seeds-max', '3');
  const { error, out } = await project.attune('best');
  expect(error + out).toContain('round 2 compares two configurations: this is the best of round 1');
});
