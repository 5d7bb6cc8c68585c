/** docs/protocol.md quotes real files, and the programs in it speak the protocol that they explain. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProject } from '@attune/service/project';
import { type Measurement, createMeasurementParser } from '@attune/service/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** Without what the environment of the tests may tell of Attune. */
const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ATTUNE_')));

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8');

/** Code blocks whose first line names a file: ```` ```sh examples/… ````. */
const quoted = [...page.matchAll(/^```\w+ (\S+)\n([^]*?)^```$/gm)].map(([, path = '', text = '']) => ({ path, text }));

test('the page quotes a project file and the three programs', () => {
  expect(quoted.map(({ path }) => path)).toEqual([
    'examples/protocol/shell/attune.yaml',
    'examples/protocol/shell/train.sh',
    'examples/protocol/python/train.py',
    'examples/protocol/typescript/train.ts',
  ]);
});

test.each(quoted)('$path stands in the page as it is', ({ path, text }) => {
  expect(text).toBe(readFileSync(join(root, path), 'utf8'));
});

test('the project files differ in their command alone', () => {
  const read = (name: string) => readFileSync(join(root, 'examples/protocol', name, 'attune.yaml'), 'utf8');
  expect(read('python')).toBe(read('shell').replace('sh train.sh', 'python3 train.py'));
  expect(read('typescript')).toBe(read('shell').replace('sh train.sh', 'node train.ts'));
});

test.each(['shell', 'python', 'typescript'])('the %s project is read without a warning', (name) => {
  const { project, warnings } = readProject(join(root, 'examples/protocol', name, 'attune.yaml'));
  expect(warnings).toEqual([]);
  expect(project.train).toMatchObject({ maxSteps: 100, evalEvery: 5 });
  expect(project.baseline).toEqual({ lr: 0.01 });
});

test('the page’s links lead somewhere', () => {
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => join(root, 'docs', target));
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(readdirSync(dirname(link))).toContain(basename(link));
});

test('the shell line for seeds gives the first 32 bits of the digest', () => {
  const [, line = ''] = /^(printf '%s' "\$ATTUNE_SEED.*?) +#/m.exec(page) ?? [];
  const run = spawnSync('sh', ['-c', line], { encoding: 'utf8', env: { ...process.env, ATTUNE_SEED: '7' } });
  expect(run.stdout).toBe(`${createHash('sha256').update('7/order/0').digest('hex').slice(0, 8)}\n`);
});

const programs = [
  { name: 'shell', command: 'sh', file: 'train.sh' },
  { name: 'python', command: 'python3', file: 'train.py' },
  { name: 'typescript', command: process.execPath, file: 'train.ts' },
];

describe.each(programs)('the $name program', ({ name, command, file }) => {
  let directory: string;

  beforeEach(({ skip }) => {
    skip(command === 'python3' && spawnSync(command, ['--version']).status !== 0, 'there is no python3 on the PATH');
    directory = mkdtempSync(join(tmpdir(), 'protocol-docs-test-'));
    writeFileSync(join(directory, 'params.json'), '{"lr": 0.03}\n');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const attempt = (environment: Readonly<Record<string, string>>): readonly Measurement[] => {
    rmSync(join(directory, 'metrics.jsonl'), { force: true });
    const run = spawnSync(command, [file, '--lr=0.03'], {
      cwd: join(root, 'examples/protocol', name),
      env: { ...plain, ATTUNE_PROTOCOL: '1', ATTUNE_DIR: directory, ATTUNE_MAX_STEPS: '25', ...environment },
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    const parse = createMeasurementParser();
    return readFileSync(join(directory, 'metrics.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const { measurement, problems } = parse(line);
        expect(problems).toEqual([]);
        if (measurement === null) throw new TypeError(`nothing could be read from ${line}`);
        return measurement;
      });
  };
  const losses = (measurements: readonly Measurement[]) =>
    measurements.flatMap(({ step, metrics }) =>
      metrics.flatMap(([metric, value]) => (metric === 'valid/loss' ? [[step, value] as const] : [])),
    );

  test('reports at the requested steps, and the loss falls', () => {
    const measured = losses(attempt({ ATTUNE_EVAL_EVERY: '10', ATTUNE_SEED: '3' }));
    expect(measured.map(([step]) => step)).toEqual([10, 20, 25]);
    const values = measured.map(([, value]) => value);
    expect(values.toSorted((a, b) => b - a)).toEqual(values);
    expect(values.at(-1)).toBeGreaterThan(0);
  });

  test('its seed decides the run', () => {
    const one = losses(attempt({ ATTUNE_SEED: '1' }));
    expect(losses(attempt({ ATTUNE_SEED: '1' }))).toEqual(one);
    expect(losses(attempt({ ATTUNE_SEED: '2' }))).not.toEqual(one);
  });

  test('ends where it is told with a checkpoint, and continues from it as if it had not', () => {
    const whole = attempt({ ATTUNE_EVAL_EVERY: '5', ATTUNE_SEED: '3' });
    const first = attempt({ ATTUNE_EVAL_EVERY: '5', ATTUNE_SEED: '3', ATTUNE_UNTIL_STEP: '10' });
    const last = first.at(-1);
    expect(last).toMatchObject({ step: 10, metrics: [] });
    const path = join(last?.checkpoint?.startsWith('/') === true ? '/' : directory, last?.checkpoint ?? '');
    const second = attempt({ ATTUNE_EVAL_EVERY: '5', ATTUNE_SEED: '3', ATTUNE_RESUME: path });
    expect([...losses(first), ...losses(second)]).toEqual(losses(whole));
  });
});
