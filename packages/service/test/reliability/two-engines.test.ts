/** `attune run`, twice at once: one drives, the other follows, and takes over where the first is killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signalProcess } from '../../src/runners/process.ts';
import { movableStore, openSqliteStore, type Store } from '../../src/store/index.ts';
import { sampleProject } from '../../src/testing/sample-project.ts';
import { until } from '../../src/testing/until.ts';
import { attemptProcesses } from './attempt-processes.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { trainingScript } from './world.ts';

const attune = join(import.meta.dirname, '../../bin/attune.js');

/** Three of the baseline, and those of the search. */
const trials = 3 + 3;

/** What every onlooker is told at the end. */
const last = `${trials} of ${trials} trials`;

let root: string;
/** While it is there, trials wait after a few steps. */
let held: string;
let store: Store;
const commands: Command[] = [];

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'attune-two-')));
  await writeFile(
    join(root, 'attune.yaml'),
    `
attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: [sh, "${trainingScript}"], max_steps: 20 }
hyperparameters: { lr: { range: [1e-4, 1], scale: log } }
baseline: { lr: 0.1 }
resources: { slots: 2 }
`,
  );
  held = join(root, 'held');
  await writeFile(held, '');
  await mkdir(join(root, 'rounds'));
  await writeFile(join(root, 'rounds', '01-first.yaml'), 'attune: 1\ngoal: maximize\nbudget: { trials: 3 }\n');
});

afterEach(async () => {
  for (const { child } of commands.splice(0)) child.kill('SIGKILL');
  for (const { pid } of attemptProcesses(root)) signalProcess(pid, 'SIGKILL');
  await store.close();
  await rm(root, { recursive: true, maxRetries: 10, retryDelay: 100 });
});

interface Command {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly words: () => string;
}

function run(user: string): Command {
  const environment = { ...process.env, USER: user, HELD: held };
  const child = spawn(process.execPath, [attune, 'run', '--project', root], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const exit = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  const command = { child, exit, words: () => words };
  commands.push(command);
  return command;
}

/** Who began attempts, each once, in the order in which they began. */
async function starters(): Promise<readonly string[]> {
  const events = await store.events(0, 100_000);
  return [...new Set(events.filter(({ kind }) => kind === 'attempt.started').map(({ actor }) => actor))];
}

const world = () => ({
  root: join(root, '.attune'),
  file: join(root, '.attune', 'store.db'),
  store,
  project: sampleProject({ train: { command: '', maxSteps: 20, stepUnit: 'step', graceSeconds: 10 } }),
  close: () => Promise.resolve(),
});

/** As commands open it: what lies in the store's folder is told by its whole path. */
async function openStore(): Promise<Store> {
  const { file, root: folder } = world();
  return movableStore(await openSqliteStore(file), folder);
}

it('has one engine, and both tell of the same round', async () => {
  const both = [run('ada'), run('bob')];
  await until(() => both.every(({ words }) => words().includes('round 1 first')) || undefined);
  await rm(held);
  const codes = await Promise.all(both.map(({ exit }) => exit));
  store = await openStore();
  expect([codes, both.map(({ words }) => words())]).toEqual([
    [0, 0],
    [expect.stringContaining(last), expect.stringContaining(last)],
  ]);
  expect(await starters()).toHaveLength(1);
  await expectNothingLost(world(), trials);
});

it('goes on under the other where the engine is killed', async () => {
  const both = [run('ada'), run('bob')];
  await until(() => both.every(({ words }) => words().includes('round 1 first')) || undefined);
  store = await openStore();
  await until(async () => (await store.summaries({ trials: [1] })).length > 0 || undefined);
  const pid = Number((await store.lease({ do: 'read' }))?.holder.split(' ')[1]);
  const engine = both.find(({ child }) => child.pid === pid);
  const other = both.find(({ child }) => child.pid !== pid);
  expect(engine?.child.kill('SIGKILL')).toBe(true);
  await rm(held);
  expect([await other?.exit, other?.words()]).toEqual([0, expect.stringContaining(last)]);
  expect(await engine?.exit).toBeNull();
  const order = engine === both[0] ? ['cli:ada', 'cli:bob'] : ['cli:bob', 'cli:ada'];
  expect(await starters()).toEqual(order);
  await expectNothingLost(world(), trials);
});
