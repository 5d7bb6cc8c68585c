import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { flatten } from '@attune/core/space';
import { beforeEach, describe, expect, it } from 'vitest';
import Value from 'typebox/value';
import { fileSchemas, readProject, readRound } from '../../project/index.ts';
import { contextIn, emptyFolder, least } from './fixtures/init-input.ts';
import { init } from './init.ts';
import { perform } from '../operation-input.ts';
import type { Context } from '../operation.ts';

let directory = '';

beforeEach(() => {
  directory = emptyFolder();
});

const context = (projectPath?: string): Context => contextIn(directory, projectPath);

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
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe(
      'data/\n.attune/\nreport.html\nreport-*.html\nrerun/\n',
    );
    expect(result.files.at(-1)).toEqual({ path: '.gitignore', action: 'extended' });
    expect(result.notes).toContain(
      'added .attune/, report.html, report-*.html, rerun/ to .gitignore: what can be made again does not belong into git',
    );
  });

  it('adds only what is missing', async () => {
    writeFileSync(join(directory, '.gitignore'), '/.attune\n# rerun/\nreport.html\n');
    await perform(init, context(), least);
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe(
      '/.attune\n# rerun/\nreport.html\nreport-*.html\nrerun/\n',
    );
  });

  it.each(['.attune/\nreport.html\nreport-*.html\nrerun/\n', '/.attune\n/report.html\n/report-*.html\n/rerun\r\n'])(
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
