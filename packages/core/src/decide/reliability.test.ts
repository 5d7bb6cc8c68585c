import { expect, it } from 'vitest';
import type { Pair, RunResult } from './pair.ts';
import { shareDifference } from './reliability.ts';

/** Pairs of which only the candidate, only the baseline, both and none are infeasible. */
function pairs(candidate: number, baseline: number, both: number, none: number): readonly Pair[] {
  const of = (count: number, first: RunResult['kind'], second: RunResult['kind']): Pair[] =>
    Array.from({ length: count }, (_, seed) => ({ seed, candidate: run(first), baseline: run(second) }));
  return [
    ...of(candidate, 'infeasible', 'feasible'),
    ...of(baseline, 'feasible', 'infeasible'),
    ...of(both, 'infeasible', 'infeasible'),
    ...of(none, 'feasible', 'feasible'),
    ...of(1, 'lost', 'infeasible'),
  ];
}

function run(kind: RunResult['kind']): Pair['candidate'] {
  return { trial: 1, result: kind === 'feasible' ? { kind, value: 1 } : { kind } };
}

// SciPy 1.17.1: p - q -+ norm.ppf(0.95) * sqrt((p + q - (p - q)**2) / n), n = pairs + 2, p = (b + 1) / n, q = (c + 1) / n.
it.each([
  [pairs(1, 0, 0, 4), -0.2543300117781911, 0.5400442974924768],
  [pairs(4, 0, 1, 5), 0.037225837691439334, 0.6294408289752274],
  [pairs(3, 1, 6, 0), -0.1596279014528628, 0.49296123478619613],
] as const)('is the adjusted interval of paired shares (%#)', (told, low, high) => {
  const interval = shareDifference(told);
  expect(interval?.[0]).toBeCloseTo(low, 7);
  expect(interval?.[1]).toBeCloseTo(high, 7);
});

it('is turned around where the two change places, and stays within all runs', () => {
  const [one, other] = [shareDifference(pairs(3, 1, 0, 2)), shareDifference(pairs(1, 3, 0, 2))];
  expect(one?.[0]).toBeCloseTo(-(other?.[1] ?? NaN), 12);
  expect(shareDifference(pairs(5, 0, 0, 0))?.[1]).toBe(1);
});

it('says nothing where every run was feasible', () => {
  expect(shareDifference(pairs(0, 0, 0, 5))).toBeNull();
});
