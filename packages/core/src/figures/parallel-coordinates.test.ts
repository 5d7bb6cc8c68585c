import { describe, expect, it } from 'vitest';
import { viewOf } from '../insight/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import { dataOf, drawn } from '../testing/drawn.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import { parallelCoordinates } from './parallel-coordinates.ts';

const lr = range('lr', 1e-4, 1, 'log');
const plan: Planting = {
  seed: 1,
  space: {
    hyperparameters: [
      lr,
      { kind: 'discrete', id: 'units', name: 'units', arg: 'units', values: [16, 32, 64] },
      { kind: 'categorical', id: 'act', name: 'act', arg: 'act', values: ['relu', 'tanh'] },
      { ...range('dropout', 0.1, 0.5), off: 0 },
    ] satisfies Hyperparameter[],
  },
  trials: 30,
  fate: ({ lr: place = 0 }, random) => (place > 0.8 ? 'diverged' : 1 + place + 0.1 * random.normal()),
};

describe('parallel coordinates', () => {
  it('takes every judged trial through its own places, the best three coloured', async () => {
    const round = planted(plan);
    const view = viewOf(round, undefined, new Map());
    const figure = parallelCoordinates(view);
    const rows = dataOf(figure?.spec).filter(({ part }) => part !== undefined);
    expect(new Set(rows.map(({ trial }) => trial)).size).toBe(30);
    for (const { record } of view.search) {
      const rate = Number(record.configuration['lr']);
      const row = rows.find(({ trial, x }) => trial === record.id && x === 0);
      // log10(lr) from −4 to 0.
      expect(row?.['y']).toBeCloseTo((Math.log10(rate) + 4) / 4, 3);
    }
    const coloured = new Set(rows.filter(({ kind }) => kind === 'best').map(({ trial }) => trial));
    expect(coloured).toEqual(new Set(view.ranked.slice(0, 3).map(({ record }) => record.id)));
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
  });

  it('ends infeasible trials above every feasible one', () => {
    const rows = dataOf(parallelCoordinates(viewOf(planted(plan), undefined, new Map()))?.spec);
    const ends = rows.filter(({ x, part }) => x === 4 && part !== undefined);
    const feasible = ends.filter(({ kind }) => kind !== 'infeasible').map(({ y }) => Number(y));
    const infeasible = ends.filter(({ kind }) => kind === 'infeasible').map(({ y }) => Number(y));
    expect(infeasible.length).toBeGreaterThan(2);
    expect(Math.min(...infeasible)).toBeGreaterThan(Math.max(...feasible));
  });

  it('takes the line of a trial past an axis that it has no place on', () => {
    const round = planted(plan);
    const off = round.trials.map((trial) => ({ ...trial, configuration: { ...trial.configuration, dropout: 0 } }));
    const figure = parallelCoordinates(viewOf({ ...round, trials: off }, undefined, new Map()));
    const rows = dataOf(figure?.spec);
    expect(rows.filter(({ x, part }) => x === 3 && part !== undefined)).toEqual([]);
    const parts = rows.filter(({ part, trial }) => part !== undefined && trial === 1).map(({ x, part }) => [x, part]);
    const whole = [
      [0, 0],
      [1, 0],
      [2, 0],
      [4, 1],
    ];
    // Dashed, from the last axis before to the first one after.
    const passing = [
      [2, 1],
      [4, 1],
    ];
    expect(parts).toEqual([...whole, ...passing]);
    expect(figure?.claim).toContain('; dashes pass over what a trial does not have');
  });

  it('writes the ends of a range as they are', () => {
    const labels = dataOf(parallelCoordinates(viewOf(planted(plan), undefined, new Map()))?.spec)
      .filter(({ x, label }) => x === 0 && label !== undefined)
      .map(({ label }) => label);
    expect(labels).toContain('0.0001');
    expect(labels).toContain('1');
  });

  it('is not there for two hyperparameters or four trials, and thins a thousand trials', () => {
    expect(parallelCoordinates(viewOf(planted({ ...plan, space: unitSpace(2) })))).toBeNull();
    expect(parallelCoordinates(viewOf(planted({ ...plan, trials: 4 })))).toBeNull();
    const many = parallelCoordinates(viewOf(planted({ ...plan, trials: 1000, evaluations: 2 }), undefined, new Map()));
    expect(many?.claim).toMatch(/; 20\d of 1000 trials are drawn$/);
  });
});
