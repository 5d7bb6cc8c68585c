/** Every form of a definition; refusals are in mistakes.test.ts. */
import { describe, expect, it } from 'vitest';
import type { Hyperparameter } from './hyperparameter.ts';
import { parseSpace } from './parse.ts';

function one(name: string, body: unknown): Hyperparameter | undefined {
  const { space, issues } = parseSpace({ [name]: body });
  expect(issues).toEqual([]);
  return space.hyperparameters[0];
}

const x = { id: 'x', name: 'x', arg: 'x' };

describe('parseSpace', () => {
  it('reads the three forms in the order of the file', () => {
    const { space, issues } = parseSpace({
      optimizer: {
        choices: {
          nesterov: { learning_rate: { range: [1e-3, 10], scale: 'log' } },
          adam: { learning_rate: { range: [1e-5, 1], scale: 'log' } },
          sgd: null,
        },
      },
      dropout: { off: 0, range: [0.05, 0.7], meaning: 'dropout' },
      'batch-size': { values: [256, 64, 128] },
    });
    expect(issues).toEqual([]);
    const rate = { kind: 'float', name: 'learning_rate', arg: 'learning_rate', meaning: 'learning-rate', scale: 'log' };
    expect(space.hyperparameters).toEqual([
      {
        kind: 'choice',
        id: 'optimizer',
        name: 'optimizer',
        arg: 'optimizer',
        meaning: 'optimizer',
        branches: [
          {
            label: 'nesterov',
            value: 'nesterov',
            children: [{ ...rate, id: 'optimizer=nesterov/learning_rate', low: 1e-3, high: 10 }],
          },
          {
            label: 'adam',
            value: 'adam',
            children: [{ ...rate, id: 'optimizer=adam/learning_rate', low: 1e-5, high: 1 }],
          },
          { label: 'sgd', value: 'sgd', children: [] },
        ],
      },
      {
        kind: 'float',
        id: 'dropout',
        name: 'dropout',
        arg: 'dropout',
        meaning: 'dropout',
        off: 0,
        low: 0.05,
        high: 0.7,
        scale: 'linear',
      },
      {
        kind: 'discrete',
        id: 'batch-size',
        name: 'batch-size',
        arg: 'batch-size',
        meaning: 'batch-size',
        values: [64, 128, 256],
      },
    ]);
  });

  it('takes a range for float unless it says integer', () => {
    expect(one('x', { range: [1, 2] })).toEqual({ kind: 'float', ...x, low: 1, high: 2, scale: 'linear' });
    expect(one('x', { range: [1, 2], type: 'float' })).toEqual({
      kind: 'float',
      ...x,
      low: 1,
      high: 2,
      scale: 'linear',
    });
    expect(one('x', { range: [1, 9], type: 'integer', scale: 'log' })).toEqual({
      kind: 'integer',
      ...x,
      low: 1,
      high: 9,
      scale: 'log',
    });
    expect(one('x', { range: [0.9, 0.99], scale: 'reverse-log' })).toEqual({
      kind: 'float',
      ...x,
      low: 0.9,
      high: 0.99,
      scale: 'reverse-log',
    });
  });

  it('orders numbers, leaves text in its order, and knows booleans', () => {
    expect(one('x', { values: [3, 1, 2] })).toEqual({ kind: 'discrete', ...x, values: [1, 2, 3] });
    expect(one('x', { values: [3, 1], ordered: false })).toEqual({ kind: 'categorical', ...x, values: [3, 1] });
    expect(one('x', { values: ['s', 'm'] })).toEqual({ kind: 'categorical', ...x, values: ['s', 'm'] });
    expect(one('x', { values: ['s', 'm'], ordered: true })).toEqual({ kind: 'discrete', ...x, values: ['s', 'm'] });
    expect(one('x', { values: [true, false] })).toEqual({ kind: 'boolean', ...x, values: [true, false] });
    expect(one('x', { values: ['1.0', '2.0'] })).toEqual({ kind: 'categorical', ...x, values: ['1.0', '2.0'] });
    expect(one('x', { values: ['auto', 1, null] })).toEqual({ kind: 'categorical', ...x, values: ['auto', 1, null] });
  });

  it('lets off stand among numbers, or beside them, whatever its type', () => {
    expect(one('x', { values: [1, null, 0.5], off: null })).toEqual({
      kind: 'discrete',
      ...x,
      off: null,
      values: [null, 0.5, 1],
    });
    expect(one('x', { values: [1, 0.5], off: 'none' })).toEqual({
      kind: 'discrete',
      ...x,
      off: 'none',
      values: [0.5, 1],
    });
    expect(one('clip_norm', { values: [-1, 5], off: -1 })).toMatchObject({
      meaning: 'clip-norm',
      off: -1,
      values: [-1, 5],
    });
  });

  it('distinguishes a branch with a value of its own from one with a child named value', () => {
    expect(
      one('x', { choices: { two: { value: 2, with: { y: { values: [1] } } }, three: { value: 3 } } }),
    ).toMatchObject({
      branches: [
        { label: 'two', value: 2, children: [{ id: 'x=two/y' }] },
        { label: 'three', value: 3, children: [] },
      ],
    });
    expect(one('x', { choices: { a: { value: { values: [1] }, with: { values: [2] } } } })).toMatchObject({
      branches: [{ label: 'a', value: 'a', children: [{ id: 'x=a/value' }, { id: 'x=a/with' }] }],
    });
  });

  it('guesses a meaning that is not given, and keeps one that is', () => {
    expect(one('lr', { range: [0.1, 1] })?.meaning).toBe('learning-rate');
    expect(one('lr', { range: [0, 1], meaning: 'other' })?.meaning).toBe('other');
    expect(one('epochs', { range: [1, 2], meaning: 'other' })?.meaning).toBe('other');
    expect(one('x', { range: [1, 2] })?.meaning).toBeUndefined();
  });

  it('keeps the program’s own name', () => {
    expect(one('lr', { range: [0.1, 1], arg: '+optim.lr' })?.arg).toBe('+optim.lr');
  });

  it('allows one arg in several branches of a choice, and nowhere else', () => {
    const branches = { a: { y: { values: [1] } }, b: { y: { values: [2] } } };
    expect(parseSpace({ x: { choices: branches } }).issues).toEqual([]);
    expect(parseSpace({ x: { choices: branches }, z: { values: [1], arg: 'y' } }).issues).toHaveLength(1);
    expect(parseSpace({ x: { choices: branches }, z: { choices: { a: { y: { values: [1] } } } } }).issues).toHaveLength(
      1,
    );
  });

  it('reads −0 as 0', () => {
    expect(one('x', { range: [-0, 1] })).toMatchObject({ low: 0 });
  });
});
