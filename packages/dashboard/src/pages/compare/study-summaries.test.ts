import { describe, expect, it } from 'vitest';
import { commonLimits, studySummaries, type Table } from './study-summaries.ts';

const table = {
  round: 2,
  objective: { metric: 'valid/loss', direction: 'minimize' },
  trial: [1, 2, 3, 4, 5],
  study: [0, 1, 1, 1, 2],
  studies: ['baseline', 'adam', 'momentum', 'empty'],
  baseline: [true, false, false, false, false],
  outcome: [0, 0, 0, 1, 2],
  outcomes: ['feasible', 'infeasible', 'pending'],
  objectiveValue: [0.5, 0.4, 0.3, 90, null],
} as unknown as Table;

describe('studies side by side', () => {
  const summaries = studySummaries(table);

  it('tell their feasible trials, the best first', () => {
    expect(summaries.map(({ study, trials }) => `${study} ${trials}`)).toEqual(['baseline 1', 'adam 3', 'momentum 1']);
    expect(summaries[1]?.feasible.map(({ trial }) => trial)).toEqual([3, 2]);
    expect(summaries[1]).toMatchObject({ infeasible: 1, baseline: false });
    expect(summaries[1]?.median).toBeCloseTo(0.35, 12);
    expect(summaries[2]?.median).toBeNull();
    expect(summaries[0]?.baseline).toBe(true);
  });

  it('share limits', () => {
    const [low = 0, high = 0] = commonLimits(summaries) ?? [];
    expect([low, high].map((value) => Number(value.toFixed(3)))).toEqual([0.292, 0.508]);
    expect(commonLimits([])).toBeNull();
  });
});
