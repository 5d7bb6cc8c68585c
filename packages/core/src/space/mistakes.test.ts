/** Every message of this folder, with a mistake that brings it about. */
import { describe, expect, it } from 'vitest';
import { AttuneError, type Issue } from '../errors/index.ts';
import { mistakesInFiles } from './fixtures/mistakes-in-files.ts';
import { fix, withRange, withValues } from './change.ts';
import { decode, encode } from './cube.ts';
import type { Space } from './hyperparameter.ts';
import { parseSpace } from './parse.ts';
import { resolveConfiguration } from './resolve.ts';
import { spaceTexts } from './space-texts.ts';
import { strata } from './strata.ts';
import { checkConfiguration } from './validate.ts';

type Path = Issue['path'];

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
  it.each(mistakesInFiles)('%s: %j', (key, raw, path, text) => {
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
    const reached = [...mistakesInFiles, ...inSettings, ...inCalls, ...inConfigurations].map(([key]) => `space.${key}`);
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
