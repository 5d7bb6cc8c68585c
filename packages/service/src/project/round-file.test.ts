import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseYaml } from './document.ts';
import { problemKeys, problemLines, swapped } from './fixtures/problems.ts';
import { parseProject } from './project-file.ts';
import { parseRound, readRound } from './round-file.ts';

const { project } = parseProject(
  parseYaml(
    `attune: 1
objective: { metric: valid/loss, direction: minimize }
train: { command: "python train.py \${args}", max_steps: 30 }
hyperparameters:
  optimizer:
    choices:
      nesterov: { learning_rate: { range: [1e-3, 10], scale: log }, momentum: { range: [0.8, 0.999], scale: reverse-log } }
      adam: { learning_rate: { range: [1e-5, 1], scale: log } }
  depth: { choices: { 2: , 4: { skip: { values: [true, false] } } } }
  hidden_units: { values: [32, 64, 128] }
  activation: { values: [relu, gelu] }
  clip: { off: null, range: [0.1, 10], scale: log }
  dropout: { off: 0, range: [0.05, 0.7] }
baseline: { optimizer: adam, optimizer=adam/learning_rate: 1e-3, depth: 2, hidden_units: 64, activation: relu, clip: null, dropout: 0 }
`,
    'attune.yaml',
  ),
  'here',
);

/** The example of the design. */
const example = `attune: 1
goal: compare                     # compare | understand | maximize
question: Adam or Nesterov?
scientific: { optimizer: [adam, nesterov] }   # some or all of its values
fixed: { hidden_units: 64 }       # without a value: at baseline
nuisance: rest                    # the default
ranges: { optimizer=adam/learning_rate: [1e-4, 1e-1] }
search: halton
budget: { trials: 32 }            # the round's total, split equally
`;

const parse = (text: string): ReturnType<typeof parseRound> => parseRound(parseYaml(text, '01.yaml'), '01', project);

const problemsOf = (text: string): readonly string[] => problemLines(() => parse(text));

describe('a round file', () => {
  it('names become identities', () => {
    expect(parse(example)).toEqual({
      name: '01',
      goal: 'compare',
      question: 'Adam or Nesterov?',
      scientific: [{ hyperparameter: 'optimizer', values: ['adam', 'nesterov'] }],
      fixed: [{ hyperparameter: 'hidden_units', value: 64 }],
      nuisance: 'rest',
      ranges: [{ kind: 'range', hyperparameter: 'optimizer=adam/learning_rate', range: [0.0001, 0.1] }],
      search: { kind: 'halton' },
      trials: 32,
      notes: '',
    });
  });

  it('is read from disk under its own name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-round-'));
    writeFileSync(join(folder, '02-optimizer.yaml'), example);
    expect(readRound('02-optimizer.yaml', project, folder).name).toBe('02-optimizer');
  });

  it('a bare name means all of that name; fixings may take lists, values, or nothing for the baseline', () => {
    const round = parse(
      `attune: 1
goal: understand
question: Which activation?
scientific: activation
fixed: { momentum: 0.9, hidden_units: , clip: , dropout: 0.1 }
nuisance: [learning_rate, optimizer, depth, skip]
budget: { trials: 12 }
max_steps: 45
seed: 7
baseline_seeds: 0
notes: from last week
`,
    );
    expect(round.scientific).toEqual([{ hyperparameter: 'activation' }]);
    expect(round.fixed).toEqual([
      { hyperparameter: 'optimizer=nesterov/momentum', value: 0.9 },
      { hyperparameter: 'hidden_units' },
      { hyperparameter: 'clip', value: null },
      { hyperparameter: 'dropout', value: 0.1 },
    ]);
    expect(round.nuisance).toEqual([
      'optimizer=nesterov/learning_rate',
      'optimizer=adam/learning_rate',
      'optimizer',
      'depth',
      'depth=4/skip',
    ]);
    expect(round).toMatchObject({ maxSteps: 45, seed: 7, baselineSeeds: 0, notes: 'from last week' });
  });

  it('labels that YAML reads as numbers are labels; ranges may list values to keep', () => {
    const round = parse(
      example
        .replace('[adam, nesterov]', '[adam, nesterov], depth: [2, 4]')
        .replace('ranges: {', 'ranges: { dropout: { values: [0.1, 0.5] }, activation: [gelu],'),
    );
    expect(round.scientific[1]).toEqual({ hyperparameter: 'depth', values: ['2', '4'] });
    expect(round.ranges.slice(0, 2)).toEqual([
      { kind: 'values', hyperparameter: 'dropout', values: [0.1, 0.5] },
      { kind: 'values', hyperparameter: 'activation', values: ['gelu'] },
    ]);
  });

  it('listed configurations are completed from the baseline, and are the budget', () => {
    const round = parse(`attune: 1
goal: maximize
fixed: { hidden_units: 128 }
search: { kind: list, configurations: [{ learning_rate: 0.01 }, { optimizer: nesterov, learning_rate: 0.1, momentum: 0.9 }] }
`);
    expect(round.trials).toBe(2);
    const others = { depth: '2', hidden_units: 128, activation: 'relu', clip: null, dropout: 0 };
    expect(round.search).toEqual({
      kind: 'list',
      configurations: [
        { optimizer: 'adam', 'optimizer=adam/learning_rate': 0.01, ...others },
        {
          optimizer: 'nesterov',
          'optimizer=nesterov/learning_rate': 0.1,
          'optimizer=nesterov/momentum': 0.9,
          ...others,
        },
      ],
    });
  });

  it('the search may be a mapping', () => {
    expect(parse(example.replace('search: halton', 'search: { kind: grid, points: 3 }')).search).toEqual({
      kind: 'grid',
      points: 3,
    });
    expect(parse(example.replace('search: halton', 'search: sobol')).search).toEqual({ kind: 'sobol' });
  });
});

describe('mistakes are told at their place, with the remedy', () => {
  const swap = (from: string, to: string): string => swapped(example, from, to);
  const at = (line: number, column: number, text: string): string => `01.yaml:${line}:${column}  ${text}`;

  it.each<[string, string, string]>([
    ['goal: compare ', 'goal: comparing ', at(2, 1, 'goal: goal is "comparing": did you mean compare?')],
    ['goal: compare ', '', at(1, 1, 'goal is missing: write, for example, goal: compare')],
    [
      'question: Adam or Nesterov?\n',
      '',
      at(1, 1, 'question is missing: write what the round is to answer, in one sentence'),
    ],
    [
      'scientific: { optimizer: [adam, nesterov] } ',
      '',
      at(
        1,
        1,
        'a round whose goal is to compare asks about something: name it under scientific, or write goal: maximize',
      ),
    ],
    [
      'goal: compare ',
      'goal: maximize ',
      at(
        4,
        1,
        'scientific: a round that is to maximize compares nothing: remove scientific, or write goal: compare or goal: understand',
      ),
    ],
    [
      'optimizer: [adam, nesterov]',
      'optimiser: [adam, nesterov]',
      at(4, 15, 'scientific.optimiser: there is no hyperparameter optimiser: did you mean optimizer?'),
    ],
    [
      'hidden_units: 64',
      'zzz: 64',
      at(
        5,
        10,
        'fixed.zzz: there is no hyperparameter zzz: write one of optimizer, optimizer=nesterov/learning_rate, optimizer=nesterov/momentum, optimizer=adam/learning_rate, depth, depth=4/skip, hidden_units, activation, clip, dropout',
      ),
    ],
    [
      '[adam, nesterov]',
      '[adam]',
      at(
        4,
        15,
        'scientific.optimizer: optimizer is scientific with only one value: give at least two to compare, or fix it',
      ),
    ],
    [
      '[adam, nesterov]',
      'adam',
      at(4, 15, 'scientific.optimizer: the values of optimizer are "adam": write a list, such as optimizer: [a, b]'),
    ],
    [
      'scientific: { optimizer: [adam, nesterov] }',
      'scientific: 5',
      at(
        4,
        1,
        'scientific: scientific is 5: write a list of names, or a mapping such as scientific: { optimizer: [adam, momentum] }',
      ),
    ],
    [
      'hidden_units: 64',
      'hidden_units: [64]',
      at(5, 10, 'fixed.hidden_units: hidden_units holds [64]: write a single value'),
    ],
    [
      'hidden_units: 64',
      'optimizer: adam',
      at(5, 10, 'fixed.optimizer: optimizer is fixed here and scientific elsewhere: give it one role'),
    ],
    [
      'fixed: { hidden_units: 64 }',
      'fixed: [hidden_units, hidden_units]',
      at(5, 23, 'fixed[1]: hidden_units stands twice in fixed: remove one'),
    ],
    [
      'fixed: { hidden_units: 64 }',
      'fixed: [64]',
      at(5, 9, 'fixed[0]: fixed holds 64: write the name of a hyperparameter'),
    ],
    [
      'fixed: { hidden_units: 64 }',
      'fixed: [momentum]',
      at(
        5,
        9,
        'fixed[0]: optimizer=nesterov/momentum is fixed, but the baseline has no value for it: write one, as in fixed: { optimizer=nesterov/momentum: … }',
      ),
    ],
    ['nuisance: rest', 'nuisance: all', at(6, 1, 'nuisance: nuisance is "all": write rest, or a list of names')],
    [
      '[1e-4, 1e-1]',
      '[1e-4]',
      at(
        7,
        11,
        'ranges.optimizer=adam/learning_rate: the range of optimizer=adam/learning_rate is [0.0001]: write [low, high], or { values: … } with the values to keep in a list',
      ),
    ],
    [
      'optimizer=adam/learning_rate: [1e-4, 1e-1]',
      'hidden_units: 64',
      at(7, 11, 'ranges.hidden_units: hidden_units is given 64: write the values to keep in a list'),
    ],
    [
      '{ optimizer=adam/learning_rate: [1e-4, 1e-1] }',
      '[1, 2]',
      at(7, 1, 'ranges: ranges is [1,2]: write a mapping, such as ranges: { lr: [1e-4, 1e-1] }'),
    ],
    ['search: halton', 'search: haltn', at(8, 1, 'search: search is "haltn": did you mean halton?')],
    [
      'search: halton',
      'search: bayes',
      at(
        8,
        1,
        'search: search is bayes, which steers by earlier results; a round explores with points that do not, so that its figures can be read and its objective changed afterwards: write halton, sobol, random or grid',
      ),
    ],
    [
      'search: halton',
      'search: { kind: halton, points: 3 }',
      at(8, 25, 'search.points: points goes only with grid: remove it'),
    ],
    [
      'search: halton',
      'search: { kind: random, configurations: [{ dropout: 0.1 }] }',
      at(8, 25, 'search.configurations: configurations goes only with list: remove it, or write kind: list'),
    ],
    [
      'search: halton',
      'search: list',
      at(
        8,
        1,
        'search: search is a list without configurations: write them, as in search: { kind: list, configurations: [{ lr: 0.1 }, { lr: 0.01 }] }',
      ),
    ],
    [
      'search: halton',
      'search: { kind: list, configurations: [5] }',
      at(8, 40, 'search.configurations[0]: 5 is no configuration: write a mapping from names to values'),
    ],
    [
      'trials: 32',
      'trials: 1',
      at(
        9,
        11,
        'budget.trials: budget of 1 trial for 2 studies, one for each scientific configuration: allow at least 10, 5 for each, so that anything is tuned; or compare fewer',
      ),
    ],
    ['trials: 32', 'trials: 1_000', at(9, 11, 'budget.trials: trials is the text "1_000", not a number: write 1000')],
    ['trials: 32 }', 'trials: 32, trails: 3 }', at(9, 23, 'budget.trails: unknown field trails: did you mean trials?')],
    ['{ trials: 32 }', '{ }', at(9, 1, 'budget: trials is missing: write, for example, trials: 32')],
    [
      'budget: { trials: 32 }',
      '',
      at(1, 1, 'budget is missing: write how many trials the round may run, such as budget: { trials: 32 }'),
    ],
    ['attune: 1', 'attune: 1\nseed: -1', at(2, 1, 'seed: seed is -1: write 0 or more')],
    ['attune: 1', 'attune: 1\nseed: 2147483648', at(2, 1, 'seed: seed is 2147483648: write 2147483647 or less')],
    ['attune: 1', 'attune: 1\nmax_steps: 0', at(2, 1, 'max_steps: max_steps is 0: write 1 or more')],
    [
      'attune: 1',
      'attune: 1\nbaseline_seeds: 101',
      at(2, 1, 'baseline_seeds: baseline_seeds is 101: write 100 or less'),
    ],
  ])('%j → %j', (from, to, line) => {
    expect(problemsOf(swap(from, to))).toEqual([line]);
  });

  it.each([
    ['[adam, nesterov]', '[adam, nesterow]', '4:15 space.unknownValueNear'],
    ['[1e-4, 1e-1]', '[-1, 1e-1]', '7:11 space.naturalLimit'],
    ['[1e-4, 1e-1]', '[1e-1, 1e-4]', '7:11 space.rangeReversed'],
    ['hidden_units: 64', 'hidden_units: many', '5:10 space.notNumber'],
    ['hidden_units: 64', 'activation: tanh', '5:10 space.unknownValue'],
  ])('what the space refuses is told at its place: %j → %j', (from, to, expected) => {
    expect(problemKeys(() => parse(swap(from, to)))).toContain(expected);
  });

  it('a budget beyond the list, and a listed configuration that does not fit', () => {
    const list = (configurations: string, more = ''): string =>
      `attune: 1\ngoal: maximize\nsearch: { kind: list, configurations: ${configurations} }\n${more}`;
    expect(problemsOf(list('[{ dropout: 0.1 }]', 'budget: { trials: 2 }\n'))).toEqual([
      at(4, 11, 'budget.trials: budget of 2 trials for a list of 1: lower it, or list more'),
    ]);
    expect(problemsOf(list('[{ dropout: 0.1 }, { droput: 0.1 }]'))).toEqual([
      at(3, 60, 'search.configurations[1].droput: there is no hyperparameter droput: did you mean dropout?'),
    ]);
    expect(problemsOf(list('[{ optimizer: nesterov, learning_rate: 0.1 }]'))).toEqual([
      at(3, 40, 'search.configurations[0]: optimizer=nesterov/momentum has no value: give it one'),
    ]);
  });

  it('a role for what no branch of the round holds', () => {
    const text = `attune: 1
goal: understand
question: Which momentum?
scientific: momentum
fixed: optimizer
budget: { trials: 8 }
`;
    expect(problemsOf(text)).toContain(
      at(
        4,
        1,
        'scientific: momentum is left without a place: this round keeps none of the branches that hold it; remove it, or keep its branch',
      ),
    );
  });

  it('a round in which nothing varies', () => {
    const text = `attune: 1
goal: maximize
fixed: [optimizer, learning_rate, depth, hidden_units, activation, clip, dropout]
budget: { trials: 8 }
`;
    expect(problemsOf(text.replace('learning_rate', 'optimizer=adam/learning_rate'))).toEqual([
      at(1, 1, 'nothing is left to vary: every hyperparameter has one value in this round; free one of them'),
    ]);
  });
});
