import { describe, expect, it } from 'vitest';
import { secondsOfRun, widestFloor } from './round-runs.ts';
import { costOf, costWords, standingWords, type Comparison } from './settle-words.ts';

const comparison = (rest: object): Comparison =>
  ({
    round: 4,
    status: 'completed',
    recommendation: 'more-evidence',
    final: true,
    reason: '10 pairs are not enough: P(better) is 0.8',
    pairs: 10,
    pairsMax: 10,
    effect: 0.0123,
    interval: { low: -0.01, high: 0.03 },
    better: 0.8,
    ...rest,
  }) as unknown as Comparison;

describe('what a comparison would take', () => {
  it('is the pairs that are left, two runs each, so many at a time', () => {
    expect(costOf({ pairs: 0, pairsMax: 10 }, 60, 8)).toEqual({ pairs: 10, runs: 20, seconds: 180 });
    expect(costOf({ pairs: 8, pairsMax: 10 }, 60, 8)).toEqual({ pairs: 2, runs: 4, seconds: 60 });
    expect(costOf({ pairs: 0, pairsMax: 10 }, null, 8).seconds).toBeNull();
  });

  it('is told with its time where that is known', () => {
    expect(costWords({ pairs: 10, runs: 20, seconds: 180 }, 8)).toBe(
      'At most 20 runs: 10 seeds for each, about 3 min on 8 slots.',
    );
    expect(costWords({ pairs: 1, runs: 2, seconds: null }, 1)).toBe('At most 2 runs: 1 seed for each.');
  });

  it('is reckoned by runs of other rounds, as long as runs are now', () => {
    const table = {
      round: 1,
      outcomes: ['feasible' as const, 'infeasible' as const],
      outcome: [0, 0, 1, 0],
      seconds: [10, 30, 500, null],
    };
    const runs = { ...table, trial: [1, 2, 3, 4], baseline: [true, true, true, false], objectiveValue: [1, 2, 9, 3] };
    expect(secondsOfRun([runs], [{ round: 1, maxSteps: 100 }], 200)).toBe(60);
    expect(secondsOfRun([], [], 200)).toBeNull();
    expect(widestFloor([runs])?.seeds).toBe(2);
  });
});

describe('how a comparison stands', () => {
  it('is not known before it has begun, however far apart two results lie', () => {
    const [words = ''] = standingWords(comparison({ round: null, status: 'planned', pairs: 0, effect: null }));
    expect(words).toMatch(/^Not known/);
  });

  it('is told as its decision is told elsewhere', () => {
    expect(standingWords(comparison({}))).toEqual([
      'More evidence needed after 10 pairs: better by 0.0123 [-0.01, 0.03], P(better) 0.8.',
      '10 pairs are not enough: P(better) is 0.8.',
    ]);
  });

  it('is told while it runs', () => {
    const running = { status: 'running', final: false, pairs: 4, reason: 'not clear after 4 pairs' };
    expect(standingWords(comparison(running))).toEqual([
      'The comparison runs: 4 of at most 10 pairs have ended.',
      'So far: More evidence needed after 4 pairs: better by 0.0123 [-0.01, 0.03], P(better) 0.8.',
      'Not clear after 4 pairs.',
    ]);
    expect(standingWords(comparison({ ...running, status: 'paused', pairs: 0 }))).toEqual([
      'The comparison is paused after 0 of at most 10 pairs.',
    ]);
  });
});
