import { describe, expect, it } from 'vitest';
import { gridSize, levelsWithin, type Hyperparameter, type RangeHyperparameter, type Space } from '../space/index.ts';
import { grid } from './grid.ts';

function range(id: string, low: number, high: number, more: Partial<RangeHyperparameter> = {}): RangeHyperparameter {
  return { kind: 'float', id, name: id, arg: id, low, high, scale: 'linear', ...more };
}

const spaceOf = (...hyperparameters: Hyperparameter[]): Space => ({ hyperparameters });
const lr = range('lr', 1e-4, 1, { scale: 'log' });
const dropout = range('dropout', 0, 0.5);
const act: Hyperparameter = { kind: 'categorical', id: 'act', name: 'act', arg: 'act', values: ['relu', 'gelu'] };

function all(space: Space, budget: number, points?: number): unknown[] {
  return grid(points)
    .suggest({ space, budget }, 0, 10_000, 0)
    .map(({ configuration }) => Object.values(configuration));
}

describe('grid', () => {
  it('spaces a range evenly in its scale, both ends exact', () => {
    const levels = all(spaceOf(lr), 9, 5).flat();
    expect(levels.map((level) => Number(Number(level).toPrecision(12)))).toEqual([1e-4, 1e-3, 1e-2, 1e-1, 1]);
    expect([levels[0], levels[4]]).toEqual([1e-4, 1]);
    expect(all(spaceOf(dropout), 9, 1)).toEqual([[0.25]]);
  });

  it('combines all levels, the last hyperparameter fastest', () => {
    expect(all(spaceOf(dropout, act), 99, 3)).toEqual([
      [0, 'relu'],
      [0, 'gelu'],
      [0.25, 'relu'],
      [0.25, 'gelu'],
      [0.5, 'relu'],
      [0.5, 'gelu'],
    ]);
  });

  it('takes every integer where there are no more than levels, else distinct ones with both ends', () => {
    const layers = range('layers', 1, 3, { kind: 'integer' });
    expect(all(spaceOf(layers), 99, 5).flat()).toEqual([1, 2, 3]);
    const width = range('width', 1, 1000, { kind: 'integer', scale: 'log' });
    const levels = all(spaceOf(width), 99, 20).flat();
    expect(new Set(levels).size).toBe(20);
    expect([levels[0], levels[1], levels[19]]).toEqual([1, 2, 1000]);
    expect(all(spaceOf(range('n', 0, 3, { kind: 'integer' })), 99, 3).flat()).toEqual([0, 2, 3]);
  });

  it('spreads over the budget without passing it, the first hyperparameter finer where levels differ', () => {
    const size = (space: Space, budget: number): number => gridSize(space, levelsWithin(space, budget));
    const sizes = [1, 3, 4, 19, 20, 24, 25].map((budget) => size(spaceOf(lr, dropout), budget));
    expect(sizes).toEqual([1, 3, 4, 16, 20, 24, 25]);
    const levels = all(spaceOf(lr, dropout), 20);
    expect(new Set(levels.map((values) => String((values as unknown[])[0]))).size).toBe(5);
    expect(size(spaceOf(lr, act), 9)).toBe(8);
    expect(size(spaceOf(range('n', 0, 3, { kind: 'integer' }), act), 100)).toBe(8);
  });

  it('is larger than a budget that listed values alone exceed', () => {
    const space = spaceOf(act, lr);
    expect(gridSize(space, levelsWithin(space, 1))).toBe(2);
  });

  it('stays the same under another budget once its levels are given', () => {
    const space = spaceOf(lr, dropout);
    const levels = levelsWithin(space, 20);
    expect(levels).toEqual({ lr: 5, dropout: 4 });
    const twenty = grid().suggest({ space, budget: 20 }, 0, 99, 0);
    expect(grid(levels).suggest({ space, budget: 400 }, 0, 99, 0)).toEqual(twenty);
    expect(grid(levels).suggest({ space, budget: 400 }, 20, 5, 0)).toEqual([]);
  });

  it('gives each branch its own grid, one branch after the other', () => {
    const space = spaceOf({
      kind: 'choice',
      id: 'opt',
      name: 'opt',
      arg: 'opt',
      branches: [
        { label: 'sgd', value: 'sgd', children: [] },
        { label: 'adam', value: 'adam', children: [range('opt=adam/lr', 0, 1)] },
      ],
    });
    const configurations = grid(3)
      .suggest({ space, budget: 9 }, 0, 99, 0)
      .map(({ configuration }) => configuration);
    expect(configurations).toEqual([
      { opt: 'sgd' },
      { opt: 'adam', 'opt=adam/lr': 0 },
      { opt: 'adam', 'opt=adam/lr': 0.5 },
      { opt: 'adam', 'opt=adam/lr': 1 },
    ]);
  });

  it('treats off as a branch beside the range', () => {
    const values = all(spaceOf(range('dropout', 0.1, 0.5, { off: 0 })), 9, 2).flat();
    expect(values).toEqual([0, 0.1, 0.5]);
  });

  it('reaches into grids too large to hold', () => {
    const many = Array.from({ length: 12 }, (_, i) => range(`x${i}`, 0, 1));
    const [suggestion] = grid(10).suggest({ space: spaceOf(...many), budget: 1 }, 123_456_789_012, 1, 0);
    const digits = Object.values(suggestion?.configuration ?? {}).map((value) => Math.round(Number(value) * 9));
    expect(digits.join('')).toBe('123456789012');
  });
});
