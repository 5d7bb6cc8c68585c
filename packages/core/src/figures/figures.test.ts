import { describe, expect, it } from 'vitest';
import { ask, type RoundRecord } from '../insight/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import { dataOf, drawn } from '../testing/drawn.ts';
import { plantedComparison } from '../testing/planted-comparison.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import type { Figure } from './figure.ts';
import { figuresOf } from './figures.ts';
import { noiseFloorFigure } from './noise-floor-figure.ts';
import { palettes } from './theme.ts';

const space = {
  hyperparameters: [
    range('lr', 1e-5, 1, 'log'),
    range('momentum', 0.5, 0.999, 'reverse-log'),
    { kind: 'categorical', id: 'act', name: 'act', arg: 'act', values: ['relu', 'tanh'] },
  ] satisfies Hyperparameter[],
};

const plan: Planting = {
  seed: 7,
  space,
  trials: 30,
  baseline: [0.2, 0.21, 0.19],
  bestAt: (random) => random.uniform(),
  fate: ({ lr = 0 }, random) => (lr > 0.8 ? 'diverged' : 0.1 + (lr - 0.6) ** 2 + 0.02 * random.uniform()),
};

function figures(round: RoundRecord): readonly Figure[] {
  return figuresOf(ask(round, { permutations: 19 }).view);
}

function figure(round: RoundRecord, id: string): Figure {
  const found = figures(round).find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
}

describe('figuresOf', () => {
  it('holds the figure of every finding, each id once', () => {
    const { view, findings } = ask(planted(plan), { permutations: 99 });
    const ids = figuresOf(view).map(({ id }) => id);
    expect(ids).toEqual([
      'noise-floor:valid/loss',
      'density:search',
      'sensitivity',
      'axis:lr',
      'axis:momentum',
      'axis:act',
      'parallel',
      'curves:valid/loss',
      'best-step',
    ]);
    for (const { evidence } of findings) if (evidence.figure !== undefined) expect(ids).toContain(evidence.figure);
  });

  it('shows every ended trial on an axis plot: three starred, infeasible at the edge, none dropped', () => {
    const round = planted(plan);
    const rows = dataOf(figure(round, 'axis:lr').spec).filter(({ trial }) => trial !== undefined);
    const shownTrials = new Set(rows.map(({ trial }) => trial));
    expect(shownTrials.size).toBe(30);
    expect(rows.filter(({ kind }) => kind === 'top')).toHaveLength(3);
    const infeasible = rows.filter(({ kind }) => kind === 'infeasible');
    const feasible = rows.filter(({ kind }) => kind === 'feasible').map(({ y }) => Number(y));
    expect(infeasible.length).toBe(round.trials.filter(({ state }) => state.status === 'infeasible').length);
    expect(infeasible.length).toBeGreaterThan(2);
    for (const { y } of infeasible) expect(Number(y)).toBeGreaterThan(Math.max(...feasible));
  });

  const withOff: Planting = {
    ...plan,
    space: {
      hyperparameters: [
        { ...range('dropout', 0.05, 0.7), off: 0 },
        { ...range('momentum', 0.5, 0.999, 'reverse-log'), off: null },
        { kind: 'discrete', id: 'units', name: 'units', arg: 'units', values: [32, 64], off: 'none' },
      ],
    },
    trials: 48,
    fate: ({ dropout = 0 }, random) => {
      const u = random.uniform();
      if (u < 0.1) return 'stopped';
      return u < 0.2 ? 'diverged' : 0.1 + 0.1 * dropout + 0.02 * random.uniform();
    },
  };

  it('shows trials with a hyperparameter off in a column beside its range, censored ones hollow, and drops none', () => {
    const round = planted(withOff);
    const censored = round.trials.filter(({ state }) => state.status === 'stopped').map(({ id }) => id);
    expect(censored.length).toBeGreaterThan(1);
    for (const [id, value] of [
      ['dropout', 0],
      ['momentum', null],
      ['units', 'none'],
    ] as const) {
      const { spec } = figure(round, `axis:${id}`);
      const rows = dataOf(spec).filter(({ trial }) => trial !== undefined);
      expect(new Set(rows.map(({ trial }) => trial)).size).toBe(48);
      const off = round.trials.filter((trial) => trial.study === 1 && trial.configuration[id] === value);
      const beside = new Set(rows.flatMap(({ x, trial }) => (x === 'off' ? [trial] : [])));
      expect(beside).toEqual(new Set(off.map((trial) => trial.id)));
      expect(off.length).toBeGreaterThan(5);
      expect(rows.filter(({ kind }) => kind === 'censored').map(({ trial }) => trial)).toEqual(censored);
      // The column lies left of the range, which begins where it ends.
      for (const { px } of rows) if (px !== undefined) expect(Number(px)).toBeLessThan(30);
      expect(JSON.stringify(spec)).toContain(id === 'units' ? '"domain":["off","32","64"]' : '"range":[34,330]');
    }
  });

  it('shows a trial that was cut short before its first result at the edge', () => {
    const round = planted({ ...plan, space: unitSpace(1), fate: ({ x1 = 0 }) => (x1 > 0.9 ? 'stopped' : 0.1 + x1) });
    const bare = {
      ...round,
      trials: round.trials.map((trial) => (trial.state.status === 'stopped' ? { ...trial, curves: [] } : trial)),
    };
    const rows = dataOf(figure(bare, 'axis:x1').spec);
    const cut = rows.filter(({ kind }) => kind === 'censored');
    expect(cut.length).toBeGreaterThan(0);
    const feasible = rows.filter(({ kind }) => kind === 'feasible').map(({ y }) => Number(y));
    for (const { y } of cut) expect(Number(y)).toBeGreaterThan(Math.max(...feasible));
  });

  it('has an axis for what each study holds at another value', () => {
    const held = (values: readonly string[]): Hyperparameter => ({
      kind: 'categorical',
      id: 'act',
      name: 'act',
      arg: 'act',
      values,
    });
    const round = planted({ ...plan, trials: 20 });
    const [, search] = round.studies;
    if (search === undefined) throw new Error('the round has a search study');
    const arm = (id: number, label: string) => ({
      ...search,
      id,
      space: { hyperparameters: [range('lr', 1e-5, 1, 'log'), held([label])] },
    });
    const trials = round.trials.map((trial) =>
      trial.study === 1 && trial.configuration['act'] === 'tanh' ? { ...trial, study: 3 } : trial,
    );
    const arms = { ...round, trials, studies: [...round.studies.slice(0, 1), arm(1, 'relu'), arm(3, 'tanh')] };
    const rows = dataOf(figure(arms, 'axis:act').spec).filter(({ kind }) => kind !== 'baseline');
    expect(new Set(rows.flatMap(({ x }) => (x === undefined ? [] : [x])))).toEqual(new Set(['relu', 'tanh']));
  });

  it('pins infeasible trials to the bottom where larger is better', () => {
    const round = planted({
      ...plan,
      direction: 'maximize',
      metric: 'acc',
      fate: ({ lr = 0 }) => (lr > 0.8 ? 'diverged' : lr),
    });
    const rows = dataOf(figure(round, 'axis:lr').spec);
    const feasible = rows.filter(({ kind }) => kind === 'feasible').map(({ y }) => Number(y));
    for (const { y } of rows.filter(({ kind }) => kind === 'infeasible'))
      expect(Number(y)).toBeLessThan(Math.min(...feasible));
  });

  it('marks results off the scale at its edge, with their value', () => {
    const off = { permutations: 19, outlier: { cutoff: Infinity, fewest: 10 } };
    const round = planted({ ...plan, space: unitSpace(1), fate: ({ x1 = 0 }) => (x1 > 0.9 ? 1.9 : 0.1 + 0.05 * x1) });
    const axis = figuresOf(ask(round, off).view).find(({ id }) => id === 'axis:x1');
    const edge = dataOf(axis?.spec).filter(({ kind }) => kind === 'off-scale');
    expect(edge.length).toBeGreaterThan(0);
    for (const { y, value } of edge) {
      expect(value).toBe(1.9);
      expect(Number(y)).toBeLessThan(0.5);
    }
  });

  it('carries 1 − x on a reverse-log axis, and says x on its labels', () => {
    const { spec } = figure(planted(plan), 'axis:momentum');
    const xs = dataOf(spec)
      .filter(({ trial }) => trial !== undefined)
      .map(({ x }) => Number(x));
    expect(Math.min(...xs)).toBeGreaterThan(0.001 - 1e-9);
    expect(Math.max(...xs)).toBeLessThan(0.5 + 1e-9);
    expect(JSON.stringify(spec)).toContain('1 - datum.value');
  });

  it('tells values near 1 apart in its claims', () => {
    const space = { hyperparameters: [range('beta2', 0.9, 0.999999, 'reverse-log')] };
    const round = planted({ ...plan, space, fate: ({ beta2 = 0 }) => 2 - beta2 });
    expect(figure(round, 'axis:beta2').claim).toMatch(/^the 3 best trials have beta2 0\.9999\d+ to 0\.99999\d+$/);
  });

  it('claims of the noise floor what its finding says, the luck of the best of many too', () => {
    const claims = (fate: number, baseline: readonly number[]) => {
      const { view, findings } = ask(planted({ ...plan, trials: 24, baseline, fate: () => fate }), {
        permutations: 19,
      });
      const finding = findings.find(({ code }) => code === 'noise-floor');
      return [finding?.headline.key, noiseFloorFigure(view, 'valid/loss')?.claim];
    };
    // 0.055 lies beyond the floor of 0.0497 below 0.11, but not beyond what the luckiest of 24 equals might reach.
    expect(claims(0.055, [0.1, 0.11, 0.12])).toEqual([
      'noise-floor.lucky',
      'best valid/loss beats the baseline by more than the noise floor, but no more than the luckiest of 24 equal trials might',
    ]);
    expect(claims(0.01, [0.1, 0.11, 0.12])[1]).toContain('better than the baseline by more than noise explains');
    expect(claims(0.1, [0.1, 0.11, 0.12])[1]).toContain('no further apart than noise explains');
    expect(claims(0.1, [0.11, 0.11])).toEqual([
      'noise-floor.unmeasured',
      'valid/loss: the noise is not known, so nothing tells whether best and baseline differ',
    ]);
  });

  it('draws a trial of a million evaluations, and the curves of ten thousand trials, in few points', () => {
    const long = planted({ ...plan, trials: 1, baseline: [], evaluations: 1_000_000, maxSteps: 1_000_000 });
    expect(JSON.stringify(figure(long, 'curves:valid/loss').spec).length).toBeLessThan(50_000);
    const many = planted({ ...plan, trials: 10_000, evaluations: 20 });
    const { view } = ask(many, { permutations: 0 });
    const curves = figuresOf(view).find(({ id }) => id === 'curves:valid/loss');
    expect(JSON.stringify(curves?.spec).length).toBeLessThan(300_000);
    expect(curves?.claim).toMatch(/; 25\d of 10000 trials are drawn$/);
  });

  it('names no colour: themes do', () => {
    for (const { spec } of figures(planted(plan))) expect(JSON.stringify(spec)).not.toMatch(/#[0-9a-f]{6}/i);
    for (const palette of Object.values(palettes)) {
      const colours = Object.values(palette).flat();
      expect(new Set(colours).size).toBe(colours.length);
    }
  });

  it('keeps a report of 100 trials of 500 evaluations small', () => {
    const round = planted({ ...plan, trials: 100, evaluations: 500 });
    const size = figures(round).reduce((sum, { spec }) => sum + JSON.stringify(spec).length, 0);
    expect(size).toBeLessThan(500_000);
  });

  const compared = plantedComparison('optimizer', {
    adam: plan,
    momentum: { ...plan, seed: 8, fate: ({ lr = 0 }) => (lr < 0.1 ? 'stopped' : lr > 0.7 ? 'diverged' : 0.3 + lr) },
    lamb: { ...plan, seed: 9, fate: () => 'diverged' },
  });

  it('shows every ended trial of each scientific configuration in its row, the best starred', () => {
    const { spec, claim } = figure(compared, 'isolation');
    const rows = dataOf(spec).filter(({ trial }) => trial !== undefined);
    expect([...new Set(rows.map(({ row }) => row))]).toEqual([
      'optimizer=adam',
      'optimizer=momentum',
      'optimizer=lamb',
    ]);
    expect(rows).toHaveLength(90);
    const stars = rows.filter(({ kind }) => kind === 'best');
    expect(stars.map(({ row }) => row)).toEqual(['optimizer=adam', 'optimizer=momentum']);
    for (const { row, x } of stars) {
      const others = rows.filter((other) => other['row'] === row && other['kind'] === 'feasible');
      for (const other of others) expect(Number(other['x'])).toBeGreaterThanOrEqual(Number(x));
    }
    const usable = rows.filter(({ kind }) => kind === 'feasible' || kind === 'best').map(({ x }) => Number(x));
    const edge = rows.filter(({ kind }) => kind === 'infeasible').map(({ x }) => Number(x));
    expect(Math.min(...edge)).toBeGreaterThan(Math.max(...usable));
    expect(claim).toBe(
      'optimizer=adam leads optimizer=momentum in valid/loss by more than noise (shaded) and luck explain',
    );
  });

  it('shades as far from the best as noise explains, and rules the baseline', () => {
    const lead = ask(compared, { permutations: 19 }).findings.find(({ code }) => code === 'isolation')?.evidence
      .numbers;
    const rows = dataOf(figure(compared, 'isolation').spec);
    const band = rows.find(({ x2 }) => x2 !== undefined);
    expect(band?.['x']).toBe(lead?.['best']);
    expect(Number(band?.['x2'])).toBeCloseTo(Number(lead?.['best']) + Number(lead?.['floor']), 12);
    expect(rows.filter(({ x, trial }) => trial === undefined && Math.abs(Number(x) - 0.2) < 1e-12)).not.toEqual([]);
  });

  it('has no isolation plot where fewer than two configurations have a result', () => {
    const one = plantedComparison('optimizer', { adam: plan, lamb: { ...plan, fate: () => 'diverged' } });
    expect(figures(one).map(({ id }) => id)).not.toContain('isolation');
    expect(figures(planted(plan)).map(({ id }) => id)).not.toContain('isolation');
  });

  const base = planted({ ...plan, trials: 12 });
  const records: readonly (readonly [string, RoundRecord])[] = [
    ['a full round', planted(plan)],
    ['a comparison', compared],
    [
      'a comparison where larger is better, over decades',
      plantedComparison('<a.b>', {
        'x"y': { ...plan, direction: 'maximize', metric: 'acc', fate: ({ lr = 0 }) => 10 ** (8 * lr - 4) },
        '[0]': { ...plan, direction: 'maximize', metric: 'acc', fate: ({ lr = 0 }) => (lr > 0.5 ? 'diverged' : lr) },
      }),
    ],
    [
      'a comparison of equal trials',
      plantedComparison('act', { relu: { ...plan, fate: () => 1 }, tanh: { ...plan, fate: () => 1 } }),
    ],
    ['hyperparameters that can be off', planted(withOff)],
    ['an empty round', { ...base, studies: [], trials: [] }],
    ['a round before its first result', planted({ ...plan, fate: () => 'running', baseline: [] })],
    ['one trial', planted({ ...plan, trials: 1, baseline: [] })],
    ['all infeasible', planted({ ...plan, fate: () => 'diverged', baseline: ['diverged'] })],
    ['a constant objective', planted({ ...plan, fate: () => 1, baseline: [1, 1] })],
    ['an objective of zero', planted({ ...plan, fate: () => 0, baseline: [0, 0] })],
    ['negative values', planted({ ...plan, fate: ({ lr = 0 }) => -lr, baseline: [-1, -2] })],
    ['eight decades', planted({ ...plan, fate: ({ lr = 0 }) => 10 ** (8 * lr - 4) })],
    [
      'NaN only',
      {
        ...base,
        trials: base.trials.map((t) => ({
          ...t,
          curves: t.curves.map((c) => ({ ...c, values: c.values.map(() => NaN) })),
        })),
      },
    ],
    [
      'names that look like markup and paths',
      planted({ ...plan, space: { hyperparameters: [range('<b>a.b[0]</b>', 0, 1)] }, metric: 'valid/<i>"x"' }),
    ],
  ];

  it.each(records)('draws %s without a warning', async (_, round) => {
    for (const each of figures(round)) {
      const { svg, warnings } = await drawn(each);
      expect(warnings, each.id).toEqual([]);
      expect(svg).toMatch(/^<svg/);
      expect(svg).not.toContain('NaN');
      expect(each.claim).not.toMatch(/[{}]|undefined|NaN/);
    }
  });
});
