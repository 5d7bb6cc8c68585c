import { describe, expect, it } from 'vitest';
import { list } from './list.ts';

describe('list', () => {
  it('gives its configurations as they are, numbered', () => {
    const problem = { space: { hyperparameters: [] }, budget: 5 };
    const sampler = list([{ lr: 1 }, { lr: 2 }, { lr: 4 }]);
    expect(sampler.suggest(problem, 1, 5, 0)).toEqual([
      { index: 1, configuration: { lr: 2 } },
      { index: 2, configuration: { lr: 4 } },
    ]);
  });
});
