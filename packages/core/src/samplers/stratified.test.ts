import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { strata, type Branch, type Hyperparameter, type RangeHyperparameter, type Space } from '../space/index.ts';
import type { SamplerSpec } from '../study/index.ts';
import { haltonSequence } from './halton.ts';
import { samplerFor } from './registry.ts';
import { stratifiedSampler } from './stratified.ts';

function range(id: string, low = 0, high = 1, more: Partial<RangeHyperparameter> = {}): RangeHyperparameter {
  return { kind: 'float', id, name: id, arg: id, low, high, scale: 'linear', ...more };
}

function branch(label: string, ...names: string[]): Branch {
  return { label, value: label, children: names.map((name) => range(`opt=${label}/${name}`)) };
}

function choice(...branches: Branch[]): Hyperparameter {
  return { kind: 'choice', id: 'opt', name: 'opt', arg: 'opt', branches };
}

const kinds = ['halton', 'sobol', 'random'] as const;
const spaceOf = (...hyperparameters: Hyperparameter[]): Space => ({ hyperparameters });
const configurations = (spec: SamplerSpec, space: Space, count: number, seed = 7): Record<string, unknown>[] =>
  samplerFor(spec)
    .suggest({ space, budget: count }, 0, count, seed)
    .map(({ configuration }) => configuration);

describe('stratifiedSampler', () => {
  const space = spaceOf(
    choice(branch('sgd', 'lr'), branch('adam', 'lr', 'beta')),
    range('dropout', 0.1, 0.5, { off: 0 }),
  );

  it.each(kinds)('gives %s equal branches equal trials, and a quarter of them off', (kind) => {
    const all = configurations({ kind }, space, 64);
    for (const n of [8, 16, 40, 64]) {
      const prefix = all.slice(0, n);
      expect(prefix.filter(({ opt }) => opt === 'sgd')).toHaveLength(n / 2);
      expect(prefix.filter(({ dropout }) => dropout === 0)).toHaveLength(n / 4);
    }
  });

  it('gives each stratum an evenly filled sequence of its own', () => {
    const adam = configurations({ kind: 'halton' }, space, 256).filter(
      ({ opt, dropout }) => opt === 'adam' && dropout !== 0,
    );
    expect(adam).toHaveLength(96);
    const lr = adam.slice(0, 64).map((configuration) => Math.floor(Number(configuration['opt=adam/lr']) * 64));
    expect(new Set(lr).size).toBe(64);
    const sgd = configurations({ kind: 'halton' }, space, 256).filter(
      ({ opt, dropout }) => opt === 'sgd' && dropout !== 0,
    );
    expect(sgd[0]?.['opt=sgd/lr']).not.toBe(adam[0]?.['opt=adam/lr']);
  });

  it('keeps a branch’s points when the space gains another branch', () => {
    const before = configurations({ kind: 'sobol' }, spaceOf(choice(branch('adam', 'lr'), branch('sgd', 'lr'))), 40);
    const after = configurations(
      { kind: 'sobol' },
      spaceOf(choice(branch('lion', 'lr'), branch('adam', 'lr'), branch('sgd', 'lr'))),
      60,
    );
    const adam = (all: readonly Record<string, unknown>[]): unknown[] => all.filter(({ opt }) => opt === 'adam');
    expect(adam(after)).toEqual(adam(before));
    expect(adam(before)).toHaveLength(20);
  });

  it('follows its sequence point by point where the space has no branches', () => {
    const sampler = stratifiedSampler((dimensions) => ({
      point: (index) => Array.from({ length: dimensions }, () => index / 100),
    }));
    const plain = spaceOf(range('a'), range('b', 0, 10));
    const [suggestion] = sampler.suggest({ space: plain, budget: 1 }, 25, 1, 0);
    expect(suggestion?.configuration).toEqual({ a: 0.25, b: 2.5 });
  });

  it('repeats the one configuration of a space without dimensions', () => {
    expect(configurations({ kind: 'halton' }, spaceOf(), 3)).toEqual([{}, {}, {}]);
    const constant: Hyperparameter = { kind: 'discrete', id: 'batch', name: 'batch', arg: 'batch', values: [64] };
    expect(configurations({ kind: 'sobol' }, spaceOf(constant), 2)).toEqual([{ batch: 64 }, { batch: 64 }]);
  });

  it('finds far trials without walking there', () => {
    const sampler = stratifiedSampler(haltonSequence);
    const [far] = sampler.suggest({ space, budget: 1 }, 10 ** 12, 1, 7);
    expect(strata(space).some(({ labels }) => labels.opt === far?.configuration.opt)).toBe(true);
    expect(Number.isFinite(far?.configuration.dropout)).toBe(true);
  });

  it.each(kinds)('gives %s the same points in another process', (kind) => {
    const program = `
      import { samplerFor } from ${JSON.stringify(new URL('./registry.ts', import.meta.url).href)};
      const problem = { space: ${JSON.stringify(space)}, budget: 24 };
      console.log(JSON.stringify(samplerFor({ kind: ${JSON.stringify(kind)} }).suggest(problem, 0, 24, 7)));`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
    const here = samplerFor({ kind }).suggest({ space, budget: 24 }, 0, 24, 7);
    expect(printed.trim()).toBe(JSON.stringify(here));
  });
});
