import { describe, expect, it } from 'vitest';
import { parseSpace, type Configuration } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import { adviceOn } from './advise.ts';
import { nothingKnown, type Known } from './known.ts';
import type { RoundFile } from './round-file.ts';

const adam = {
  learning_rate: { range: [1e-5, 1e-1], scale: 'log' },
  beta1: { range: [0.9, 0.996], scale: 'reverse-log' },
  beta2: { range: [0.9, 0.9999], scale: 'reverse-log' },
  epsilon: { range: [1e-10, 1e-2], scale: 'log' },
};

const adamBaseline: Configuration = {
  optimizer: 'adam',
  'optimizer=adam/learning_rate': 1e-3,
  'optimizer=adam/beta1': 0.9,
  'optimizer=adam/beta2': 0.999,
  'optimizer=adam/epsilon': 1e-8,
};

function projectOf(
  hyperparameters: Readonly<Record<string, unknown>>,
  baseline: Configuration,
  train: Partial<Project['train']> = {},
): Project {
  const { space, issues } = parseSpace(hyperparameters);
  expect(issues).toEqual([]);
  return {
    name: 'p',
    objective: { metric: 'valid/loss', direction: 'minimize' },
    train: { command: 'train', maxSteps: 100, stepUnit: 'step', graceSeconds: 30, ...train },
    metrics: { from: 'file', rename: {} },
    space,
    baseline,
    inactive: {},
    examples: {},
    references: {},
    resources: { slots: 1, gpusPerTrial: 0 },
  };
}

function roundOf(changes: Partial<RoundFile>): RoundFile {
  return {
    name: 'r',
    goal: 'compare',
    question: '?',
    scientific: [],
    fixed: [],
    nuisance: 'rest',
    ranges: [],
    search: { kind: 'halton' },
    trials: 100,
    notes: '',
    ...changes,
  };
}

const scientific = (...names: string[]): Pick<RoundFile, 'scientific'> => ({
  scientific: names.map((hyperparameter) => ({ hyperparameter })),
});
const fixed = (...names: string[]): Pick<RoundFile, 'fixed'> => ({
  fixed: names.map((hyperparameter) => ({ hyperparameter })),
});

function codes(project: Project, round: RoundFile, number = 2, known: Known = nothingKnown): readonly string[] {
  return adviceOn(project, round, { number, known }).map(({ code, severity, hyperparameters }) =>
    [severity, code, ...hyperparameters].join(' '),
  );
}

const lr = { range: [1e-4, 1], scale: 'log' };

describe('a sound design', () => {
  it('draws no advice: optimisers compared, each tuned, everything else fixed or tuned within the budget', () => {
    const project = projectOf(
      {
        optimizer: { choices: { adam: { learning_rate: lr }, nesterov: { learning_rate: lr } } },
        width: { values: [1, 2] },
      },
      { optimizer: 'adam', 'optimizer=adam/learning_rate': 0.1, width: 1 },
    );
    expect(codes(project, roundOf({ ...scientific('optimizer'), ...fixed('width'), trials: 20 }), 1)).toEqual([]);
    expect(codes(project, roundOf({ goal: 'maximize', trials: 60 }))).toEqual([]);
  });
});

describe('roles of an optimiser’s hyperparameters', () => {
  const project = projectOf(
    { lr, width: { values: [1, 2] }, momentum: { range: [0, 0.99] } },
    { lr: 0.1, width: 1, momentum: 0.9 },
  );

  it('the learning rate asked about', () => {
    const round = roundOf({ scientific: [{ hyperparameter: 'lr', values: [0.1, 1] }], ...fixed('width') });
    expect(codes(project, round)).toEqual(['warning scientific-optimizer-hyperparameter lr']);
    expect(codes(project, { ...round, goal: 'understand' })).toEqual(['advice scientific-optimizer-hyperparameter lr']);
  });

  it('the learning rate fixed while something is compared, and not where nothing is', () => {
    expect(codes(project, roundOf({ ...scientific('width'), ...fixed('lr') }))).toEqual([
      'warning fixed-learning-rate lr',
    ]);
    expect(codes(project, roundOf({ goal: 'maximize', ...fixed('lr') }))).toEqual([]);
  });

  it('the learning rate that the project itself holds constant', () => {
    const constant = projectOf(
      { lr: { values: [0.1] }, width: { values: [1, 2] }, momentum: { range: [0, 0.99] } },
      project.baseline,
    );
    const [advice] = adviceOn(constant, roundOf(scientific('width')), { number: 2 });
    expect(advice?.code).toBe('fixed-learning-rate');
    expect(advice?.remedy.text).toContain('attune.yaml');
  });

  const choice = projectOf(
    {
      batch: { values: [64, 128], meaning: 'batch-size' },
      optimizer: { choices: { adam } },
    },
    { batch: 64, ...adamBaseline },
  );
  const beta1 = 'optimizer=adam/beta1';
  const rest = ['optimizer=adam/beta2', 'optimizer=adam/epsilon'];

  it('another one fixed while what interacts with it is compared, where the budget would tune it', () => {
    const round = roundOf({ ...scientific('batch'), ...fixed(beta1, ...rest), trials: 20 });
    const batch = 'advice batch-size-searched batch';
    expect(codes(choice, round)).toEqual([`advice fixed-optimizer-hyperparameter ${beta1}`, batch]);
    // 9 trials a study tune the learning rate only.
    expect(codes(choice, { ...round, trials: 18 })).toEqual([batch]);
    // β1 was shown to hardly matter: ε takes its place in the order.
    const known: Known = { insensitive: [{ hyperparameter: beta1, round: 1 }], interacting: [] };
    expect(codes(choice, round, 2, known)).toEqual([`advice fixed-optimizer-hyperparameter ${rest[1]}`, batch]);
  });
});

describe('regularisation', () => {
  const project = projectOf(
    {
      lr,
      width: { values: [64, 128] },
      weight_decay: { range: [1e-5, 1e-1], scale: 'log' },
      dropout: { off: 0, range: [0.1, 0.7] },
    },
    { lr: 0.1, width: 64, weight_decay: 1e-4, dropout: 0 },
  );

  it('weight decay fixed while the model’s size is compared', () => {
    expect(codes(project, roundOf({ ...scientific('width'), ...fixed('weight_decay', 'dropout') }))).toEqual([
      'warning fixed-weight-decay weight_decay',
    ]);
    expect(codes(project, roundOf({ ...scientific('dropout'), ...fixed('weight_decay', 'width') }))).toEqual([
      'note strength-with-presence dropout',
    ]);
  });

  it('presence as nuisance, while something is asked', () => {
    const round = roundOf({ ...scientific('width'), trials: 200 });
    expect(codes(project, round)).toEqual(['advice nuisance-presence dropout']);
    expect(codes(project, roundOf({ goal: 'maximize' }))).toEqual([]);
  });

  it('strength together with presence, in a choice', () => {
    const choice = projectOf(
      {
        lr,
        dropout: {
          meaning: 'dropout',
          off: 'none',
          choices: { none: {}, some: { rate: { values: [0.1, 0.3], meaning: 'dropout' } } },
        },
      },
      { lr: 0.1, dropout: 'none' },
    );
    expect(codes(choice, roundOf(scientific('dropout', 'dropout=some/rate')))).toEqual([
      'advice strength-with-presence dropout=some/rate dropout',
      'note unequal-budget',
    ]);
    expect(codes(choice, roundOf(scientific('dropout')))).toEqual([]);
  });

  it('a range in which off is a point', () => {
    const inside = projectOf({ lr, dropout: { off: 0, range: [0, 0.7] } }, { lr: 0.1, dropout: 0 });
    expect(codes(inside, roundOf(scientific('dropout')))).toEqual(['advice off-inside-range dropout']);
  });
});

describe('questions', () => {
  const project = projectOf(
    {
      optimizer: { choices: { adam: { learning_rate: lr }, sgd: { learning_rate: lr } } },
      width: { values: [64, 128] },
      activation: { values: ['relu', 'gelu', 'swish'] },
    },
    { optimizer: 'adam', 'optimizer=adam/learning_rate': 0.1, width: 64, activation: 'relu' },
  );

  it('several at once', () => {
    expect(
      codes(project, roundOf({ ...scientific('optimizer', 'activation'), ...fixed('width'), trials: 120 })),
    ).toEqual(['advice several-questions optimizer activation']);
  });

  it('architecture and the optimiser’s choice as nuisance', () => {
    expect(codes(project, roundOf({ ...scientific('activation'), trials: 120 }))).toEqual([
      'advice nuisance-optimizer optimizer',
      'advice nuisance-architecture width',
    ]);
  });

  it('the baseline’s value left out', () => {
    const round = roundOf({
      scientific: [{ hyperparameter: 'activation', values: ['gelu', 'swish'] }],
      fixed: [{ hyperparameter: 'optimizer', value: 'adam' }, { hyperparameter: 'width' }],
    });
    expect(codes(project, round)).toEqual(['advice baseline-not-compared activation']);
    expect(codes(project, { ...round, goal: 'understand' })).toEqual(['advice baseline-not-compared activation']);
    const ranged = projectOf({ lr, dropout: { range: [0, 0.7] } }, { lr: 0.1, dropout: 0.1 });
    const range = (low: number, high: number): RoundFile =>
      roundOf({ ...scientific('dropout'), ranges: [{ hyperparameter: 'dropout', kind: 'range', range: [low, high] }] });
    expect(codes(ranged, range(0.2, 0.6))).toEqual(['advice baseline-not-compared dropout']);
    expect(codes(ranged, range(0, 0.6))).toEqual([]);
  });

  it('values that attune.yaml does not declare', () => {
    const rest = { fixed: [{ hyperparameter: 'optimizer', value: 'adam' }], trials: 100 };
    const compared = roundOf({ ...rest, scientific: [{ hyperparameter: 'width', values: [64, 512] }] });
    expect(codes(project, compared)).toContain('note value-undeclared width');
    const held = roundOf({
      fixed: [...rest.fixed, { hyperparameter: 'width', value: 100 }],
      ...scientific('activation'),
    });
    expect(codes(project, held)).toContain('note value-undeclared width');
    const declared = roundOf({
      fixed: [...rest.fixed, { hyperparameter: 'width', value: 128 }],
      ...scientific('activation'),
    });
    expect(codes(project, declared)).toEqual(['note unequal-budget']);
  });
});

describe('length of training', () => {
  const hyperparameters = {
    lr,
    batch_size: { values: [64, 128] },
    total_epochs: { values: [10, 20], meaning: 'other' },
  };
  const baseline: Configuration = { lr: 0.1, batch_size: 64, total_epochs: 10 };

  it('the batch size varied: at fixed epochs steps vary silently', () => {
    const inSteps = projectOf(hyperparameters, baseline);
    const inEpochs = projectOf(hyperparameters, baseline, { stepUnit: 'epoch' });
    const round = roundOf({ goal: 'maximize', ...fixed('total_epochs') });
    expect(codes(inSteps, round)).toEqual(['advice batch-size-searched batch_size']);
    expect(codes(inEpochs, round)).toEqual(['warning batch-size-at-fixed-epochs batch_size']);
    expect(codes(inEpochs, roundOf({ goal: 'maximize', ...fixed('total_epochs', 'batch_size') }))).toEqual([]);
  });

  it('a lookalike of max_steps that the project says is something else', () => {
    const round = roundOf({ goal: 'maximize', ...fixed('batch_size') });
    expect(codes(projectOf(hyperparameters, baseline), round)).toEqual(['warning length-of-training total_epochs']);
  });
});

describe('the search', () => {
  const project = projectOf(
    { lr, momentum: { range: [0, 0.99] }, clip: { range: [0.1, 10] }, act: { values: ['a', 'b'] } },
    { lr: 0.1, momentum: 0.9, clip: 1, act: 'a' },
  );

  it('another algorithm than halton', () => {
    const round = roundOf({ goal: 'maximize' });
    expect(codes(project, { ...round, search: { kind: 'random' } })).toEqual(['note search-random']);
    expect(codes(project, { ...round, search: { kind: 'sobol' } })).toEqual([]);
    expect(codes(project, { ...round, search: { kind: 'grid' } })).toEqual(['advice search-grid lr momentum clip act']);
    expect(codes(project, roundOf({ goal: 'maximize', search: { kind: 'grid' }, ...fixed('clip', 'act') }))).toEqual(
      [],
    );
    const list = { kind: 'list', configurations: [project.baseline, { ...project.baseline, act: 'b' }] } as const;
    expect(codes(project, { ...round, search: list, trials: 2 })).toEqual([]);
    expect(codes(project, roundOf({ ...scientific('act'), search: list, trials: 2 }))).toEqual(['advice search-list']);
  });

  it('too few runs of the baseline for the noise floor', () => {
    const round = roundOf({ goal: 'maximize' });
    expect(codes(project, { ...round, baselineSeeds: 0 })).toEqual(['advice noise-floor']);
    expect(codes(project, { ...round, baselineSeeds: 2 }, 1)).toEqual(['advice noise-floor']);
    // What counts is how often this baseline has run, whatever the round's number.
    const after = (baselineRuns: number) =>
      codes(project, { ...round, baselineSeeds: 1 }, 4, { ...nothingKnown, baselineRuns });
    expect(after(0)).toEqual(['advice noise-floor']);
    expect(after(1)).toEqual(['advice noise-floor']);
    expect(after(2)).toEqual([]);
    expect(codes(project, { ...round, baselineSeeds: 2 }, 2)).toEqual([]);
  });

  it('a baseline that the search cannot come back to', () => {
    const range = { kind: 'range', hyperparameter: 'lr', range: [1e-4, 1e-2] } as const;
    expect(codes(project, roundOf({ goal: 'maximize', ranges: [range] }))).toEqual(['advice baseline-outside lr']);
    // An earlier round searched where the baseline lies: narrowing it away may be meant, and is said all the same.
    const known = { ...nothingKnown, baselineRuns: 3, searchedAtBaseline: ['lr'] };
    expect(codes(project, roundOf({ goal: 'maximize', ranges: [range] }), 2, known)).toEqual([
      'note baseline-outside lr',
    ]);
  });
});

describe('the budget', () => {
  const choices = { optimizer: { choices: { adam } }, width: { values: [64, 128] } };
  const project = projectOf(choices, { ...adamBaseline, width: 64 });
  const short = (trials: number, known: Known = nothingKnown) =>
    adviceOn(project, roundOf({ ...scientific('width'), trials }), { number: 2, known })
      .find(({ code }) => code === 'budget-short')
      ?.hyperparameters.map((id) => id.replace('optimizer=adam/', ''));

  // Adam's rule of thumb: < 10 trials a study the learning rate, 10 to 25 also β1, > 25 also ε, substantially more also β2.
  it.each([
    [18, ['beta2', 'epsilon', 'beta1']],
    [20, ['beta2', 'epsilon']],
    [50, ['beta2', 'epsilon']],
    [52, ['beta2']],
    [98, ['beta2']],
    [100, undefined],
  ])('with %i trials for two studies Adam’s %j are fixed, in this order', (trials, expected) => {
    expect(short(trials)).toEqual(expected);
  });

  it('what earlier rounds measured goes before rules of thumb', () => {
    const beta1 = 'optimizer=adam/beta1';
    expect(short(20, { insensitive: [{ hyperparameter: beta1, round: 1 }], interacting: [] })).toEqual([
      'beta1',
      'beta2',
    ]);
    const epsilon = 'optimizer=adam/epsilon';
    expect(short(52, { insensitive: [], interacting: [[epsilon, 'width']] })).toEqual(['beta2']);
    expect(short(20, { insensitive: [{ hyperparameter: epsilon, round: 1 }], interacting: [] })).toEqual([
      'epsilon',
      'beta2',
    ]);
  });

  it('says with how many trials nothing would have to be fixed', () => {
    const [advice] = adviceOn(project, roundOf({ ...scientific('width'), trials: 20 }), { number: 2 });
    expect(advice?.remedy.values['enough']).toBe(100);
    expect(codes(project, roundOf({ ...scientific('width'), trials: 100 }))).toEqual([]);
  });

  it('too few trials to tune anything: says the least that would do', () => {
    const [advice] = adviceOn(project, roundOf({ ...scientific('width'), trials: 9 }), { number: 2 });
    expect(advice).toMatchObject({ code: 'budget-too-small', severity: 'warning' });
    expect(advice?.remedy.values['enough']).toBe(10);
    expect(codes(project, roundOf({ ...scientific('width'), trials: 10 }))[0]).toMatch('advice budget-short');
  });

  it('unequal shares', () => {
    const [first] = adviceOn(project, roundOf({ ...scientific('width'), trials: 101 }), { number: 2 });
    expect(first).toMatchObject({ code: 'unequal-budget', remedy: { values: { less: 100, more: 102 } } });
  });

  it('a range asked about with too few trials to cut it in parts', () => {
    const ranged = projectOf({ lr, dropout: { range: [0, 0.7] } }, { lr: 0.1, dropout: 0 });
    expect(codes(ranged, roundOf({ ...scientific('dropout'), trials: 19 }))[0]).toBe('warning range-too-thin dropout');
    expect(codes(ranged, roundOf({ ...scientific('dropout'), trials: 20 }))).toEqual([]);
    // What stands in a branch has only that branch's trials.
    const branched = projectOf(
      { lr, o: { choices: { a: { m: { range: [0, 1] } }, b: {} } } },
      { lr: 0.1, o: 'a', 'o=a/m': 0.5 },
    );
    const [first] = adviceOn(branched, roundOf({ ...scientific('o=a/m'), trials: 33 }), { number: 2 });
    expect(first).toMatchObject({ code: 'range-too-thin', problem: { values: { trials: 16 } } });
    expect(first?.remedy.text).toMatch(/^allow 42 trials/);
    expect(codes(branched, roundOf({ ...scientific('o=a/m'), trials: 40 }))).not.toContain(
      'warning range-too-thin o=a/m',
    );
  });
});
