import { ask } from '@attune/core/insight';
import { describe, expect, it } from 'vitest';
import { exampleRound } from './testing/example-round.ts';
import { baselineMean, trialRows } from './trial-rows.ts';

const round = exampleRound({ trials: 27, points: 20, pending: 2 });
const { view } = ask(round);
const diverged = round.trials.find(({ state }) => state.status === 'infeasible')?.id ?? 0;
const rows = trialRows(view, { [diverged]: 'the loss jumped' });

describe('trialRows', () => {
  it('has a row for every trial, the best first and the failed last', () => {
    expect(rows.map(({ trial }) => trial).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    );
    const groups = rows.map(({ outcome }) => outcome).filter((outcome, index, all) => outcome !== all[index - 1]);
    expect(groups).toEqual(['feasible', 'pending', 'censored', 'infeasible', 'failed']);
    const objectives = rows.flatMap(({ objective }) => objective ?? []);
    expect(objectives).toEqual(objectives.toSorted((a, b) => a - b));
  });

  it('ranks search trials only', () => {
    const ranked = rows.filter(({ rank }) => rank !== null);
    expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, index) => index + 1));
    expect(ranked.some(({ baseline }) => baseline)).toBe(false);
    expect(rows.filter(({ baseline }) => baseline).map(({ rank }) => rank)).toEqual([null, null, null]);
  });

  it('compares with the mean of the baseline', () => {
    const mean = baselineMean(view);
    expect(mean?.seeds).toBe(3);
    const [first] = rows;
    expect(first?.difference).toBeCloseTo((first?.objective ?? 0) - (mean?.value ?? 0), 12);
  });

  it('keeps values that do not rank apart', () => {
    const infeasible = rows.find(({ trial }) => trial === diverged);
    expect(infeasible).toMatchObject({ outcome: 'infeasible', objective: null, rank: null, note: 'the loss jumped' });
    expect(infeasible?.unranked).toBeGreaterThan(0);
    expect(infeasible?.why?.text).toBe('its training diverged (a loss or the objective was not finite)');
    expect(rows.find(({ outcome }) => outcome === 'failed')).toMatchObject({ unranked: null, bestStep: null });
    expect(rows.filter(({ outcome }) => outcome === 'pending').map(({ state }) => state.text)).toEqual([
      'running',
      'waiting',
    ]);
  });

  it('puts the larger first where larger is better', () => {
    const maximized = ask({
      ...exampleRound({ trials: 5, points: 5 }),
      objective: { metric: 'valid/loss', direction: 'maximize' },
    }).view;
    const objectives = trialRows(maximized, {}).flatMap(({ objective }) => objective ?? []);
    expect(objectives.length).toBeGreaterThan(4);
    expect(objectives).toEqual(objectives.toSorted((a, b) => b - a));
  });

  it('has no rows for an empty round', () => {
    const empty = ask(exampleRound({ trials: 0, points: 0 })).view;
    expect(trialRows(empty, {})).toEqual([]);
    expect(baselineMean(empty)).toBeNull();
  });
});
