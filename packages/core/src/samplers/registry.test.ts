import { describe, expect, it } from 'vitest';
import type { SamplerSpec } from '../study/index.ts';
import { samplerFor } from './registry.ts';

const space = {
  hyperparameters: [{ kind: 'float', id: 'lr', name: 'lr', arg: 'lr', low: 0, high: 1, scale: 'linear' }],
} as const;

describe('samplerFor', () => {
  it('gives each spec a sampler of its own, none of them adaptive', () => {
    const specs: SamplerSpec[] = [
      { kind: 'list', configurations: [{ lr: 0.25 }] },
      { kind: 'grid', points: 3 },
      { kind: 'random' },
      { kind: 'halton' },
      { kind: 'sobol' },
    ];
    const samplers = specs.map((spec) => samplerFor(spec));
    expect(samplers.map(({ adaptive }) => adaptive)).toEqual(specs.map(() => false));
    const firsts = samplers.map((sampler) => sampler.suggest({ space, budget: 9 }, 0, 1, 7)[0]?.configuration.lr);
    expect(firsts.slice(0, 2)).toEqual([0.25, 0]);
    expect(new Set(firsts).size).toBe(5);
  });
});
