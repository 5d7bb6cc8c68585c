/** Every message of this folder, with a mistake that brings it about. */
import { describe, expect, it } from 'vitest';
import { AttuneError, type Issue } from '../errors/index.ts';
import { fix, withRange, withValues } from './change.ts';
import { decode, encode } from './cube.ts';
import type { Space } from './hyperparameter.ts';
import { parseSpace } from './parse.ts';
import { resolveConfiguration } from './resolve.ts';
import { spaceTexts } from './space-texts.ts';
import { strata } from './strata.ts';
import { checkConfiguration } from './validate.ts';

type Path = Issue['path'];

/** A mistake in a file: the value of `hyperparameters`, where the issue points, what it says. */
const inFiles: readonly (readonly [key: string, raw: unknown, path: Path, text: string])[] = [
  [
    'notMapping',
    ['lr'],
    [],
    'hyperparameters is ["lr"]: write a mapping from each name to its range, values or choices',
  ],
  ['notMapping', null, [], 'hyperparameters is null: write a mapping from each name to its range, values or choices'],
  ['empty', {}, [], 'hyperparameters is empty: name at least one, such as lr: { range: [1e-4, 1e-1], scale: log }'],
  [
    'duplicateArg',
    { x: { values: [1] }, o: { choices: { a: { x: { values: [2] } } } } },
    ['o', 'choices', 'a', 'x'],
    'o=a/x reaches the program as x, and so does x: give one of them another arg',
  ],
  [
    'tooManyStrata',
    Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`x${String(i)}`, { range: [1, 2], off: 0 }])),
    [],
    'the space has 8192 combinations of branches, more than 4096: fix some of the choices, or drop some off values',
  ],
  [
    'badName',
    { '2nd': { values: [1] } },
    ['2nd'],
    'the name "2nd" is not usable: begin with a letter or _, and go on with letters, digits, _, . or -',
  ],
  [
    'reservedName',
    { constructor: { values: [1] } },
    ['constructor'],
    'the name constructor is reserved in JavaScript: choose another, and write the program’s own name under arg',
  ],
  [
    'maxSteps',
    { max_steps: { range: [1, 9], type: 'integer', meaning: 'other' } },
    ['max_steps'],
    'max_steps is the length of training, which is never searched: every trial trains train.max_steps, and a change of it is a decision between rounds; remove it here and set train.max_steps',
  ],
  [
    'maxSteps',
    { n: { range: [1, 9], type: 'integer', meaning: 'max-steps' } },
    ['n'],
    'n is the length of training, which is never searched: every trial trains train.max_steps, and a change of it is a decision between rounds; remove it here and set train.max_steps',
  ],
  [
    'resemblesMaxSteps',
    { epochs: { values: [10, 20] } },
    ['epochs'],
    'epochs looks like the length of training, which is never searched: is it? if so, remove it here and set train.max_steps; if not, say what it is with meaning, or write meaning: other',
  ],
  [
    'bareList',
    { lr: [0.001, 0.1] },
    ['lr'],
    'lr is the list [0.001, 0.1]: write { range: [0.001, 0.1] } to search between two numbers, or { values: [0.001, 0.1] } to choose among them',
  ],
  [
    'bareValue',
    { o: { choices: { a: { lr: 0.1 } } } },
    ['o', 'choices', 'a', 'lr'],
    'o=a/lr is 0.1: write { values: [0.1] } to keep it constant, or { range: [low, high] } to search it',
  ],
  ['noForm', { lr: { scale: 'log' } }, ['lr'], 'lr has none of range, values and choices: give one of them'],
  [
    'severalForms',
    { lr: { range: [1, 2], values: [1] } },
    ['lr'],
    'lr has range and values together: keep one of them',
  ],
  [
    'unknownField',
    { lr: { range: [1, 2], distribution: 'uniform' } },
    ['lr', 'distribution'],
    'lr has an unknown field distribution: its fields can be range, values, choices, type, scale, ordered, off, meaning, arg',
  ],
  [
    'unknownFieldNear',
    { lr: { range: [1, 2], sclae: 'log' } },
    ['lr', 'sclae'],
    'lr has an unknown field sclae: did you mean scale?',
  ],
  [
    'misplacedField',
    { lr: { values: [1, 2], scale: 'log' } },
    ['lr', 'scale'],
    'scale of lr goes only with range: remove it',
  ],
  ['badType', { n: { range: [1, 2], type: 'int' } }, ['n', 'type'], 'type of n is "int": write integer or float'],
  [
    'badScale',
    { lr: { range: [1, 2], scale: 'log10' } },
    ['lr', 'scale'],
    'scale of lr is "log10": write linear, log or reverse-log',
  ],
  [
    'badOrdered',
    { n: { values: [1, 2], ordered: 'yes' } },
    ['n', 'ordered'],
    'ordered of n is "yes": write true or false',
  ],
  [
    'badArg',
    { lr: { values: [1, 2], arg: '--lr' } },
    ['lr', 'arg'],
    'arg of lr is "--lr": write the name that the program expects, without leading dashes, spaces or =',
  ],
  [
    'unknownMeaning',
    { lr: { values: [1, 2], meaning: 7 } },
    ['lr', 'meaning'],
    'meaning of lr is 7: write one of learning-rate, batch-size, optimizer, momentum, beta1, beta2, epsilon, weight-decay, dropout, label-smoothing, warmup-steps, schedule, decay-steps, clip-norm, width, depth, architecture, activation, initialization, normalization, augmentation, max-steps, seed, other',
  ],
  [
    'unknownMeaningNear',
    { lr: { values: [1, 2], meaning: 'learning_rate' } },
    ['lr', 'meaning'],
    'meaning of lr is "learning_rate": did you mean learning-rate?',
  ],
  [
    'offForm',
    { d: { range: [1, 2], off: [0] } },
    ['d', 'off'],
    'off of d is [0]: write the one value that disables it',
  ],
  [
    'offLabel',
    { o: { choices: { a: null, b: null }, off: 'none' } },
    ['o', 'off'],
    'off of o is "none", which is none of its labels: write one of "a", "b"',
  ],
  [
    'notNumber',
    { lr: { range: ['small', 1] } },
    ['lr', 'range', 0],
    '"small" for lr is not a number: write it in digits, such as 0.001 or 1e-3',
  ],
  [
    'quotedNumber',
    { lr: { range: [0, '1e-3 '] } },
    ['lr', 'range', 1],
    '"1e-3 " for lr is text, not a number: write 0.001 without quotes',
  ],
  [
    'quotedNumber',
    { d: { range: [1, 2], off: '0' } },
    ['d', 'off'],
    '"0" for d is text, not a number: write 0 without quotes',
  ],
  [
    'groupedNumber',
    { n: { range: [1, '1_000_000'], type: 'integer' } },
    ['n', 'range', 1],
    '"1_000_000" for n is text, not a number: write 1000000',
  ],
  [
    'groupedNumber',
    { n: { values: ['1,000'] } },
    ['n', 'values', 0],
    '"1,000" for n is text, not a number: write 1000',
  ],
  ['notFinite', { lr: { range: [0, Infinity] } }, ['lr', 'range', 1], 'Infinity for lr is not finite: write a number'],
  ['notFinite', { x: { values: ['a', NaN] } }, ['x', 'values', 1], 'NaN for x is not finite: write a number'],
  ['notFinite', { x: { range: [0, 1], off: NaN } }, ['x', 'off'], 'NaN for x is not finite: write a number'],
  [
    'notWhole',
    { n: { range: [1.5, 3], type: 'integer' } },
    ['n', 'range', 0],
    '1.5 for n is not a whole number: round it, or write type: float',
  ],
  [
    'notWhole',
    { n: { range: [1, 3], type: 'integer', off: 0.5 } },
    ['n', 'off'],
    '0.5 for n is not a whole number: round it, or write type: float',
  ],
  [
    'tooLarge',
    { n: { range: [1, 1e15], type: 'integer' } },
    ['n', 'range', 1],
    '1000000000000000 for n is too large for a whole number: stay within ±1099511627776, or write type: float',
  ],
  [
    'naturalLimit',
    { dropout: { range: [0, 1] } },
    ['dropout', 'range', 1],
    '1 for dropout is impossible: dropout lies in [0, 1); change it, or, if dropout is something else, write meaning: other',
  ],
  [
    'naturalLimit',
    { lr: { range: [0, 1] } },
    ['lr', 'range', 0],
    '0 for lr is impossible: learning-rate lies in (0, ∞); change it, or, if lr is something else, write meaning: other',
  ],
  [
    'naturalLimit',
    { batch_size: { values: [0, 64] } },
    ['batch_size', 'values', 0],
    '0 for batch_size is impossible: batch-size lies in {1, 2, …}; change it, or, if batch_size is something else, write meaning: other',
  ],
  [
    'needsInteger',
    { batch_size: { range: [16, 512] } },
    ['batch_size', 'range'],
    'range of batch_size holds fractions, but batch-size is a whole number: add type: integer, or, if it is something else, write meaning: other',
  ],
  [
    'rangeForm',
    { lr: { range: [1, 2, 3] } },
    ['lr', 'range'],
    'range of lr is [1, 2, 3]: write two numbers, [low, high]',
  ],
  [
    'rangeForm',
    { lr: { range: { min: 0, max: 1 } } },
    ['lr', 'range'],
    'range of lr is { min: 0, max: 1 }: write two numbers, [low, high]',
  ],
  [
    'rangeReversed',
    { lr: { range: [1, 0.1] } },
    ['lr', 'range'],
    'range of lr begins at 1 and ends below, at 0.1: write [0.1, 1]',
  ],
  [
    'rangeTooWide',
    { x: { range: [-1.7e308, 1.7e308] } },
    ['x', 'range'],
    'range of x from -1.7e+308 to 1.7e+308 is wider than any number: bring the ends nearer to each other',
  ],
  [
    'rangeOfOne',
    { lr: { range: [3, 3] } },
    ['lr', 'range'],
    'range of lr holds nothing but 3: write values: [3] instead of range for a constant',
  ],
  [
    'logNeedsPositive',
    { wd: { range: [0, 0.1], scale: 'log' } },
    ['wd', 'range', 0],
    'range of wd begins at 0, which scale log does not reach: begin above 0 (and write off: 0 where 0 is to be tried), or write scale: linear',
  ],
  [
    'reverseLogNeedsBelowOne',
    { q: { range: [0.5, 1], scale: 'reverse-log' } },
    ['q', 'range', 1],
    'range of q ends at 1, which scale reverse-log does not reach: end below 1, or write scale: linear',
  ],
  [
    'reverseLogInteger',
    { q: { range: [-9, 0], type: 'integer', scale: 'reverse-log' } },
    ['q', 'range'],
    'range of q has whole numbers with scale reverse-log, which is for values below 1: write log or linear',
  ],
  ['valuesForm', { n: { values: 64 } }, ['n', 'values'], 'values of n is 64: write a list of at least one value'],
  ['valuesForm', { n: { values: [] } }, ['n', 'values'], 'values of n is []: write a list of at least one value'],
  [
    'valueForm',
    { n: { values: ['a', [1]] } },
    ['n', 'values', 1],
    '[1] among the values of n is not a single value: write numbers, text, true or false',
  ],
  [
    'nullAmongNumbers',
    { clip: { values: [null, 1, 5] } },
    ['clip', 'values', 0],
    'null stands among the numbers of clip: take it out of values and write off: null beside them',
  ],
  [
    'duplicateValue',
    { n: { values: [1, 2, 1] } },
    ['n', 'values', 2],
    '1 stands twice among the values of n: remove one',
  ],
  [
    'choicesForm',
    { o: { choices: ['sgd', 'adam'] } },
    ['o', 'choices'],
    'choices of o is ["sgd", "adam"]: write a mapping from labels to the hyperparameters of each branch; a list without such goes under values',
  ],
  [
    'badLabel',
    { o: { choices: { 'google/vit': null } } },
    ['o', 'choices', 'google/vit'],
    'the label "google/vit" of o is not usable: take one without / and =, and write what the program receives as { value: …, with: … }',
  ],
  [
    'branchForm',
    { o: { choices: { a: ['lr'] } } },
    ['o', 'choices', 'a'],
    'branch a of o is ["lr"]: write a mapping of its hyperparameters, or nothing',
  ],
  [
    'branchForm',
    { o: { choices: { a: { value: 2, with: 3 } } } },
    ['o', 'choices', 'a', 'with'],
    'branch a of o is 3: write a mapping of its hyperparameters, or nothing',
  ],
  [
    'branchValue',
    { o: { choices: { a: { value: [2] } } } },
    ['o', 'choices', 'a', 'value'],
    'value of branch a of o is [2]: write a single value',
  ],
  [
    'unknownFieldNear',
    { o: { choices: { a: { value: 2, wiht: {} } } } },
    ['o', 'choices', 'a', 'wiht'],
    'o=a has an unknown field wiht: did you mean with?',
  ],
];

const space = parseSpace({
  optimizer: {
    choices: {
      sgd: { lr: { range: [0.001, 1], scale: 'log' } },
      adam: { lr: { range: [1e-5, 0.1], scale: 'log' }, beta1: { values: [0.9, 0.95] } },
    },
  },
  units: { range: [8, 64], type: 'integer' },
  act: { values: ['relu', 'tanh'] },
  dropout: { off: 0, range: [0.1, 0.5] },
}).space;

const given = { optimizer: 'sgd', lr: 0.1, units: 8, act: 'relu', dropout: 0 };

/** A mistake in a setting such as `baseline`: what is given beside (or instead of) a sound one. */
const inSettings: readonly (readonly [key: string, more: object, path: Path, text: string])[] = [
  ['unknown', { colour: 1 }, ['colour'], `there is no hyperparameter colour: write one of ${idsOf()}`],
  ['unknownNear', { unit: 1 }, ['unit'], 'there is no hyperparameter unit: did you mean units?'],
  [
    'ambiguous',
    { optimizer: 'rmsprop' },
    ['lr'],
    'lr may mean optimizer=sgd/lr, optimizer=adam/lr: write one of these in full',
  ],
  ['givenTwice', { 'sgd/lr': 0.2 }, ['sgd/lr'], 'optimizer=sgd/lr is given twice, as lr and as sgd/lr: remove one'],
  ['unknownValue', { act: 3 }, ['act'], '3 is none of the values of act: write one of "relu", "tanh"'],
  [
    'unknownValueNear',
    { act: 'tahn' },
    ['act'],
    '"tahn" is none of the values of act, "relu", "tanh": did you mean "tanh"?',
  ],
  [
    'unknownValueNear',
    { optimizer: 'adm' },
    ['optimizer'],
    '"adm" is none of the values of optimizer, "sgd", "adam": did you mean "adam"?',
  ],
  ['notWhole', { units: 8.5 }, ['units'], '8.5 for units is not a whole number: round it, or write type: float'],
  [
    'notNumber',
    { units: true },
    ['units'],
    'true for units is not a number: write it in digits, such as 0.001 or 1e-3',
  ],
  [
    'naturalLimit',
    { dropout: -0.1 },
    ['dropout'],
    '-0.1 for dropout is impossible: dropout lies in [0, 1); change it, or, if dropout is something else, write meaning: other',
  ],
];

/** A mistake in a call. */
const inCalls: readonly (readonly [key: string, call: () => unknown, text: string])[] = [
  ['noRange', () => withRange(space, 'act', [0, 1]), 'act has no range to change: it has values; give values of those'],
  [
    'noRange',
    () => withRange(space, 'optimizer', [0, 1]),
    'optimizer has no range to change: it has choices; give values of those',
  ],
  ['notFinite', () => withRange(space, 'units', [8, Infinity]), 'Infinity for units is not finite: write a number'],
  [
    'naturalLimit',
    () => withRange(space, 'dropout', [0.1, 1]),
    '1 for dropout is impossible: dropout lies in [0, 1); change it, or, if dropout is something else, write meaning: other',
  ],
  [
    'logNeedsPositive',
    () =>
      withRange(
        { hyperparameters: [{ kind: 'float', id: 'x', name: 'x', arg: 'x', low: 1, high: 2, scale: 'log' }] },
        'x',
        [0, 1],
      ),
    'range of x begins at 0, which scale log does not reach: begin above 0 (and write off: 0 where 0 is to be tried), or write scale: linear',
  ],
  ['valuesForm', () => withValues(space, 'act', []), 'values of act is []: write a list of at least one value'],
  [
    'duplicateValue',
    () => withValues(space, 'act', ['relu', 'relu']),
    '"relu" stands twice among the values of act: remove one',
  ],
  [
    'unknownValue',
    () => fix(space, 'act', 'swish'),
    '"swish" is none of the values of act: write one of "relu", "tanh"',
  ],
  ['unknownNear', () => fix(space, 'unit', 8), 'there is no hyperparameter unit: did you mean units?'],
  [
    'pointLength',
    () => decode({ ...firstStratum(space), dimensions: [] }, [0.5]),
    'the point has 1 coordinates for 0 dimensions: give one for each',
  ],
  [
    'outsideSpace',
    () => encode(space, { units: 8 }),
    'the configuration does not lie in the space: check it for missing, inactive and outlying values',
  ],
  [
    'tooManyStrata',
    () =>
      strata({
        hyperparameters: Array.from({ length: 13 }, (_, i) => ({
          kind: 'float',
          id: `x${String(i)}`,
          name: 'x',
          arg: 'x',
          low: 1,
          high: 2,
          scale: 'linear',
          off: 0,
        })),
      }),
    'the space has 8192 combinations of branches, more than 4096: fix some of the choices, or drop some off values',
  ],
];

/** A mistake in a configuration by full identities. */
const inConfigurations: readonly (readonly [
  key: string,
  configuration: Record<string, number | string>,
  path: Path,
  text: string,
])[] = [
  [
    'missing',
    { optimizer: 'sgd', 'optimizer=sgd/lr': 0.1, units: 8, act: 'relu' },
    ['dropout'],
    'dropout has no value: give it one',
  ],
  [
    'inactive',
    { optimizer: 'sgd', 'optimizer=sgd/lr': 0.1, 'optimizer=adam/lr': 0.1, units: 8, act: 'relu', dropout: 0 },
    ['optimizer=adam/lr'],
    'optimizer=adam/lr has a value, but exists only under optimizer=adam: remove it',
  ],
  [
    'outsideRange',
    { optimizer: 'sgd', 'optimizer=sgd/lr': 0.1, units: 7, act: 'relu', dropout: 0 },
    ['units'],
    '7 for units lies outside its range [8, 64]: choose a value inside, or widen the range',
  ],
  [
    'unknownNear',
    { optimizer: 'sgd', 'optimizer=sgd/lr': 0.1, units: 8, act: 'relu', dropout: 0, 'optimizer=sdg/lr': 1 },
    ['optimizer=sdg/lr'],
    'there is no hyperparameter optimizer=sdg/lr: did you mean optimizer=sgd/lr?',
  ],
];

describe('a mistake in a file', () => {
  it.each(inFiles)('%s: %j', (key, raw, path, text) => {
    expect(said(parseSpace(raw).issues)).toEqual([{ key: `space.${key}`, path, text }]);
  });
});

describe('a mistake in a setting', () => {
  it('is none where the setting is sound', () => {
    expect(resolveConfiguration(space, given).issues).toEqual([]);
  });
  it.each(inSettings)('%s: %j', (key, more, path, text) => {
    expect(said(resolveConfiguration(space, { ...given, ...more }).issues)).toContainEqual({
      key: `space.${key}`,
      path,
      text,
    });
  });
});

describe('a mistake in a configuration', () => {
  it.each(inConfigurations)('%s', (key, configuration, path, text) => {
    expect(said(checkConfiguration(space, configuration))).toEqual([{ key: `space.${key}`, path, text }]);
  });
});

describe('a mistake in a call', () => {
  it.each(inCalls)('%s', (key, call, text) => {
    const error = thrown(call);
    expect({ key: error.detail.key, text: error.message }).toEqual({ key: `space.${key}`, text });
  });
});

describe('the texts', () => {
  it('are all brought about above', () => {
    const reached = [...inFiles, ...inSettings, ...inCalls, ...inConfigurations].map(([key]) => `space.${key}`);
    expect([...new Set(reached)].sort()).toEqual(Object.keys(spaceTexts.table).sort());
  });
});

describe('a file with several mistakes', () => {
  it('has every issue, and a space of what is sound', () => {
    const parsed = parseSpace({
      lr: { range: [1, 0.1], scale: 'lgo', colour: 1 },
      width: { values: [64, 128] },
      drop: { range: ['a', 'b'] },
    });
    expect(parsed.issues.map(({ path }) => path.join('.'))).toEqual([
      'lr.colour',
      'lr.scale',
      'drop.range.0',
      'drop.range.1',
    ]);
    expect(parsed.space.hyperparameters.map(({ id }) => id)).toEqual(['width']);
  });
});

function said(issues: readonly Issue[]): readonly { key: string; path: Path; text: string }[] {
  return issues.map(({ message, path }) => ({ key: message.key, path, text: message.text }));
}

function thrown(call: () => unknown): AttuneError {
  try {
    call();
  } catch (error) {
    if (error instanceof AttuneError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function firstStratum(of: Space): ReturnType<typeof strata>[number] {
  const [first] = strata(of);
  if (first === undefined) throw new Error('a space without strata');
  return first;
}

function idsOf(): string {
  return 'optimizer, optimizer=sgd/lr, optimizer=adam/lr, optimizer=adam/beta1, units, act, dropout';
}
