import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { flatten } from '@attune/core/space';
import { beforeEach, describe, expect, it } from 'vitest';
import Value from 'typebox/value';
import { fileSchemas, readProject, readRound } from '../project/index.ts';
import type { InitInput } from './init-input.ts';
import { init } from './init.ts';
import { perform } from './operation-input.ts';
import type { Context } from './operation.ts';
import { readScriptHelp } from './script-help.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'attune-init-'));
});

function context(projectPath?: string): Context {
  return {
    directory,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    environment: {},
    actor: 'test',
    progress: () => undefined,
    signal: new AbortController().signal,
    ...(projectPath === undefined ? {} : { projectPath }),
  };
}

const least: InitInput = {
  command: 'python train.py',
  metric: 'valid/loss',
  maxSteps: 100,
  hyperparameters: [{ name: 'lr', definition: { range: [1e-4, 1], scale: 'log' }, baseline: 0.1 }],
};

async function issues(input: Record<string, unknown>): Promise<readonly string[]> {
  try {
    await perform(init, context(), { ...least, ...input });
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    expect(existsSync(join(directory, 'attune.yaml'))).toBe(false);
    expect(existsSync(join(directory, 'rounds'))).toBe(false);
    return error.issues.map(({ message }) => message.text);
  }
  return [];
}

function help(name: string): NonNullable<InitInput['scriptHelp']> {
  const text = readFileSync(new URL(`script-help-fixtures/${name}.txt`, import.meta.url), 'utf8');
  const { style, flags } = readScriptHelp(text);
  return {
    style,
    flags: flags.map(({ aliases, choices, ...flag }) => ({
      ...flag,
      aliases: [...aliases],
      ...(choices === undefined ? {} : { choices: [...choices] }),
    })),
  };
}

describe('a new project', () => {
  it('is what its readers read', async () => {
    const result = await perform(init, context(), least);
    expect(Value.Check(init.result, result)).toBe(true);
    expect(result.files).toEqual([
      { path: 'attune.yaml', action: 'created' },
      { path: 'rounds/01-first.yaml', action: 'created' },
    ]);
    const { project, warnings } = readProject(join(directory, 'attune.yaml'));
    expect(warnings).toEqual([]);
    expect(project.objective).toEqual({ metric: 'valid/loss', direction: 'minimize' });
    expect(project.train.command).toBe('python train.py ${args}');
    expect(project.train.maxSteps).toBe(100);
    expect(project.baseline).toEqual({ lr: 0.1 });
    expect(project.space.hyperparameters).toEqual([
      {
        kind: 'float',
        id: 'lr',
        name: 'lr',
        arg: 'lr',
        meaning: 'learning-rate',
        low: 1e-4,
        high: 1,
        scale: 'log',
      },
    ]);
    const round = readRound(join(directory, 'rounds/01-first.yaml'), project);
    expect({ goal: round.goal, trials: round.trials, scientific: round.scientific }).toEqual({
      goal: 'maximize',
      trials: 24,
      scientific: [],
    });
  });

  it('writes meanings down, and where offered values come from', async () => {
    const result = await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'lr' }, { name: 'dropout' }],
      yes: true,
    });
    const text = readFileSync(join(directory, 'attune.yaml'), 'utf8');
    expect(text).toContain('meaning: learning-rate');
    expect(text).toMatch(
      /dropout: \{ range: \[0\.05, 0\.5\], off: 0, meaning: dropout \} +# practice: off, or up to one half/,
    );
    expect(text).toMatch(/lr: 3e-4 +# practice/);
    expect(result.offers).toEqual([
      {
        hyperparameter: 'lr',
        value: 3e-4,
        source: 'practice',
        note: 'Adam is forgiving at 3e-4, and trains most networks from there',
      },
      {
        hyperparameter: 'dropout',
        value: 0,
        source: 'practice',
        note: 'begin without; between 0 and 0.5 where the network overfits',
      },
    ]);
  });

  it('compares optimisers where several are named', async () => {
    await perform(init, context(), { ...least, hyperparameters: [], optimizers: ['momentum', 'adam'], yes: true });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(flatten(project.space).map(({ hyperparameter }) => hyperparameter.id)).toEqual([
      'optimizer',
      'optimizer=momentum/learning_rate',
      'optimizer=momentum/momentum',
      'optimizer=adam/learning_rate',
    ]);
    expect(project.baseline).toEqual({
      optimizer: 'momentum',
      'optimizer=momentum/learning_rate': 0.1,
      'optimizer=momentum/momentum': 0.9,
    });
    const round = readRound(join(directory, 'rounds/01-first.yaml'), project);
    expect([round.goal, round.scientific.map(({ hyperparameter }) => hyperparameter)]).toEqual([
      'compare',
      ['optimizer'],
    ]);
  });

  it('names the schemas where the package is installed for it, and nowhere else', async () => {
    await perform(init, context(), least);
    expect(readFileSync(join(directory, 'attune.yaml'), 'utf8')).toMatch(/^attune: 1\n/);
    expect(readFileSync(join(directory, 'rounds/01-first.yaml'), 'utf8')).toMatch(/^attune: 1\n/);
    const schemas = join(directory, 'node_modules/@attune/service/schemas');
    mkdirSync(schemas, { recursive: true });
    for (const { name, text } of fileSchemas()) writeFileSync(join(schemas, name), text);
    mkdirSync(join(directory, 'deep/mnist'), { recursive: true });
    await perform(init, context('deep/mnist'), least);
    for (const file of ['deep/mnist/attune.yaml', 'deep/mnist/rounds/01-first.yaml']) {
      const path = join(directory, file);
      const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(path, 'utf8')) ?? [];
      expect(JSON.parse(readFileSync(resolve(dirname(path), named), 'utf8'))).toMatchObject({
        title: file.includes('rounds') ? 'An Attune round' : 'attune.yaml',
      });
    }
  });

  it('keeps the number of validation examples, and shows lines as the script prints them', async () => {
    const { notes } = await perform(init, context(), {
      ...least,
      metric: 'valid/error',
      validExamples: 500,
      from: 'stdout',
      rename: { epoch: 'step', err: 'valid/error' },
    });
    expect(readProject(join(directory, 'attune.yaml')).project.examples).toEqual({ valid: 500 });
    expect(notes.at(-1)).toBe('metrics are read from what the script prints: lines such as {"epoch":100,"err":0.31}');
  });

  it('is begun in the folder that --project names', async () => {
    mkdirSync(join(directory, 'mnist'));
    await perform(init, context('mnist'), least);
    expect(readProject(join(directory, 'mnist/attune.yaml')).project.name).toBe('mnist');
  });
});

describe("a script's help", () => {
  it('wires steps, seed and the names of flags', async () => {
    const result = await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'weight_decay' }, { name: 'lr' }],
      scriptHelp: help('argparse-defaults'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.train.command).toBe('python train.py --epochs ${max_steps} --seed ${seed} ${args}');
    expect(project.space.hyperparameters.map(({ name, arg }) => [name, arg])).toEqual([
      ['weight_decay', 'weight-decay'],
      ['lr', 'lr'],
    ]);
    expect(result.offers.map(({ hyperparameter, value, source }) => [hyperparameter, value, source])).toEqual([
      ['weight_decay', 1e-4, 'the default of the training script'],
      ['lr', 0.1, 'the default of the training script'],
    ]);
  });

  it('hands values over as Hydra takes them', async () => {
    await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'model.dropout' }],
      scriptHelp: help('hydra-help'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.train.command).toBe('python train.py train.epochs=${max_steps} ${args_no_hyphens}');
  });

  it('hands switches over as flags that are given or left out', async () => {
    await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'no-nesterov' }, { name: 'lr' }],
      scriptHelp: help('argparse-defaults'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.train.command).toContain('${args_no_boolean_flags}');
    expect(project.baseline).toEqual({ 'no-nesterov': false, lr: 0.1 });
  });

  it('gives an optimiser the names of its flags', async () => {
    await perform(init, context(), {
      ...least,
      hyperparameters: [],
      optimizers: ['adam', 'sgd'],
      scriptHelp: help('click'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(flatten(project.space).map(({ hyperparameter: { id, arg } }) => [id, arg])).toEqual([
      ['optimizer', 'optimizer'],
      ['optimizer=adam/learning_rate', 'lr'],
      ['optimizer=sgd/learning_rate', 'lr'],
    ]);
  });

  it('hands an optimiser over as the script calls it', async () => {
    const result = await perform(init, context(), {
      ...least,
      hyperparameters: [],
      optimizers: ['adam', 'momentum'],
      scriptHelp: help('argparse-defaults'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    const [choice] = project.space.hyperparameters;
    expect(choice?.kind === 'choice' && choice.branches.map(({ label, value }) => [label, value])).toEqual([
      ['adam', 'adam'],
      ['momentum', 'sgd'],
    ]);
    expect(result.notes).toContain('momentum reaches the script as --optimizer sgd');
    // The script trains by SGD with momentum so far: that is the baseline, with its own values.
    expect(project.baseline).toEqual({
      optimizer: 'momentum',
      'optimizer=momentum/learning_rate': 0.1,
      'optimizer=momentum/momentum': 0.9,
    });
    expect([...new Set(result.offers.map(({ source }) => source))]).toEqual(['the default of the training script']);
  });

  it('takes nothing for the default of a script whose help does not show it', async () => {
    const plain = help('argparse-plain');
    const scriptHelp = {
      ...plain,
      flags: plain.flags.map(({ default: usual, ...flag }) =>
        flag.name === 'lr' || usual === undefined ? flag : { ...flag, default: usual },
      ),
    };
    const input = { ...least, hyperparameters: [{ name: 'lr' }, { name: 'activation' }], scriptHelp };
    expect(await issues(input)).toContain(
      'lr has no baseline value: give --baseline lr=0.0003, or take 0.0003 (practice; the default of the training script is not visible) with --yes',
    );
    const { offers, notes } = await perform(init, context(), { ...input, yes: true });
    expect(offers.map(({ source }) => source)).toEqual([
      'practice; the default of the training script is not visible',
      'the first of its values; nothing better is known; the default of the training script is not visible',
    ]);
    expect(notes).toContain(
      'the help of the script does not show the defaults of --lr, --activation (formatter_class=argparse.ArgumentDefaultsHelpFormatter would): see that the baseline is what you train with today',
    );
  });

  it('leaves a single optimiser out where the script has no flag for it', async () => {
    await perform(init, context(), {
      ...least,
      hyperparameters: [],
      optimizers: ['adam'],
      scriptHelp: help('argparse-plain'),
      yes: true,
    });
    const { project } = readProject(join(directory, 'attune.yaml'));
    expect(project.space.hyperparameters.map(({ id, arg }) => [id, arg])).toEqual([['learning_rate', 'lr']]);
  });

  it('moves a learning rate to where the script trains', async () => {
    const result = await perform(init, context(), {
      ...least,
      hyperparameters: [{ name: 'lr' }],
      scriptHelp: help('argparse-plain'),
      yes: true,
    });
    expect(result.ranges).toEqual([
      {
        hyperparameter: 'lr',
        range: '[0.01, 10] log',
        source: 'two decades below the default of the training script, and one above',
      },
    ]);
  });
});

describe('refusals, after which nothing is written', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    [
      'no hyperparameters',
      { hyperparameters: [] },
      [
        'no hyperparameters are named: give --hyperparameter lr=1e-4..1:log, or --optimizer adam, or both; each may be repeated',
      ],
    ],
    [
      'a metric that does not tell its direction',
      { metric: 'valid/score' },
      ['--direction is missing, and valid/score does not tell it: give --direction minimize or maximize'],
    ],
    [
      'a value that is offered and not taken',
      { hyperparameters: [{ name: 'lr' }] },
      ['lr has no baseline value: give --baseline lr=0.0003, or take 0.0003 (practice) with --yes'],
    ],
    [
      'a name that practice does not know',
      { hyperparameters: [{ name: 'gamma' }] },
      ['gamma has no range, and practice knows none for it: give one, such as --hyperparameter gamma=0.1..10:log'],
    ],
    ['an optimiser with a slip', { optimizers: ['adamm'] }, ['--optimizer adamm is not known: did you mean adam?']],
    [
      'a name given twice',
      { hyperparameters: [...(least.hyperparameters ?? []), ...(least.hyperparameters ?? [])] },
      ['lr is given twice: keep one --hyperparameter lr'],
    ],
    [
      'a flag that the script does not know',
      { hyperparameters: [{ name: 'gama' }], scriptHelp: help('argparse-plain') },
      ['the script knows no flag gama: did you mean gamma?'],
    ],
    [
      'a flag that is on by default',
      { hyperparameters: [{ name: 'nesterov' }], scriptHelp: help('argparse-defaults') },
      [
        'nesterov is on by default, and a flag can only be given or left out: name --hyperparameter no-nesterov instead',
      ],
    ],
    [
      "an optimiser that is none of the script's",
      { hyperparameters: [], optimizers: ['adam', 'nesterov'], scriptHelp: help('argparse-defaults') },
      [
        '--optimizer nesterov is not surely one of what the script offers for --optimizer (sgd,adam): give --optimizer sgd,adam, or choose among these with --hyperparameter optimizer=sgd,adam',
      ],
    ],
    [
      'two optimisers that are one to the script',
      { hyperparameters: [], optimizers: ['sgd', 'momentum'], scriptHelp: help('argparse-defaults') },
      [
        '--optimizer momentum is not surely one of what the script offers for --optimizer (sgd,adam): give --optimizer sgd,adam, or choose among these with --hyperparameter optimizer=sgd,adam',
      ],
    ],
    ['a number of steps below 1', { maxSteps: 0 }, ['maxSteps is 0: it must be at least 1']],
  ])('%s', async (_, input, expected) => {
    expect(await issues(input)).toEqual(expected);
  });

  it('of the space, the command and the metric come from their readers', async () => {
    expect(
      (await issues({ hyperparameters: [{ name: 'epochs', definition: { range: [1, 9] }, baseline: 3 }] }))[0],
    ).toContain('epochs');
    expect((await issues({ command: 'python train.py | tee log' }))[0]).toContain('| needs a shell');
    expect((await issues({ metric: 'test/loss' }))[0]).toContain('test/ metrics stay sealed until a final evaluation');
    expect((await issues({ baseline: { width: 3 } }))[0]).toContain('width');
  });
});

describe('files that exist', () => {
  it('are kept, and the refusal names them', async () => {
    writeFileSync(join(directory, 'attune.yaml'), 'mine\n');
    await expect(perform(init, context(), least)).rejects.toMatchObject({
      code: 'conflict',
      message: 'attune.yaml exists already: change it by hand, begin in another folder, or replace it with --force',
    });
    expect(readFileSync(join(directory, 'attune.yaml'), 'utf8')).toBe('mine\n');
    expect(existsSync(join(directory, 'rounds'))).toBe(false);
  });

  it('are replaced with force', async () => {
    writeFileSync(join(directory, 'attune.yaml'), 'mine\n');
    const { files } = await perform(init, context(), { ...least, force: true });
    expect(files.map(({ action }) => action)).toEqual(['replaced', 'created']);
    expect(readFileSync(join(directory, 'attune.yaml'), 'utf8')).not.toContain('mine');
  });
});

describe('in a git repository', () => {
  beforeEach(() => mkdirSync(join(directory, '.git')));

  it('the store is ignored, and it says so', async () => {
    writeFileSync(join(directory, '.gitignore'), 'data/');
    const result = await perform(init, context(), least);
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('data/\n.attune/\nreport.html\nrerun/\n');
    expect(result.files.at(-1)).toEqual({ path: '.gitignore', action: 'extended' });
    expect(result.notes).toContain(
      'added .attune/, report.html, rerun/ to .gitignore: what can be made again does not belong into git',
    );
  });

  it('adds only what is missing', async () => {
    writeFileSync(join(directory, '.gitignore'), '/.attune\n# rerun/\nreport.html\n');
    await perform(init, context(), least);
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('/.attune\n# rerun/\nreport.html\nrerun/\n');
  });

  it.each(['.attune/\nreport.html\nrerun/\n', '/.attune\n/report.html\n/rerun\r\n'])(
    'nothing is added to %j',
    async (text) => {
      writeFileSync(join(directory, '.gitignore'), text);
      const { files } = await perform(init, context(), least);
      expect(files).toHaveLength(2);
      expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe(text);
    },
  );
});

it('writes no .gitignore outside of git', async () => {
  await perform(init, context(), least);
  expect(existsSync(join(directory, '.gitignore'))).toBe(false);
});
