/** The command as Attune runs it: a process with the protocol's variables, interrupted and continued. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** Without what the environment of the tests may tell of Attune. */
const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ATTUNE_')));

const project = fileURLToPath(new URL('..', import.meta.url));

/** Each attempt is a process that compiles its model: a slow machine takes a while. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'digits-mlp-test-'));
});

afterEach(() => rmSync(root, { recursive: true }));

type Line = Readonly<Record<string, number | string>>;

const momentum = [
  '--optimizer=momentum',
  '--learning_rate=0.05',
  '--momentum=0.9',
  '--hidden_units=16',
  '--dropout=0.3',
];
const adam = ['--optimizer=adam', '--learning_rate=0.003', '--hidden_units=16', '--input_noise=0.3'];

describe.each([
  { name: 'momentum with dropout', argv: momentum },
  { name: 'adam with input noise', argv: adam },
])('$name', ({ argv }) => {
  test('continued in the middle of an interval, it reports what the uninterrupted run reports, bit for bit', async () => {
    const steps = { ATTUNE_MAX_STEPS: '60', ATTUNE_EVAL_EVERY: '20', ATTUNE_SEED: '11' };
    const whole = await attempt(argv, steps);
    const first = await attempt(argv, { ...steps, ATTUNE_UNTIL_STEP: '33' });
    const second = await attempt(argv, { ...steps, ATTUNE_RESUME: lastCheckpoint(first.lines) });
    expect([whole.code, first.code, second.code]).toEqual([0, 0, 0]);
    expect(curve(first.lines).map(({ step }) => step)).toEqual([0, 20]);
    expect(curve(second.lines).map(({ step }) => step)).toEqual([40, 60]);
    expect([...curve(first.lines), ...curve(second.lines)]).toEqual(curve(whole.lines));
    expect(readFileSync(lastCheckpoint(second.lines))).toEqual(readFileSync(lastCheckpoint(whole.lines)));
  });
});

test('it reports its metrics at regular steps and announces checkpoints that are complete', async () => {
  const { lines } = await attempt(adam, { ATTUNE_MAX_STEPS: '45', ATTUNE_EVAL_EVERY: '4', ATTUNE_SEED: '1' });
  const steps = curve(lines).map(({ step }) => step);
  expect(steps).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 45]);
  expect(lines.filter((line) => 'checkpoint' in line).map(({ step }) => step)).toEqual([40, 45]);
  // A step’s metrics come just before its checkpoint: a kill between the two leaves no gap.
  const before = lines.flatMap((line, place) => ('checkpoint' in line ? [lines[place - 1]] : []));
  expect(before.map((line) => line?.['step'])).toEqual([40, 45]);
  for (const line of before) expect(line).toHaveProperty('valid/loss');
  const names = ['train/loss', 'valid/loss', 'valid/error', 'test/error', 'lr'];
  expect(Object.keys(curve(lines)[0] ?? {})).toEqual(['step', ...names]);
  expect(Object.keys(lines.findLast((line) => 'lr' in line) ?? {})).toEqual([
    ...['step', 'time', ...names],
    ...['grad_norm', 'grad_norm_max', 'examples_per_second'],
  ]);
  for (const line of curve(lines).slice(1))
    expect(line['grad_norm_max']).toBeGreaterThanOrEqual(Number(line['grad_norm']));
});

test('another seed gives another run, the same seed the same', async () => {
  const steps = { ATTUNE_MAX_STEPS: '10', ATTUNE_EVAL_EVERY: '5' };
  const one = await attempt(momentum, { ...steps, ATTUNE_SEED: '1' });
  const again = await attempt(momentum, { ...steps, ATTUNE_SEED: '1' });
  const other = await attempt(momentum, { ...steps, ATTUNE_SEED: '2' });
  expect(curve(again.lines)).toEqual(curve(one.lines));
  expect(curve(other.lines)).not.toEqual(curve(one.lines));
});

test('on SIGTERM it leaves a checkpoint and ends with 143, and continues from there', async () => {
  const steps = { ATTUNE_MAX_STEPS: '100000', ATTUNE_EVAL_EVERY: '20' };
  const { code, lines } = await attempt(adam, steps, { terminateAfterFirstLine: true });
  expect(code).toBe(143);
  const last = lines.at(-1);
  expect(last).toHaveProperty('checkpoint');
  const until = Number(last?.['step']) + 20;
  const next = await attempt(adam, {
    ATTUNE_MAX_STEPS: '100000',
    ATTUNE_EVAL_EVERY: '20',
    ATTUNE_UNTIL_STEP: String(until),
    ATTUNE_RESUME: lastCheckpoint(lines),
  });
  expect(next.code).toBe(0);
  expect(next.lines[0]?.['step']).toBeGreaterThan(Number(last?.['step']));
});

test('refuses a wrong argument, and a checkpoint of another run', async () => {
  const wrong = await attempt(['--dropout=2'], {});
  expect(wrong).toMatchObject({ code: 2, stderr: '--dropout is "2"; it must be a real number from 0 to 0.95\n' });
  const steps = { ATTUNE_MAX_STEPS: '5', ATTUNE_EVAL_EVERY: '5', ATTUNE_SEED: '1' };
  const path = lastCheckpoint((await attempt(adam, steps)).lines);
  const foreign = await attempt(adam, { ...steps, ATTUNE_SEED: '2', ATTUNE_RESUME: path });
  expect(foreign.code).toBe(1);
  expect(foreign.stderr).toContain('is a checkpoint of another run');
});

/** One attempt in a directory of its own. */
async function attempt(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  { terminateAfterFirstLine = false } = {},
): Promise<{ readonly code: number | null; readonly lines: readonly Line[]; readonly stderr: string }> {
  const directory = mkdtempSync(join(root, 'attempt-'));
  mkdirSync(join(directory, 'checkpoints'));
  writeFileSync(join(directory, 'params.json'), '{}');
  const child = spawn(process.execPath, ['src/train.ts', ...argv], {
    cwd: project,
    env: { ...plain, ATTUNE_PROTOCOL: '1', ATTUNE_DIR: directory, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (terminateAfterFirstLine) {
    for await (const { filename } of watch(directory)) if (filename === 'metrics.jsonl') break;
    child.kill('SIGTERM');
  }
  const code = await ended;
  return { code, lines: linesOf(directory), stderr };
}

function linesOf(directory: string): readonly Line[] {
  try {
    const text = readFileSync(join(directory, 'metrics.jsonl'), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  } catch {
    return [];
  }
}

/** The measurements, without what the clock decides. */
function curve(lines: readonly Line[]): readonly Line[] {
  return lines
    .filter((line) => 'valid/loss' in line)
    .map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => !clocked.has(name))));
}

const clocked: ReadonlySet<string> = new Set(['time', 'examples_per_second']);

function lastCheckpoint(lines: readonly Line[]): string {
  const path = lines.findLast((line) => 'checkpoint' in line)?.['checkpoint'];
  if (typeof path !== 'string') throw new TypeError('no checkpoint was announced');
  return path;
}
