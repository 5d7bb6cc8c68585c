import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplerFor } from '../samplers/index.ts';
import { parseSpace, type Configuration } from '../space/index.ts';
import type { Project } from '../study/index.ts';
import { designText } from './design-text.ts';
import { equalShares, resolveRound } from './resolve-round.ts';
import type { RoundFile } from './round-file.ts';

fc.configureGlobal({ seed: 20 });

const { space } = parseSpace({
  optimizer: {
    choices: {
      momentum: {
        learning_rate: { range: [1e-3, 10], scale: 'log' },
        momentum: { range: [0.8, 0.999], scale: 'reverse-log' },
      },
      adam: { learning_rate: { range: [1e-5, 1], scale: 'log' } },
    },
  },
  hidden_units: { values: [32, 64, 128] },
  depth: { range: [1, 20], type: 'integer' },
  dropout: { off: 0, range: [0.05, 0.7] },
  precision: { values: ['float32'] },
});

const baseline: Configuration = {
  optimizer: 'adam',
  'optimizer=adam/learning_rate': 1e-3,
  hidden_units: 64,
  depth: 2,
  dropout: 0,
  precision: 'float32',
};

const project: Project = {
  name: 'digits',
  objective: { metric: 'valid/loss', direction: 'minimize' },
  train: { command: 'python train.py ${args}', maxSteps: 1000, stepUnit: 'step', graceSeconds: 30 },
  metrics: { from: 'file', rename: {} },
  space,
  baseline,
  inactive: { 'optimizer=momentum/momentum': 0.9 },
  examples: {},
  references: {},
  resources: { slots: 1, gpusPerTrial: 0 },
};

const round: RoundFile = {
  name: '01-optimizer',
  goal: 'compare',
  question: 'Adam or momentum?',
  scientific: [{ hyperparameter: 'optimizer' }],
  fixed: [{ hyperparameter: 'hidden_units' }],
  nuisance: 'rest',
  ranges: [{ kind: 'range', hyperparameter: 'optimizer=adam/learning_rate', range: [1e-4, 1e-1] }],
  search: { kind: 'halton' },
  trials: 33,
  notes: '',
};

const plans = (changes: Partial<RoundFile>, number = 1) =>
  resolveRound(project, { ...round, ...changes }, number).studies;

describe('roles', () => {
  it('every hyperparameter has one; what has a single value is fixed, with a caveat', () => {
    const { roles, caveats } = resolveRound(project, round, 1);
    expect(roles).toEqual({
      optimizer: 'scientific',
      'optimizer=momentum/learning_rate': 'nuisance',
      'optimizer=momentum/momentum': 'nuisance',
      'optimizer=adam/learning_rate': 'nuisance',
      hidden_units: 'fixed',
      depth: 'nuisance',
      dropout: 'nuisance',
      precision: 'fixed',
    });
    expect(caveats).toEqual([
      { hyperparameter: 'hidden_units', value: 64 },
      { hyperparameter: 'precision', value: 'float32' },
    ]);
  });

  it('a fixed choice takes the hyperparameters of its other branches away', () => {
    const { roles, caveats, studies } = resolveRound(
      project,
      {
        ...round,
        scientific: [{ hyperparameter: 'hidden_units' }],
        fixed: [{ hyperparameter: 'optimizer', value: 'momentum' }],
        ranges: [],
      },
      1,
    );
    expect(Object.keys(roles)).not.toContain('optimizer=adam/learning_rate');
    expect(caveats[0]).toEqual({ hyperparameter: 'optimizer', value: 'momentum' });
    expect(studies.map(({ name }) => name)).toEqual([
      'baseline',
      'hidden_units=32',
      'hidden_units=64',
      'hidden_units=128',
    ]);
  });

  it('where nuisance hyperparameters are listed, the others are fixed at the baseline, of left branches too', () => {
    const { roles, caveats } = resolveRound(
      project,
      {
        ...round,
        fixed: [],
        nuisance: ['optimizer=adam/learning_rate', 'optimizer=momentum/learning_rate'],
      },
      1,
    );
    expect(roles).toMatchObject({ 'optimizer=momentum/momentum': 'fixed', depth: 'fixed', dropout: 'fixed' });
    expect(caveats).toEqual([
      { hyperparameter: 'optimizer=momentum/momentum', value: 0.9 },
      { hyperparameter: 'hidden_units', value: 64 },
      { hyperparameter: 'depth', value: 2 },
      { hyperparameter: 'dropout', value: 0 },
      { hyperparameter: 'precision', value: 'float32' },
    ]);
  });

  it('fixing what has no baseline asks for a value', () => {
    expect(() => plans({ nuisance: [], fixed: [{ hyperparameter: 'optimizer=momentum/learning_rate' }] })).toThrow(
      'optimizer=momentum/learning_rate is fixed, but the baseline has no value for it: write one, as in fixed: { optimizer=momentum/learning_rate: … }',
    );
  });

  it('one value is no comparison', () => {
    expect(() => plans({ scientific: [{ hyperparameter: 'optimizer', values: ['adam'] }] })).toThrow(
      'optimizer is scientific with only one value: give at least two to compare, or fix it',
    );
  });
});

describe('studies', () => {
  it('one for each scientific configuration, with equal budgets, beside the baseline’s own', () => {
    const [base, momentum, adam, ...rest] = plans({});
    expect(rest).toEqual([]);
    expect(base).toMatchObject({
      name: 'baseline',
      purpose: 'baseline',
      scientific: {},
      sampler: { kind: 'list', configurations: [baseline, baseline, baseline] },
      trials: 3,
    });
    expect(momentum).toMatchObject({
      name: 'optimizer=momentum',
      purpose: 'search',
      trials: 17,
      sampler: { kind: 'halton' },
    });
    expect(adam).toMatchObject({ name: 'optimizer=adam', scientific: { optimizer: 'adam' }, trials: 16 });
    expect(adam?.space.hyperparameters[0]).toMatchObject({
      kind: 'choice',
      branches: [{ label: 'adam', children: [{ low: 1e-4, high: 1e-1 }] }],
    });
  });

  it('several scientific hyperparameters are combined, those of one branch only there', () => {
    const names = plans({
      scientific: [
        { hyperparameter: 'optimizer' },
        { hyperparameter: 'optimizer=adam/learning_rate', values: [1e-3, 1e-2] },
      ],
      ranges: [],
    }).map(({ name }) => name);
    expect(names).toEqual([
      'baseline',
      'optimizer=momentum',
      'optimizer=adam, optimizer=adam/learning_rate=0.001',
      'optimizer=adam, optimizer=adam/learning_rate=0.01',
    ]);
  });

  it('are the same whether a parent or what its branches hold is named first', () => {
    const parent = { hyperparameter: 'optimizer' };
    const child = { hyperparameter: 'optimizer=adam/learning_rate', values: [1e-3, 1e-2] };
    const childFirst = plans({ scientific: [child, parent], ranges: [] });
    expect(childFirst.map(({ name }) => name)).toEqual([
      'baseline',
      'optimizer=momentum',
      'optimizer=adam, optimizer=adam/learning_rate=0.001',
      'optimizer=adam, optimizer=adam/learning_rate=0.01',
    ]);
    expect(childFirst).toEqual(plans({ scientific: [parent, child], ranges: [] }));
  });

  it('off is one of the values compared', () => {
    const off = plans({ scientific: [{ hyperparameter: 'dropout', values: [0, 0.1, 0.3] }] });
    expect(off.map(({ name }) => name)).toEqual(['baseline', 'dropout=0', 'dropout=0.1', 'dropout=0.3']);
  });

  it.each<[string, Partial<RoundFile>]>([
    ['a range has infinitely many values', { scientific: [{ hyperparameter: 'dropout' }] }],
    ['more than eight combinations', { scientific: [{ hyperparameter: 'depth' }] }],
    [
      'a product of more than eight',
      {
        scientific: [
          { hyperparameter: 'optimizer' },
          { hyperparameter: 'hidden_units' },
          { hyperparameter: 'depth', values: [1, 2] },
        ],
        fixed: [],
      },
    ],
    ['nothing is scientific', { goal: 'maximize', scientific: [] }],
    ['configurations are listed', { search: { kind: 'list', configurations: [baseline] }, trials: 1 }],
  ])('one joint study where %s', (_, changes) => {
    const [, search, ...rest] = plans(changes);
    expect(rest).toEqual([]);
    expect(search).toMatchObject({ name: 'search', scientific: {}, trials: changes.trials ?? 33 });
  });

  it('integers with few values are compared one by one', () => {
    const few = plans({
      scientific: [{ hyperparameter: 'depth' }],
      ranges: [{ kind: 'range', hyperparameter: 'depth', range: [2, 4] }],
    });
    expect(few.map(({ name }) => name)).toEqual(['baseline', 'depth=2', 'depth=3', 'depth=4']);
  });

  it('the baseline runs 3 times in the first round, once later, or as often as asked', () => {
    const runs = (changes: Partial<RoundFile>, number: number): number =>
      plans(changes, number).find(({ purpose }) => purpose === 'baseline')?.trials ?? 0;
    expect([runs({}, 1), runs({}, 2), runs({ baselineSeeds: 5 }, 2), runs({ baselineSeeds: 0 }, 1)]).toEqual([
      3, 1, 5, 0,
    ]);
  });

  it('need at least one trial each', () => {
    expect(() => plans({ trials: 1 })).toThrow(
      'budget of 1 trial for 2 studies, one for each scientific configuration: allow at least 10, 5 for each, so that anything is tuned; or compare fewer',
    );
  });
});

describe('a length of its own', () => {
  it('is frozen with the round, as a caveat, whatever the project says', () => {
    const longer = { ...round, maxSteps: 1500 };
    const resolved = resolveRound(project, longer, 1);
    expect(resolved.project.train.maxSteps).toBe(1500);
    expect(resolved.caveats).toContainEqual({ hyperparameter: 'max_steps', value: 1500 });
    expect(resolveRound(project, round, 1).caveats).not.toContainEqual(
      expect.objectContaining({ hyperparameter: 'max_steps' }),
    );
    const later = { ...project, train: { ...project.train, maxSteps: 1500 } };
    expect(designText(resolveRound(later, longer, 1))).toBe(designText(resolved));
    expect(designText(resolved)).not.toBe(designText(resolveRound(project, round, 1)));
  });

  it('is refused where no trial would reach an evaluation', () => {
    const rare = { ...project, train: { ...project.train, evalEvery: 200 } };
    expect(() => resolveRound(rare, { ...round, maxSteps: 199 }, 1)).toThrow('max_steps is 199, less than eval_every');
    expect(resolveRound(rare, { ...round, maxSteps: 200 }, 1).project.train.maxSteps).toBe(200);
  });
});

describe('a grid', () => {
  const fixed = ['optimizer', 'depth', 'dropout'].map((hyperparameter) => ({ hyperparameter }));
  const gridOf = (changes: Partial<RoundFile>) =>
    plans({ goal: 'maximize', scientific: [], fixed, search: { kind: 'grid' }, ranges: [], ...changes })[1];

  it('settles its points by the budget, and plans no more trials than points', () => {
    // Three values of hidden_units beside the range of the learning rate.
    expect(gridOf({ trials: 20 })).toMatchObject({
      sampler: { kind: 'grid', points: { 'optimizer=adam/learning_rate': 6, hidden_units: 3 } },
      trials: 18,
    });
    expect(gridOf({ trials: 20, search: { kind: 'grid', points: 4 } })).toMatchObject({
      sampler: { kind: 'grid', points: 4 },
      trials: 12,
    });
    expect(gridOf({ trials: 5, search: { kind: 'grid', points: 4 } })?.trials).toBe(5);
  });

  it('goes on in its own points under a larger budget, or is another design, and never repeats one', () => {
    const asked = (trials: number, points?: number) => {
      const search = { kind: 'grid', ...(points !== undefined && { points }) } as const;
      const file = { ...round, goal: 'maximize', scientific: [], fixed, ranges: [], search, trials } as const;
      const resolved = resolveRound(project, file, 1);
      const [, plan] = resolved.studies;
      if (plan === undefined) throw new Error('a round has a search study');
      const problem = { space: plan.space, budget: plan.trials };
      const points_ = samplerFor(plan.sampler).suggest(problem, 0, plan.trials, plan.seed);
      return { design: designText(resolved), configurations: points_.map(({ configuration }) => configuration) };
    };
    const [five, twelve, more] = [asked(5, 4), asked(12, 4), asked(40, 4)];
    expect(twelve.design).toBe(five.design);
    expect(twelve.configurations.slice(0, 5)).toEqual(five.configurations);
    expect(new Set(twelve.configurations.map((each) => JSON.stringify(each))).size).toBe(12);
    expect(more).toEqual(twelve);
    expect(asked(20)).toEqual(asked(18));
    expect(asked(21).design).not.toBe(asked(18).design);
  });
});

describe('seeds', () => {
  it('come from the project’s name and the round’s number, and are the same every time', () => {
    const seedOf = (name: string, number: number): number => resolveRound({ ...project, name }, round, number).seed;
    expect(seedOf('digits', 1)).toBe(seedOf('digits', 1));
    expect(new Set([seedOf('digits', 1), seedOf('digits', 2), seedOf('other', 1)]).size).toBe(3);
    const { seed, studies } = resolveRound(project, { ...round, seed: 7 }, 1);
    expect(seed).toBe(7);
    expect(new Set(studies.map((study) => study.seed)).size).toBe(studies.length);
    for (const value of [seedOf('digits', 1), ...studies.map((study) => study.seed)]) {
      expect(Number.isInteger(value) && value >= 0 && value < 2 ** 31).toBe(true);
    }
  });

  it('of a study stay when another value joins the comparison', () => {
    const seedOf = (values: readonly number[]): number | undefined =>
      plans({ scientific: [{ hyperparameter: 'hidden_units', values }], fixed: [], seed: 1 }).find(
        ({ name }) => name === 'hidden_units=64',
      )?.seed;
    expect(seedOf([64, 128])).toBe(seedOf([32, 64, 128]));
  });
});

it('equal shares differ by at most one and lose nothing', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.integer({ min: 1, max: 50 }), (total, parts) => {
      const shares = equalShares(total, parts);
      expect(shares).toHaveLength(parts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

describe('the text of a design', () => {
  const text = (changes: Partial<RoundFile> = {}, other: Partial<Project> = {}): string =>
    designText(resolveRound({ ...project, ...other }, { ...round, ...changes }, 1));

  it('does not see budgets, notes, or how trials are run', () => {
    expect(text({ trials: 64, baselineSeeds: 5, notes: 'more', name: 'renamed' })).toBe(text());
    const train = {
      ...project.train,
      command: 'python3 train.py ${args}',
      timeLimitSeconds: 60,
      setup: '. venv/bin/activate',
    };
    expect(text({}, { train, resources: { slots: 8, gpusPerTrial: 1 }, examples: { valid: 450 } })).toBe(text());
  });

  it('does not depend on the order in which keys were written', () => {
    const reversed = Object.fromEntries(Object.entries(baseline).toReversed());
    expect(text({}, { baseline: reversed })).toBe(text());
  });

  it.each<[string, Partial<RoundFile>, Partial<Project>]>([
    ['question', { question: 'Another?' }, {}],
    ['roles', { fixed: [] }, {}],
    ['ranges', { ranges: [] }, {}],
    ['search', { search: { kind: 'sobol' } }, {}],
    ['seed', { seed: 5 }, {}],
    ['objective', {}, { objective: { metric: 'valid/error', direction: 'minimize' } }],
    ['baseline', {}, { baseline: { ...baseline, depth: 3 } }],
    ['length of training', {}, { train: { ...project.train, maxSteps: 2000 } }],
  ])('sees the %s', (_, changes, other) => {
    expect(text(changes, other)).not.toBe(text());
  });
});
