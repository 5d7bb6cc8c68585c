import { describe, expect, it } from 'vitest';
import { parseSpace, type Configuration } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import { fixingsFor } from './fixing.ts';
import { nothingKnown, type Known } from './known.ts';
import type { RoundFile } from './round-file.ts';

const lr = { range: [1e-4, 1], scale: 'log' };
const momentum = { range: [0.8, 0.99], scale: 'reverse-log' };

const { space } = parseSpace({
  optimizer: { choices: { adam: { learning_rate: lr }, momentum: { learning_rate: lr, momentum } } },
  width: { values: [32, 64] },
  dropout: { range: [0, 0.5] },
  activation: { values: ['relu', 'gelu'] },
  unheard_of: { range: [0, 1] },
});

const baseline: Configuration = {
  optimizer: 'adam',
  'optimizer=adam/learning_rate': 0.01,
  width: 64,
  dropout: 0,
  activation: 'relu',
  unheard_of: 0.5,
};

const project: Project = {
  name: 'p',
  objective: { metric: 'valid/loss', direction: 'minimize' },
  train: { command: 'train', maxSteps: 100, stepUnit: 'step', graceSeconds: 30 },
  metrics: { from: 'file', rename: {} },
  space,
  baseline,
  inactive: {},
  examples: {},
  references: {},
  resources: { slots: 1, gpusPerTrial: 0 },
};

function fixed(name: string, trials: number, known: Known = nothingKnown, file: Partial<RoundFile> = {}) {
  const round: RoundFile = {
    name: 'r',
    goal: 'compare',
    question: '?',
    scientific: name === '' ? [] : [{ hyperparameter: name }],
    fixed: [],
    nuisance: 'rest',
    ranges: [],
    search: { kind: 'halton' },
    trials,
    notes: '',
    ...file,
  };
  return fixingsFor(project, round, { number: 2, known });
}

const names = (...given: Parameters<typeof fixed>) => fixed(...given).map(({ hyperparameter }) => hyperparameter);

describe('what is fixed where the budget is short', () => {
  it('is nothing where it suffices', () => {
    expect(fixed('optimizer', 800)).toEqual([]);
  });

  it('is first what is least likely to interact, and never a learning rate', () => {
    // 20 trials a study tune two: the learning rate with momentum, or with dropout where Adam has no momentum to tune.
    expect(names('optimizer', 40)).toEqual(['activation', 'width', 'unheard_of', 'dropout']);
    expect(names('optimizer', 2)).toEqual([
      'activation',
      'width',
      'unheard_of',
      'dropout',
      'optimizer=momentum/momentum',
    ]);
  });

  it('depends on what is asked: regularisers interact with each other and with the model’s size', () => {
    expect(names('width', 40)).toEqual(['optimizer', 'activation', 'unheard_of']);
    expect(names('activation', 40)).toEqual(['optimizer', 'unheard_of', 'width']);
  });

  it('is the optimiser first where its choice is left open: its branches would each need a tuning', () => {
    const [first] = fixed('width', 40);
    expect(first).toMatchObject({ hyperparameter: 'optimizer', value: 'adam', atBaseline: true });
    expect(names('', 20)).not.toContain('optimizer');
  });

  it('keeps what was shown to interact with the question, and gives up first what was found not to matter', () => {
    const known: Known = {
      insensitive: [{ hyperparameter: 'dropout', round: 3 }],
      interacting: [['optimizer', 'activation']],
    };
    expect(names('optimizer', 60, known)).toEqual(['dropout', 'width', 'unheard_of']);
    expect(fixed('optimizer', 60, known)[0]?.reason.text).toContain('round 3');
  });

  it('stands at the baseline, else where practice starts its optimiser', () => {
    const last = fixed('optimizer', 2).at(-1);
    expect(last).toMatchObject({ hyperparameter: 'optimizer=momentum/momentum', value: 0.9, atBaseline: false });
    expect(fixed('optimizer', 2)[1]).toMatchObject({ hyperparameter: 'width', value: 64, atBaseline: true });
  });

  it('leaves alone a list and a grid, which search what they are given', () => {
    expect(fixed('optimizer', 4, nothingKnown, { search: { kind: 'grid', points: 2 } })).toEqual([]);
  });

  it('suffices, whatever is asked and however many trials there are: then nothing more is fixed', () => {
    const counts = { some: 0, none: 0 };
    for (const name of ['optimizer', 'width', 'dropout', 'activation', '']) {
      for (const trials of [2, 9, 20, 21, 40, 52, 99, 100, 300, 800]) {
        const first = fixed(name, trials);
        const entries = first.map(({ hyperparameter, value }) => ({ hyperparameter, value }));
        expect(names(name, trials, nothingKnown, { fixed: entries })).toEqual([]);
        expect(new Set(names(name, trials)).size).toBe(first.length);
        counts[first.length > 0 ? 'some' : 'none']++;
      }
    }
    expect(Math.min(counts.some, counts.none)).toBeGreaterThan(1);
  });
});
