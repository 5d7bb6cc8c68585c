import { AttuneError } from '@attune/core/errors';
import { describe, expect, it } from 'vitest';
import { definitionText, parseAssignments, parseHyperparameter } from './init-hyperparameter.ts';

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof AttuneError && error.code === 'invalid') return error.message;
    throw error;
  }
  return 'accepted';
}

it.each([
  ['lr', { name: 'lr' }],
  ['lr@0.1', { name: 'lr', baseline: 0.1 }],
  ['lr=1e-4..1:log', { name: 'lr', definition: { range: [1e-4, 1], scale: 'log' } }],
  ['lr=1e-4..1:log@0.1', { name: 'lr', definition: { range: [1e-4, 1], scale: 'log' }, baseline: 0.1 }],
  ['shift=-1..-0.5:linear', { name: 'shift', definition: { range: [-1, -0.5] } }],
  ['layers=1..4:integer:log', { name: 'layers', definition: { range: [1, 4], type: 'integer', scale: 'log' } }],
  ['dropout=0|0.05..0.7', { name: 'dropout', definition: { off: 0, range: [0.05, 0.7] } }],
  ['batch-size=64,128', { name: 'batch-size', definition: { values: [64, 128] } }],
  ['nesterov=true,False', { name: 'nesterov', definition: { values: [true, false] } }],
  ['model.act=relu, gelu @relu', { name: 'model.act', definition: { values: ['relu', 'gelu'] }, baseline: 'relu' }],
])('reads %s', (text, expected) => {
  expect(parseHyperparameter(text)).toEqual(expected);
});

it.each([
  ['1e-4..1', '1e-4..1 is not a name: use letters, digits, _, - and dots, beginning with a letter'],
  ['lr=', 'nothing stands after "=": write lr=1e-4..1:log@0.1'],
  ['lr=a..1', 'a is not a number: write lr=1e-4..1:log@0.1'],
  ['lr=1e-4..', '"" is not a number: write lr=1e-4..1:log@0.1'],
  ['lr=1..2..3', '1..2..3 is not a number: write lr=1e-4..1:log@0.1'],
  ['lr=1..2:lgo', 'lgo is not known: after ":" stands log, linear, reverse-log or integer'],
  ['width=1,2:log', '":" belongs to a range: write lr=1e-4..1:log@0.1, or a list such as width=64,128,256'],
])('refuses %s', (text, message) => {
  expect(refusal(() => parseHyperparameter(text))).toBe(`--hyperparameter ${text}: ${message}`);
});

it.each(['lr=1e-4..1:log', 'dropout=0|0.05..0.7', 'layers=1..4:integer', 'width=64,128'])(
  'writes %s as it was read',
  (text) => {
    const { name, definition } = parseHyperparameter(text);
    expect(parseHyperparameter(`${name}=${definitionText(definition ?? {})}`)).toEqual(parseHyperparameter(text));
  },
);

describe('assignments', () => {
  it('take the last = as theirs, since identities hold some', () => {
    expect(parseAssignments(['optimizer=adam/lr=0.1', 'act=relu', 'nesterov=true'], '--baseline')).toEqual({
      'optimizer=adam/lr': 0.1,
      act: 'relu',
      nesterov: true,
    });
  });

  it.each(['lr', '=1', 'lr='])('refuse %s', (text) => {
    expect(refusal(() => parseAssignments([text], '--baseline'))).toBe(`--baseline ${text}: write NAME=VALUE`);
  });
});
