/**
 * `attune compare`, killed with SIGKILL again and again: it comes to the decision of one that nothing disturbed. And several at
 * once: each pair runs once.
 *
 *   ATTUNE_TEST_KILLS=50 npx vitest run packages/service/test/reliability/compare.test.ts
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { stream } from '@attune/core/numeric';
import { signalProcess } from '../../src/runners/process.ts';
import { openSqliteStore } from '../../src/store/index.ts';
import { attemptProcesses } from './attempt-processes.ts';

const attune = join(import.meta.dirname, '../../bin/attune.js');

/** Longest pause before a kill, milliseconds: a whole comparison takes about three times as long. */
const longestPause = 1500;
const kills = Math.min(50, Number(process.env['ATTUNE_TEST_KILLS'] ?? 5));

/** Every result follows from rate and seed alone, each with noise of its own. */
const training = `
for word; do case $word in --lr=*) lr=\${word#--lr=} ;; esac; done
awk -v lr="$lr" -v seed="$ATTUNE_SEED" 'BEGIN {
  noise = ((seed % 1009) * (int(lr * 1e6) % 997 + 13) % 1000) / 1000
  for (s = 5; s <= 20; s += 5) printf "{\\"step\\": %d, \\"valid/loss\\": %.6f}\\n", s, 1 - lr + noise + 1 / s
}' > "$ATTUNE_DIR/metrics.jsonl"
sleep 0.1
`;

const project = `
attune: 1
name: compared
objective: { metric: valid/loss, direction: minimize }
train: { command: 'sh train.sh \${args}', max_steps: 20 }
hyperparameters: { lr: { range: [1e-3, 1], scale: log } }
baseline: { lr: 0.1 }
resources: { slots: 2 }
`;

const roots: string[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const root of roots.splice(0)) {
    for (const { pid } of attemptProcesses(root)) signalProcess(pid, 'SIGKILL');
    await rm(root, { recursive: true });
  }
});

async function openProject(): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'attune-compare-')));
  roots.push(root);
  await writeFile(join(root, 'train.sh'), training);
  await writeFile(join(root, 'attune.yaml'), project);
  await mkdir(join(root, 'rounds'));
  await writeFile(join(root, 'rounds', '01-first.yaml'), 'attune: 1\ngoal: maximize\nbudget: { trials: 2 }\n');
  return root;
}

interface Command {
  readonly child: ChildProcess;
  /** Null where it was killed. */
  readonly exit: Promise<number | null>;
  readonly out: () => string;
  readonly error: () => string;
}

function start(root: string, ...words: readonly string[]): Command {
  const argv = [attune, ...words, '--json', '--project', root];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const texts = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.error += chunk.toString()));
  const exit = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return { child, exit, out: () => texts.out, error: () => texts.error };
}

async function document(root: string, ...words: readonly string[]): Promise<Record<string, unknown>> {
  const command = start(root, ...words);
  expect(await command.exit, command.error() + command.out()).toBe(0);
  return JSON.parse(command.out()) as Record<string, unknown>;
}

const comparison = ['compare', 'lr=0.15', '--seeds-max', '8', '--complexity', 'adds'];

it('killed at random moments it goes on, and decides as an undisturbed one does', async () => {
  const undisturbed = await document(await openProject(), ...comparison);
  expect(undisturbed['pairs']).toBeGreaterThan(3);

  const root = await openProject();
  const random = stream(kills, 'compare-kill');
  for (let killed = 0; killed < kills; killed++) {
    const { child, exit } = start(root, ...comparison);
    await Promise.race([pass(longestPause * random.uniform()), exit]);
    child.kill('SIGKILL');
    await exit;
  }
  const told = await document(root, ...comparison);
  expect(told).toEqual(undisturbed);
  const store = await openSqliteStore(join(root, '.attune', 'store.db'));
  try {
    const trials = await store.read('trial');
    expect(trials.map(({ state }) => state.status)).toEqual(trials.map(() => 'completed'));
    expect(trials).toHaveLength(2 * Number(told['pairs']));
    expect((await store.events(0, 10_000)).filter(({ kind }) => kind === 'comparison.concluded')).toHaveLength(1);
  } finally {
    await store.close();
  }
}, 300_000);

it('several at once, and a round, run one after another, and none of them twice', async () => {
  const root = await openProject();
  const commands = [
    start(root, 'run'),
    start(root, ...comparison),
    start(root, ...comparison),
    start(root, 'compare', 'lr=0.2', '--seeds-max', '3'),
  ];
  const ends = await Promise.all(commands.map(({ exit }) => exit));
  expect(ends, commands.map(({ error }) => error()).join('\n')).toEqual([0, 0, 0, 0]);
  const [first, second, other] = commands.slice(1).map(({ out }) => JSON.parse(out()) as Record<string, unknown>);
  expect(second).toEqual(first);
  expect(other?.['round']).not.toBe(first?.['round']);
  const store = await openSqliteStore(join(root, '.attune', 'store.db'));
  try {
    const [rounds, trials] = [await store.read('round'), await store.read('trial')];
    expect(rounds.map(({ number, status }) => [number, status])).toEqual([1, 2, 3].map((n) => [n, 'completed']));
    expect(new Set(trials.map(({ seed }) => seed)).size).toBe(
      trials.filter(({ round }) => round === 1).length + Number(first?.['pairs']) + Number(other?.['pairs']),
    );
    expect((await store.read('attempt')).map(({ number }) => number)).toEqual(trials.map(() => 1));
  } finally {
    await store.close();
  }
}, 300_000);
