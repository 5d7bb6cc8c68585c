import { expect, it } from 'vitest';
import type { RunResult } from './pair.ts';
import { variationOf } from './variation.ts';

const runs = (...values: readonly number[]): readonly RunResult[] =>
  values.map((value) => ({ kind: 'feasible', value }));
const accuracy = { metric: 'valid/accuracy', direction: 'maximize' } as const;
const results = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

it('keeps the three sources apart', () => {
  const { trial, study, data } = variationOf({
    objective: accuracy,
    runs: [...runs(0.9, 0.92, 0.91), { kind: 'infeasible' }],
    search: { results, trials: 10 },
    examples: 900,
  });
  // NumPy: np.std([0.9, 0.92, 0.91], ddof=1) = 0.01.
  expect(trial?.deviation).toBeCloseTo(0.01, 12);
  expect(trial?.seeds).toBe(3);
  expect(study).toMatchObject({ trials: 5, from: 'draws', searches: 1 });
  expect(study?.deviation).toBeGreaterThan(0);
  // √(0.91 · 0.09 / 900) = 0.00954, a little more by the added successes and failures.
  expect(data?.deviation).toBeGreaterThan(0.0095);
  expect(data?.deviation).toBeLessThan(0.0099);
});

it('takes the best of repeated searches as it is', () => {
  const { study } = variationOf({
    objective: accuracy,
    runs: [],
    search: { results, trials: 8 },
    repeats: { bests: [0.9, 0.92, 0.91], trials: 8 },
  });
  expect(study?.deviation).toBeCloseTo(0.01, 12);
  expect(study).toMatchObject({ trials: 8, from: 'repeats', searches: 3 });
});

it('says nothing of what is not known', () => {
  const loss = { metric: 'valid/loss', direction: 'minimize' } as const;
  expect(
    variationOf({ objective: loss, runs: runs(1), search: { results: [1, 2], trials: 9 }, examples: 900 }),
  ).toEqual({
    trial: null,
    study: null,
    data: null,
  });
});
