import { describe, expect, it } from 'vitest';
import { viewOf } from '../insight/index.ts';
import { dataOf, drawn } from '../testing/drawn.ts';
import { planted, range, type Planting } from '../testing/planted.ts';
import { rateSweep } from './rate-sweep.ts';

const rates = [1e-3, 1e-2, 0.1, 1];
const plan: Planting = {
  seed: 1,
  space: { hyperparameters: [range('learning_rate', 1e-3, 1, 'log')] },
  trials: rates.length,
  design: rates.map((rate) => ({ learning_rate: rate })),
  fate: (_places, _random, { learning_rate: rate }) => (rate === 1 ? 'diverged' : 2 - Number(rate)),
};

describe('rate sweep', () => {
  it('draws every curve in its rate’s colour, and marks the one that diverged', async () => {
    const figure = rateSweep(viewOf(planted(plan), undefined, new Map()));
    const rows = dataOf(figure?.spec).filter(({ part }) => part !== undefined);
    expect(new Set(rows.map(({ trial }) => trial)).size).toBe(4);
    for (const { trial, rate } of rows) expect(rate).toBe(rates[Number(trial) - 1]);
    const ends = dataOf(figure?.spec).filter(({ part, trial }) => part === undefined && trial !== undefined);
    expect(ends.map(({ trial }) => trial)).toEqual([4]);
    expect(figure?.claim).toBe('of 4 rates from 0.001 to 1, 0.1 is best (trial 3), next to rates that are infeasible');
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
  });

  it('is there only where the rate is all that varies', () => {
    const two = { hyperparameters: [...plan.space.hyperparameters, range('dropout', 0, 1)] };
    expect(rateSweep(viewOf(planted({ ...plan, space: two })))).toBeNull();
    const other = { hyperparameters: [range('dropout', 1e-3, 1)] };
    const design = rates.map((rate) => ({ dropout: rate }));
    expect(rateSweep(viewOf(planted({ ...plan, space: other, design, fate: () => 1 })))).toBeNull();
    expect(rateSweep(viewOf(planted({ ...plan, trials: 2 })))).toBeNull();
  });

  it('says so where no rate works', () => {
    const figure = rateSweep(viewOf(planted({ ...plan, fate: () => 'diverged' })));
    expect(figure?.claim).toBe('no rate from 0.001 to 1 gives a usable result');
  });
});
