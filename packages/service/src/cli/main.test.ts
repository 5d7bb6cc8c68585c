import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { json, main } from './main.ts';
import { testCommands } from './testing/commands.ts';
import { testHost, type TestHostOptions } from './testing/host.ts';

async function run(argv: readonly string[], options: TestHostOptions = {}) {
  const { host, out, error } = testHost(options);
  const status = await main(argv, host, testCommands);
  return { status, out: out(), error: error() };
}

describe('a command', () => {
  it('prints for people, progress as lines before it', async () => {
    expect(await run(['paint', 'north', '--coats', '2'])).toEqual({
      status: 0,
      out: 'paint a wall\npainted north, 2\n',
      error: '',
    });
  });

  it('prints one document under --json, NaN by name, and progress elsewhere', async () => {
    const { status, out, error } = await run(['paint', 'north', '--json']);
    expect({ status, error }).toEqual({ status: 0, error: 'paint a wall\n' });
    expect(JSON.parse(out)).toEqual({ schema: 'paint/1', wall: 'north', coats: 1, gloss: 'NaN', actor: 'cli:test' });
  });

  it('ends with the status of its outcome', async () => {
    expect((await run(['paint', 'north', '--coats', '4'])).status).toBe(7);
  });

  it('may have two words', async () => {
    expect((await run(['house', 'plan'])).out).toBe('paint a wall\nplanned all\n');
  });
});

describe('misuse', () => {
  it.each([
    [['pain'], "unknown command 'pain' (Did you mean paint?); see `attune --help`"],
    [['house', 'plam'], "unknown command 'plam' (Did you mean plan?); see `attune house --help`"],
    [['paint'], "missing required argument 'wall'; see `attune paint --help`"],
    [['paint', 'n', '--coat', '1'], "unknown option '--coat' (Did you mean --coats?); see `attune paint --help`"],
    [
      ['paint', 'n', 's'],
      "too many arguments for 'paint'. Expected 1 argument but got 2: n, s; see `attune paint --help`",
    ],
    [['paint', 'n', '--coats'], "option '-c, --coats <n>' argument missing; see `attune paint --help`"],
    [
      ['paint', 'n', '--coats', '1_000'],
      "option '-c, --coats <n>' argument '1_000' is invalid. It must be a whole number, such as 10; see `attune paint --help`",
    ],
    [
      ['paint', 'n', '--finish', 'satin'],
      "option '--finish <kind>' argument 'satin' is invalid. Allowed choices are matt, gloss; see `attune paint --help`",
    ],
  ])('%j is refused in one line', async (argv, message) => {
    expect(await run(argv)).toEqual({ status: 2, out: '', error: `error: ${message}\n` });
  });

  it('of a value names the flag', async () => {
    expect((await run(['paint', 'n', '--coats', '0'])).error).toBe(
      'error: paint: 1 value is missing or cannot be used\n  --coats is 0: it must be at least 1\n',
    );
  });

  it('is a document on standard output under --json', async () => {
    const { status, out, error } = await run(['--json', 'paint', 'n', '--coats', '0']);
    expect({ status, error }).toEqual({ status: 2, error: '' });
    expect(JSON.parse(out)).toEqual({
      schema: 'error/1',
      code: 'invalid',
      message: 'paint: 1 value is missing or cannot be used',
      issues: [{ message: '--coats is 0: it must be at least 1', key: 'input.tooSmall', path: ['coats'] }],
    });
  });
});

describe('errors', () => {
  it('of the operation keep their code', async () => {
    expect(await run(['paint', 'missing'])).toEqual({
      status: 3,
      out: '',
      error: 'error: there is no wall missing: build it first\n',
    });
  });

  it('that are defects are one line and say how to see more', async () => {
    const { status, error } = await run(['paint', 'defect']);
    expect(status).toBe(1);
    expect(error).toBe(
      'error: something went wrong inside Attune: a brush without hair\nSet ATTUNE_DEBUG=1 to see where, and please report it.\n',
    );
  });

  it('show where under ATTUNE_DEBUG', async () => {
    const { error } = await run(['paint', 'defect'], { environment: { ATTUNE_DEBUG: '1' } });
    expect(error).toMatch(/RangeError: a brush without hair\n\s+at .*commands\.ts/);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with status %i', async (signal, status) => {
    const test = testHost();
    const ending = main(['paint', 'long'], test.host, testCommands);
    test.stop(signal);
    expect(await ending).toBe(status);
    expect(test.error()).toBe('interrupted; what was done is kept, and the same command goes on from here\n');
  });
});

describe('without a command', () => {
  it('guides towards a project where there is none', async () => {
    const { status, out } = await run([], { directory: mkdtempSync(join(tmpdir(), 'attune-guide-')) });
    expect(status).toBe(0);
    expect(out).toContain('There is no project here yet.');
    expect(out).toContain('  attune init       write attune.yaml and a first round, by asking');
  });

  it('says what can be done where there is one', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'attune-guide-'));
    writeFileSync(join(directory, 'attune.yaml'), 'attune: 1\n');
    const { out } = await run([], { directory });
    expect(out).toContain('(attune.yaml)');
    expect(out).toContain('  attune run        run the next round that is not finished');
  });

  it('refuses a --project that is not there', async () => {
    const { status, error } = await run(['--project', 'elsewhere'], { directory: tmpdir() });
    expect({ status, error }).toEqual({
      status: 3,
      error: 'error: there is no elsewhere: check --project, or run attune init to begin a project\n',
    });
  });

  it('prints the version', async () => {
    expect((await run(['--version'])).out).toBe(`${packageFile.version}\n`);
  });
});

it('writes numbers that JSON lacks by name', () => {
  expect(JSON.parse(json({ a: [Number.NaN, Infinity, -Infinity, 1] }))).toEqual({
    a: ['NaN', 'Infinity', '-Infinity', 1],
  });
});
