/** Changes that succeed; refusals are in mistakes.test.ts. */
import { describe, expect, it } from 'vitest';
import { fix, withRange, withValues } from './change.ts';
import { find } from './identity.ts';
import { parseSpace } from './parse.ts';
import { printSpace } from './print.ts';
import { strata } from './strata.ts';
import type { Space } from './hyperparameter.ts';

const { space } = parseSpace({
  optimizer: {
    choices: {
      sgd: { lr: { range: [0.01, 1], scale: 'log' } },
      adam: { lr: { range: [0.001, 0.1], scale: 'log' } },
      lion: null,
    },
  },
  dropout: { off: 0, range: [0.1, 0.5] },
  size: { values: [64, 128, 256] },
  clip: { off: null, range: [1, 5] },
  act: { values: ['relu', 'tanh', 'gelu'] },
  bias: { values: [true, false] },
  units: { range: [8, 64], type: 'integer', scale: 'log' },
});

const printed = (changed: Space, name: string): unknown => printSpace(changed)[name];

describe('withRange', () => {
  it('changes one hyperparameter and no other of its name', () => {
    const changed = withRange(space, 'optimizer=adam/lr', [0.0001, 0.01]);
    expect(find(changed, 'adam/lr')).toEqual([{ ...find(space, 'adam/lr')[0], low: 0.0001, high: 0.01 }]);
    expect(find(changed, 'sgd/lr')).toEqual(find(space, 'sgd/lr'));
  });

  it('keeps off beside the range', () => {
    expect(printed(withRange(space, 'dropout', [0.2, 0.8]), 'dropout')).toEqual({
      range: [0.2, 0.8],
      off: 0,
      meaning: 'dropout',
    });
  });

  it('wants a full identity', () => {
    expect(() => withRange(space, 'lr', [0.1, 1])).toThrow('there is no hyperparameter lr');
  });
});

describe('withValues', () => {
  it('keeps some branches of a choice, with what they hold', () => {
    const changed = withValues(space, 'optimizer', ['lion', 'sgd']);
    expect(strata(changed).map(({ labels }) => labels['optimizer'])).toEqual([
      'sgd',
      'sgd',
      'sgd',
      'sgd',
      'lion',
      'lion',
      'lion',
      'lion',
    ]);
    expect(find(changed, 'lr').map(({ id }) => id)).toEqual(['optimizer=sgd/lr']);
  });

  it('makes a list of a range, off among its values and no branch of its own', () => {
    const changed = withValues(space, 'dropout', [0.3, 0, 0.1]);
    expect(printed(changed, 'dropout')).toEqual({ values: [0, 0.1, 0.3], off: 0, meaning: 'dropout' });
    expect(strata(withValues(space, 'clip', [5, null])).map(({ labels }) => labels['clip'])).not.toContain('off');
    expect(printed(withValues(space, 'clip', [5, null]), 'clip')).toEqual({ values: [null, 5], off: null });
  });

  it('forgets an off that is left out', () => {
    expect(printed(withValues(space, 'dropout', [0.3, 0.1]), 'dropout')).toEqual({
      values: [0.1, 0.3],
      meaning: 'dropout',
    });
  });

  it('takes other numbers for a list of numbers', () => {
    expect(printed(withValues(space, 'size', [512, 128]), 'size')).toEqual({ values: [128, 512] });
  });

  it('keeps the order of the file for other lists', () => {
    expect(printed(withValues(space, 'act', ['gelu', 'relu']), 'act')).toEqual({
      values: ['relu', 'gelu'],
      meaning: 'activation',
    });
    expect(printed(withValues(space, 'bias', [false]), 'bias')).toEqual({ values: [false] });
  });
});

describe('fix', () => {
  it.each([
    ['dropout', 0, { values: [0], off: 0, meaning: 'dropout' }],
    ['dropout', 0.7, { values: [0.7], meaning: 'dropout' }],
    ['clip', null, { values: [null], ordered: true, off: null }],
    ['units', 100, { values: [100] }],
    ['act', 'tanh', { values: ['tanh'], meaning: 'activation' }],
    ['optimizer', 'lion', { choices: { lion: null }, meaning: 'optimizer' }],
  ])('%s at %j', (id, value, expected) => {
    const changed = fix(space, id, value);
    expect(printed(changed, id)).toEqual(expected);
    expect(parseSpace(printSpace(changed))).toEqual({ space: changed, issues: [] });
    expect(strata(changed).every(({ fixed }) => fixed[id] === value)).toBe(true);
  });
});
