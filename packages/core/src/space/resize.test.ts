import { describe, expect, it } from 'vitest';
import type { RangeHyperparameter } from './hyperparameter.ts';
import { parseSpace } from './parse.ts';
import { expandRange, shrinkRange, type Side } from './resize.ts';

function range(name: string, body: object): RangeHyperparameter {
  const [hyperparameter] = parseSpace({ [name]: body }).space.hyperparameters;
  if (hyperparameter?.kind !== 'float' && hyperparameter?.kind !== 'integer') throw new Error('not a range');
  return hyperparameter;
}

type Case = readonly [
  title: string,
  range: RangeHyperparameter,
  side: Side,
  factor: number,
  expected: readonly [number, number] | null,
];

const log = { scale: 'log' };
const expansions: readonly Case[] = [
  ['log: as many decades again', range('lr', { range: [1e-4, 1e-1], ...log }), 'high', 2, [1e-4, 100]],
  ['log: half as many again, two digits', range('lr', { range: [1e-4, 1e-1], ...log }), 'high', 1.5, [1e-4, 3.2]],
  ['log: downwards', range('lr', { range: [1e-4, 1e-1], ...log }), 'low', 1.5, [3.2e-6, 1e-1]],
  ['reverse-log: towards 1', range('beta2', { range: [0.9, 0.99], scale: 'reverse-log' }), 'high', 2, [0.9, 0.999]],
  ['reverse-log: down to 0', range('beta2', { range: [0.9, 0.999], scale: 'reverse-log' }), 'low', 2, [0, 0.999]],
  ['linear', range('x', { range: [2, 4] }), 'high', 1.5, [2, 5]],
  ['linear, below 0', range('x', { range: [2, 4] }), 'low', 3, [-2, 4]],
  ['integer', range('units', { range: [10, 20], type: 'integer' }), 'high', 1.25, [10, 23]],
  ['integer log', range('units', { range: [16, 64], type: 'integer', ...log }), 'high', 2, [16, 260]],
  ['a possible limit: at it', range('dropout', { range: [0.1, 0.5] }), 'low', 2, [0, 0.5]],
  ['a limit that cannot be reached: halfway', range('dropout', { range: [0.1, 0.5] }), 'high', 3, [0.1, 0.75]],
  ['dropout at 0', range('dropout', { range: [0, 0.5] }), 'low', 2, null],
  ['label smoothing already near 1', range('label_smoothing', { range: [0, 0.999] }), 'high', 2, null],
  ['rate halfway to 0 on a linear scale', range('lr', { range: [0.1, 1] }), 'low', 2, [0.05, 1]],
  ['batch size at 1', range('batch_size', { range: [1, 64], type: 'integer', ...log }), 'low', 2, null],
  ['integer log towards 1', range('units', { range: [3, 64], type: 'integer', ...log }), 'low', 2, [1, 64]],
  ['unknown meaning at 0', range('x', { range: [0, 5] }), 'low', 2, null],
  ['unknown meaning in [0, 1]', range('x', { range: [0, 1] }), 'high', 2, null],
  ['unknown meaning above 1', range('x', { range: [0, 2] }), 'high', 2, [0, 4]],
];

describe('expandRange', () => {
  it.each(expansions)('%s', (_, hyperparameter, side, factor, expected) => {
    expect(expandRange(hyperparameter, side, factor)).toEqual(expected);
  });

  it('doubles the span by default', () => {
    expect(expandRange(range('x', { range: [2, 4] }), 'high')).toEqual([2, 6]);
  });
});

describe('shrinkRange', () => {
  const lr = range('lr', { range: [1e-4, 10], ...log });
  const cases: readonly (readonly [
    title: string,
    RangeHyperparameter,
    Side,
    number,
    readonly [number, number] | null,
  ])[] = [
    ['cuts above', lr, 'high', 0.8, [1e-4, 0.8]],
    ['rounds where that stays inside', lr, 'high', 0.8042, [1e-4, 0.8]],
    ['keeps the digits where rounding would go outside', lr, 'high', 0.808, [1e-4, 0.808]],
    ['cuts below', lr, 'low', 0.00123, [0.00123, 10]],
    ['cuts nothing beyond the ends', lr, 'high', 20, null],
    ['leaves no empty range', lr, 'low', 10, null],
    ['cuts integers to whole numbers inside', range('n', { range: [1, 9], type: 'integer' }), 'high', 4.7, [1, 4]],
    ['cuts integers from below', range('n', { range: [1, 9], type: 'integer' }), 'low', 4.2, [5, 9]],
    ['leaves no single integer', range('n', { range: [1, 9], type: 'integer' }), 'high', 1.5, null],
  ];
  it.each(cases)('%s', (_, hyperparameter, side, to, expected) => {
    expect(shrinkRange(hyperparameter, side, to)).toEqual(expected);
  });
});
