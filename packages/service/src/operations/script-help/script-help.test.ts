/**
 * The fixtures are what real programs printed, at 80 columns: argparse of Python 3.11.7, tyro 1.0.17, click 8.5.1,
 * hydra-core 1.3.8.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ScriptFlag } from './flag.ts';
import { flagNamed, isNegation } from './lookup.ts';
import { readScriptHelp } from './script-help.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8');
}

function flagIn(name: string, flag: string): ScriptFlag | undefined {
  return readScriptHelp(fixture(name)).flags.find((one) => one.flag === flag);
}

/** Name, type, default, choices and form of each flag, for tables. */
function rows(name: string): readonly string[] {
  return readScriptHelp(fixture(name)).flags.map((flag) =>
    [
      flag.flag,
      flag.form,
      flag.type ?? '?',
      flag.default === undefined ? '' : JSON.stringify(flag.default),
      flag.choices?.join('|') ?? '',
      flag.required ? 'required' : '',
    ]
      .join(' ')
      .trimEnd()
      .replace(/ +/g, ' '),
  );
}

describe('argparse', () => {
  it('is read with ArgumentDefaultsHelpFormatter', () => {
    expect(readScriptHelp(fixture('argparse-defaults')).style).toBe('argparse');
    expect(rows('argparse-defaults')).toEqual([
      '--arch value text "resnet18"',
      '--epochs value integer 90',
      '--batch-size value integer 256',
      '--lr value number 0.1',
      '--momentum value number 0.9',
      '--wd value number 0.0001',
      '--optimizer value text "sgd" sgd|adam',
      '--pretrained switch boolean false',
      '--nesterov pair boolean true',
      '--seed value ?',
      '--betas value list',
      '--a-very-long-flag-that-wraps value text "x"',
      '--dropout value number 0',
      '--hidden value ? required',
    ]);
  });

  it('is read with defaults written by hand, and none', () => {
    expect(rows('argparse-plain')).toEqual([
      '--batch-size value integer 64',
      '--epochs value integer 14',
      '--lr value number 1',
      '--gamma value number 0.7',
      '--no-accel switch boolean',
      '--save-model switch boolean',
      '--log_dir value ?',
      '--activation value text relu|gelu',
    ]);
  });

  it('keeps aliases, wrapped help without its default, and the other side of a pair', () => {
    expect(flagIn('argparse-defaults', '--wd')).toEqual({
      flag: '--wd',
      name: 'wd',
      aliases: ['--weight-decay'],
      type: 'number',
      default: 1e-4,
      required: false,
      form: 'value',
      help: 'weight decay',
    });
    expect(flagIn('argparse-defaults', '--batch-size')?.help).toBe(
      'mini-batch size of all GPUs on the current node when using data parallel',
    );
    expect(flagIn('argparse-defaults', '--nesterov')?.negation).toBe('--no-nesterov');
    expect(flagIn('argparse-plain', '--no-accel')?.negation).toBeUndefined();
  });
});

describe('tyro', () => {
  it('is read out of its boxes, nested names included', () => {
    expect(readScriptHelp(fixture('tyro-nested')).style).toBe('tyro');
    expect(rows('tyro-nested')).toEqual([
      '--dataset value text mnist|imagenet-50 required',
      '--batch-size value integer 32',
      '--train-steps value integer 100000',
      '--layers value list',
      '--use-bias pair boolean true',
      '--seed value integer',
      '--optim.name value text "adam" adam|sgd',
      '--optim.learning-rate value number 0.0003',
      '--optim.weight-decay value number 0.01',
    ]);
    expect(flagIn('tyro-nested', '--optim.weight-decay')?.help).toBe('Coefficient for L2 regularization.');
  });

  it('is read for a plain function', () => {
    expect(rows('tyro-simple')).toEqual([
      '--lr value number required',
      '--dropout value number 0.1',
      '--width value integer 128',
      '--augment pair boolean false',
    ]);
  });
});

it('reads click, with its bracketed choices, ranges and defaults', () => {
  expect(readScriptHelp(fixture('click')).style).toBe('click');
  expect(rows('click')).toEqual([
    '--lr value number 0.01',
    '--batch-size value integer 128',
    '--optimizer value text "adam" sgd|adam',
    '--epochs value integer',
    '--dropout value number 0',
    '--augment pair boolean true',
    '--verbose switch boolean',
    '--out value text required',
  ]);
  expect(flagIn('click', '--epochs')?.help).toBe('Epochs.');
});

describe('Hydra', () => {
  const keys = [
    'optimizer.name value text "adam"',
    'optimizer.betas value list',
    'optimizer.weight_decay value number 0.0001',
    'lr value number 0.001',
    'batch_size value integer 32',
    'model.hidden value integer 128',
    'model.dropout value number 0.1',
    'model.activation value text "relu"',
    'model.name value ?',
    'train.epochs value integer 10',
    'train.amp value boolean true',
    'train.layers value list',
  ];

  it('is read from its help, configuration groups as choices', () => {
    expect(readScriptHelp(fixture('hydra-help')).style).toBe('hydra');
    expect(rows('hydra-help')).toEqual(['optimizer value text adam|sgd', ...keys]);
  });

  it('is read from --cfg job', () => {
    expect(readScriptHelp(fixture('hydra-cfg-job')).style).toBe('hydra');
    expect(rows('hydra-cfg-job')).toEqual(keys);
  });
});

describe('what is no help', () => {
  it.each([
    ['nothing', ''],
    [
      'a traceback',
      'Traceback (most recent call last):\n  File "x.py", line 1\nModuleNotFoundError: No module named torch\n',
    ],
    ['one line of an error', 'error: no such file\n'],
    ['usage without options', 'usage: train DATA\n\nTrains.\n'],
    ['a list with hyphens', 'Things:\n  - one\n  - two\n'],
  ])('gives no flags: %s', (_, text) => {
    expect(readScriptHelp(text)).toEqual({ style: 'unknown', flags: [] });
  });

  it('reads through colours and carriage returns', () => {
    const text =
      'usage: x [-h]\r\n\r\noptions:\r\n  \u001b[1m--lr\u001b[0m LR  \u001b[33mrate\u001b[0m (default: 1e-3)\r\n';
    expect(readScriptHelp(text).flags).toEqual([
      {
        flag: '--lr',
        name: 'lr',
        aliases: [],
        type: 'number',
        default: 1e-3,
        required: false,
        form: 'value',
        help: 'rate',
      },
    ]);
  });
});

it('finds a flag under another spelling', () => {
  const flags = readScriptHelp(fixture('argparse-defaults')).flags;
  expect(flagNamed(flags, 'batch_size')).toBe('batch-size');
  expect(flagNamed(flags, 'weight_decay')).toBe('weight-decay');
  expect(flagNamed(flags, 'no_nesterov')).toBe('no-nesterov');
  expect(flagNamed(flags, 'warmup')).toBeUndefined();
  const pair = flags.find(({ name }) => name === 'nesterov');
  expect(pair && [isNegation(pair, 'no-nesterov'), isNegation(pair, 'nesterov')]).toEqual([true, false]);
});
