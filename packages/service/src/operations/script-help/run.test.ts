import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../operation.ts';
import { helpArguments } from './arguments.ts';
import { scriptHelp } from './run.ts';

describe('the words that ask for help', () => {
  it.each([
    ['python train.py', 'python train.py --help'],
    ['python -u train.py --epochs 3 ${args}', 'python -u train.py --help'],
    ['torchrun --nproc-per-node 2 train.py data/ ${args}', 'torchrun --nproc-per-node 2 train.py --help'],
    ['python -m pkg.train --lr=1 ${args}', 'python -m pkg.train --help'],
    ['./train --seed ${seed}', './train --help'],
    ['uv run train ${args}', 'uv run train --help'],
  ])('of %s', (command, expected) => {
    expect(helpArguments(command).join(' ')).toBe(expected);
  });

  it('are refused for what needs a shell', () => {
    expect(() => helpArguments('python train.py | tee log')).toThrow(AttuneError);
  });
});

describe('running', () => {
  const directory = mkdtempSync(join(tmpdir(), 'attune-script-help-'));
  const context: Context = {
    directory,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    environment: { PATH: process.env['PATH'], FORCE_COLOR: '1' },
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  const script = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return `'${process.execPath}' ${name}`;
  };
  const refusal = async (command: string): Promise<readonly [string, string]> => {
    try {
      await scriptHelp.run(context, { command });
    } catch (error) {
      if (error instanceof AttuneError) return [error.code, error.message];
      throw error;
    }
    return ['ok', ''];
  };
  let good = '';

  beforeAll(() => {
    good = script(
      'good.mjs',
      `console.log('usage: good [--lr LR]\\n\\noptions:\\n  --lr LR  rate (default: 0.1)');
       console.log('  --' + process.argv.slice(2).join('') + process.env.COLUMNS + process.env.NO_COLOR + '-' + process.env.FORCE_COLOR);`,
    );
  });

  it('lists the flags, 80 columns wide and without colours', async () => {
    const result = await scriptHelp.run(context, { command: `${good} --lr 3 \${args}` });
    expect(result.schema).toBe('script-help/1');
    expect(result.ran).toBe(`${process.execPath} good.mjs --help`);
    expect(result.style).toBe('argparse');
    expect(result.flags[0]).toEqual({
      flag: '--lr',
      name: 'lr',
      aliases: [],
      type: 'number',
      default: 0.1,
      required: false,
      form: 'value',
      help: 'rate',
    });
  });

  it('says what went wrong', async () => {
    expect(await refusal('no-such-program-here train.py')).toEqual([
      'unavailable',
      'no-such-program-here train.py --help cannot be run: spawn no-such-program-here ENOENT; is it installed, and is this the right folder?',
    ]);
    const crash = script('crash.mjs', "process.stderr.write('ImportError: torch\\n'); process.exit(3)");
    expect((await refusal(crash))[1]).toMatch(/crash\.mjs --help ended with status 3: ImportError: torch$/);
    const silent = script('silent.mjs', '');
    expect((await refusal(silent))[1]).toMatch(/silent\.mjs --help printed nothing: does the script know --help\?/);
    const other = script('other.mjs', "console.log('training …')");
    expect((await refusal(other))[0]).toBe('unsupported');
  });
});
