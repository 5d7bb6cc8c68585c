import { describe, expect, it } from 'vitest';
import {
  configurationRows,
  countedObjective,
  noiseFloor,
  settlingPair,
  standings,
  type ComparedTrial,
} from './compared.ts';

const trials: readonly ComparedTrial[] = [
  { trial: 3, configuration: { lr: 0.1, width: 64, 'opt=sgd/momentum': 0.9 }, objective: 0.5 },
  { trial: 7, configuration: { lr: 0.01, width: 64 }, objective: 0.4 },
  { trial: 8, configuration: { lr: 0.1, width: 64 }, objective: null },
];

describe('trials side by side', () => {
  it('tell where they differ, and what is active in some only', () => {
    const { differing, equal } = configurationRows(trials);
    expect(differing).toEqual([
      { hyperparameter: 'lr', values: [0.1, 0.01, 0.1] },
      { hyperparameter: 'opt=sgd/momentum', values: [0.9, null, null] },
    ]);
    const ordered = configurationRows(trials, ['opt', 'opt=sgd/momentum', 'width']);
    expect(ordered.differing.map(({ hyperparameter }) => hyperparameter)).toEqual(['opt=sgd/momentum', 'lr']);
    expect(equal).toEqual([{ hyperparameter: 'width', values: [64, 64, 64] }]);
  });

  it('know how far two runs of one configuration lie apart', () => {
    // SciPy 1.17.1: stats.t.ppf(0.975, 2) * sqrt(2) * std([1, 2, 3], ddof=1) = 6.0848698
    const floor = noiseFloor([1, 2, 3]);
    expect(floor?.deviation).toBeCloseTo(1, 12);
    expect(floor?.difference).toBeCloseTo(6.0848698, 6);
    expect(noiseFloor([1])).toBeNull();
    expect(noiseFloor([2, 2])).toBeNull();
  });

  it('stand behind the best, within noise or beyond', () => {
    const floor = { seeds: 3, deviation: 0.01, difference: 0.06 };
    expect(standings(trials, 'minimize', floor).map(({ behind, withinNoise }) => [behind, withinNoise])).toEqual([
      [expect.closeTo(0.1), false],
      [0, true],
      [null, null],
    ]);
    expect(standings(trials, 'maximize', null)[1]?.behind).toBeCloseTo(0.1);
    expect(standings(trials, 'maximize', null)[1]?.withinNoise).toBeNull();
  });

  it('are settled by the better against the other', () => {
    expect(settlingPair(trials, 'minimize')).toEqual([7, 3]);
    expect(settlingPair(trials, 'maximize')).toEqual([3, 7]);
    expect(settlingPair(trials.slice(0, 1), 'minimize')).toBeNull();
  });

  it('count only with a result: neither failed ones, nor stopped or infeasible ones', () => {
    const outcomes = ['feasible', 'pending', 'failed', 'infeasible', 'censored'] as const;
    expect(outcomes.map((outcome) => countedObjective({ outcome, objective: 0.3 }))).toEqual([
      0.3,
      0.3,
      null,
      null,
      null,
    ]);
    const cut = { trial: 4, configuration: {}, objective: countedObjective({ outcome: 'failed', objective: 0.1 }) };
    expect(standings([...trials, cut], 'minimize', null).at(-1)?.behind).toBeNull();
    expect(standings([...trials, cut], 'minimize', null)[1]?.behind).toBe(0);
  });
});
