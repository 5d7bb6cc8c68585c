import { expect, it } from 'vitest';
import { differencesOf } from './differences.ts';
import type { Pair, RunResult } from './pair.ts';

/** A number is a feasible value. */
type Told = number | 'infeasible' | 'lost' | 'pending';

const result = (told: Told): RunResult =>
  typeof told === 'number' ? { kind: 'feasible', value: told } : { kind: told };

const pairs = (...told: readonly (readonly [Told, Told])[]): readonly Pair[] =>
  told.map(([candidate, baseline], i) => ({
    seed: i,
    candidate: { trial: 2 * i + 1, result: result(candidate) },
    baseline: { trial: 2 * i + 2, result: result(baseline) },
  }));

it('are positive where the candidate is better, in either direction', () => {
  expect(differencesOf(pairs([3, 1], [1, 2]), 'maximize')).toEqual([2, -1]);
  expect(differencesOf(pairs([3, 1], [1, 2]), 'minimize')).toEqual([-2, 1]);
});

it('leave out pairs of which a run says nothing', () => {
  expect(differencesOf(pairs([3, 1], ['lost', 2], [1, 'pending'], [5, 5]), 'maximize')).toEqual([2, 0]);
});

it('count an infeasible run as far behind the worst as that is behind the best', () => {
  // Feasible values 2 … 6: an infeasible run counts as −2.
  expect(
    differencesOf(pairs([6, 2], ['infeasible', 3], [4, 'infeasible'], ['infeasible', 'infeasible']), 'maximize'),
  ).toEqual([4, -5, 6, 0]);
  // By the other direction 2 is best and 6 worst: it counts as 10.
  expect(differencesOf(pairs([6, 2], ['infeasible', 3]), 'minimize')).toEqual([-4, -7]);
});

it('have a scale where all feasible runs are alike', () => {
  const [only] = differencesOf(pairs([2, 'infeasible'], [2, 2]), 'maximize');
  expect(only).toBe(2);
  expect(differencesOf(pairs(['infeasible', 'infeasible']), 'maximize')).toEqual([0]);
});
