import { describe, expect, it } from 'vitest';
import { parseSpace } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import type { RoundFile } from './round-file.ts';
import { rangeShown, scopeOf } from './scope.ts';

const { space } = parseSpace({
  lr: { range: [1e-4, 1], scale: 'log' },
  act: { values: ['relu', 'gelu', 'swish'] },
  width: { values: [32, 64] },
  dropout: { off: 0, range: [0.1, 0.7] },
  precision: { values: ['float32'] },
});

const project: Project = {
  name: 'p',
  objective: { metric: 'valid/loss', direction: 'minimize' },
  train: { command: 'train', maxSteps: 30, stepUnit: 'epoch', graceSeconds: 30 },
  metrics: { from: 'file', rename: {} },
  space,
  baseline: { lr: 0.1, act: 'relu', width: 64, dropout: 0, precision: 'float32' },
  inactive: {},
  examples: {},
  references: {},
  resources: { slots: 1, gpusPerTrial: 0 },
};

function said(changes: Partial<RoundFile>) {
  const round: RoundFile = {
    name: 'r',
    goal: 'compare',
    question: '?',
    scientific: [],
    fixed: [{ hyperparameter: 'width' }],
    nuisance: 'rest',
    ranges: [],
    search: { kind: 'halton' },
    trials: 20,
    notes: '',
    ...changes,
  };
  const { covers, excludes } = scopeOf(project, round, 1);
  return { covers: covers.map(({ text }) => text), excludes: excludes.map(({ text }) => text) };
}

describe('what a conclusion covers', () => {
  it('for values with studies of their own', () => {
    const { covers, excludes } = said({ scientific: [{ hyperparameter: 'act', values: ['relu', 'gelu'] }] });
    expect(covers).toEqual([
      'which of act=relu; act=gelu is best, each tuned by 10 trials of its own',
      'tuned anew for it: lr 0.0001 to 1; dropout 0 or 0.1 to 0.7',
    ]);
    expect(excludes).toEqual([
      'other values of width than 64, at which it is fixed',
      'other values of precision than float32, the only one in attune.yaml',
      'other values of act: swish',
      'values outside these ranges',
      'longer or shorter training than 30 epochs',
      'how good the best trial is: the best of many is lucky in part, and only fresh seeds tell how much',
    ]);
  });

  it('where the shares differ', () => {
    expect(said({ scientific: [{ hyperparameter: 'act' }] }).covers[0]).toBe(
      'which of act=relu; act=gelu; act=swish is best, each tuned by 6 to 7 trials of its own',
    );
  });

  it('for a range in one joint study, and for none', () => {
    expect(said({ scientific: [{ hyperparameter: 'lr' }] }).covers[0]).toBe(
      'how the best result depends on lr (0.0001 to 1), from the 20 trials of one study',
    );
    expect(said({ goal: 'maximize' }).covers[0]).toBe(
      'the best of 20 trials, and where in the ranges good results lie',
    );
  });

  it('where nothing is tuned', () => {
    const { covers, excludes } = said({
      scientific: [{ hyperparameter: 'act' }],
      fixed: ['lr', 'width', 'dropout'].map((hyperparameter) => ({ hyperparameter })),
    });
    expect(covers).toHaveLength(1);
    expect(excludes[0]).toBe('the best that each can do: nothing is tuned beside it');
    expect(excludes).not.toContain('values outside these ranges');
  });
});

it('a range is shown with off beside it, and without where it holds off', () => {
  const shown = parseSpace({
    a: { off: 0, range: [0, 0.5] },
    b: { off: 'none', values: [1, 2] },
    c: { choices: { x: {}, y: {} } },
  });
  expect(shown.space.hyperparameters.map(rangeShown)).toEqual(['0 to 0.5', 'none or 1, 2', 'x, y']);
});
