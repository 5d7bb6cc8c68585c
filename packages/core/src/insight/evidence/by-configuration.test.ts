import { describe, expect, it } from 'vitest';
import { planted, unitSpace } from '../../testing/planted.ts';
import type { RoundRecord } from '../record.ts';
import { viewOf } from '../view.ts';
import { byConfiguration, groupsOf } from './by-configuration.ts';

/** Trials 1 to 5 of three configurations, with their objectives. */
function recordOf(objectives: readonly number[], direction: 'minimize' | 'maximize' = 'minimize'): RoundRecord {
  const design = [-0.5, -0.5, 0, 0, 0.5].map((x1) => ({ x1, x2: 0 }));
  const record = planted({ seed: 1, space: unitSpace(2), trials: 5, evaluations: 1, design, direction, fate: () => 1 });
  return {
    ...record,
    trials: record.trials.map((trial, i) => ({
      ...trial,
      curves: trial.curves.map((curve) => ({ ...curve, values: [objectives[i] ?? NaN] })),
    })),
  };
}

function told(record: RoundRecord): readonly (readonly [id: number, objective: number])[] {
  return byConfiguration(record, viewOf(record).ranked).map(({ record: { id }, outcome }) => [id, outcome.objective]);
}

describe('byConfiguration', () => {
  it('gives one trial for each configuration, with the mean of its seeds, best first', () => {
    // The single best run, 1, is of a configuration that is second on average.
    expect(told(recordOf([1, 4, 2, 2.5, 3]))).toEqual([
      [3, 2.25],
      [1, 2.5],
      [5, 3],
    ]);
    expect(told(recordOf([1, 4, 2, 2.5, 3], 'maximize'))).toEqual([
      [5, 3],
      [1, 2.5],
      [3, 2.25],
    ]);
  });

  it('gives equal means in order of trial number', () => {
    expect(told(recordOf([2, 4, 3, 3, 3])).map(([id]) => id)).toEqual([1, 3, 5]);
  });

  it('gives the trials themselves where none is repeated', () => {
    const record = planted({ seed: 2, space: unitSpace(2), trials: 9, fate: (_, random) => random.uniform() });
    const { ranked } = viewOf(record);
    expect(byConfiguration(record, ranked)).toBe(ranked);
  });

  it('knows a configuration by its values, in whatever order they are named', () => {
    const record = recordOf([1, 2, 3, 4, 5]);
    const [first, second] = record.trials;
    if (first === undefined || second === undefined) throw new Error('five trials are planted');
    const turned = { ...second, configuration: { x2: 0, x1: -0.5 } };
    const { search } = viewOf({ ...record, trials: [first, turned, ...record.trials.slice(2)] });
    expect(groupsOf(search).map((trials) => trials.length)).toEqual([2, 2, 1]);
  });
});
