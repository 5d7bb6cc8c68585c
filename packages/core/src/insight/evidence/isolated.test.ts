import { describe, expect, it } from 'vitest';
import type { Hyperparameter } from '../../space/index.ts';
import { planted, range, unitSpace, type Planting } from '../../testing/planted.ts';
import { plantedComparison } from '../../testing/planted-comparison.ts';
import { varied } from './dimension.ts';
import { isolatedOf } from './isolated.ts';
import { viewOf } from '../view.ts';

const optimizer: Hyperparameter = {
  kind: 'choice',
  id: 'optimizer',
  name: 'optimizer',
  arg: 'optimizer',
  branches: [
    { label: 'sgd', value: 'sgd', children: [range('optimizer=sgd/momentum', 0.5, 0.99)] },
    { label: 'adam', value: 'adam', children: [range('optimizer=adam/beta1', 0.8, 0.99)] },
  ],
};
const space = { hyperparameters: [optimizer, range('lr', 1e-4, 1, 'log')] };
const plan: Planting = {
  seed: 1,
  space,
  trials: 60,
  baseline: [0.1, 0.11],
  fate: (_places, random) => random.uniform(),
};

describe('isolatedOf', () => {
  it('takes the studies as they are where each holds one scientific configuration', () => {
    const simple: Planting = { ...plan, space: unitSpace(1) };
    const view = viewOf(plantedComparison('act', { relu: simple, tanh: { ...simple, seed: 2, baseline: [] } }));
    const [only, ...others] = isolatedOf(view);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ names: 'act', figure: 'isolation', sampled: { kind: 'studies' }, comparisons: 1 });
    expect(only?.view).toBe(view);
  });

  it('gives each value of a joint study a study of its own, with its own trials and branch', () => {
    const round = { ...planted(plan), roles: { optimizer: 'scientific', lr: 'nuisance' } as const };
    const [found, ...others] = isolatedOf(viewOf(round));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ names: 'optimizer', figure: 'isolation:optimizer', sampled: { kind: 'values' } });
    const tuned = found?.tuned ?? [];
    expect(tuned.map(({ label }) => label).toSorted()).toEqual(['optimizer=adam', 'optimizer=sgd']);
    expect(tuned.map(({ trials }) => trials.length)).toEqual([30, 30]);
    for (const { study, trials, label } of tuned) {
      expect(trials.every(({ record }) => label === `optimizer=${String(record.configuration['optimizer'])}`)).toBe(
        true,
      );
      expect(study.trials).toBe(30);
      expect(round.studies.map(({ id }) => id)).not.toContain(study.id);
    }
    expect(found?.view.baseline).toHaveLength(2);
  });

  it('does not judge a part by the edges of the range that it is cut from', () => {
    const round = { ...planted(plan), roles: { optimizer: 'nuisance', lr: 'scientific' } as const };
    const [found] = isolatedOf(viewOf(round));
    expect(found?.tuned).toHaveLength(5);
    for (const { study } of found?.tuned ?? []) {
      expect(varied(study).map(({ id }) => id)).toEqual([
        'optimizer',
        'optimizer=sgd/momentum',
        'optimizer=adam/beta1',
      ]);
    }
  });

  it('compares each scientific hyperparameter of a joint study by itself', () => {
    const round = { ...planted(plan), roles: { optimizer: 'scientific', lr: 'scientific' } as const };
    expect(isolatedOf(viewOf(round)).map(({ names, comparisons }) => [names, comparisons])).toEqual([
      ['optimizer', 2],
      ['lr', 2],
    ]);
  });

  it('compares nothing in adaptive studies, in rounds without a scientific hyperparameter, or without trials', () => {
    const roles = { optimizer: 'scientific', lr: 'nuisance' } as const;
    expect(isolatedOf(viewOf({ ...planted({ ...plan, adaptive: true }), roles }))).toEqual([]);
    expect(isolatedOf(viewOf(planted(plan)))).toEqual([]);
    expect(isolatedOf(viewOf({ ...planted({ ...plan, trials: 0 }), roles }))).toEqual([]);
    expect(isolatedOf(viewOf({ ...planted(plan), roles, studies: [], trials: [] }))).toEqual([]);
  });
});
