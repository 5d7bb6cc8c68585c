import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { ask, type RoundRecord } from '../insight/index.ts';
import type { Hyperparameter } from '../space/index.ts';
import { planted, range, unitSpace, type Planting } from '../testing/planted.ts';
import type { Figure } from './figure.ts';
import { figuresOf } from './figures.ts';
import { palettes, themed } from './theme.ts';

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

/** Every row of inline data, wherever it stands in a specification. */
function rowsOf(spec: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(spec)) return spec.flatMap(rowsOf);
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]: [string, unknown]) =>
    key === 'values' && Array.isArray(value) && typeof value[0] === 'object' ? value : rowsOf(value),
  );
}

async function draw({ spec }: Figure, warnings: string[]): Promise<string> {
  const keep = (...words: readonly unknown[]): typeof logger => {
    warnings.push(words.join(' '));
    return logger;
  };
  const quiet = (): typeof logger => logger;
  const logger = {
    level: quiet,
    error: keep,
    warn: keep,
    info: quiet,
    debug: quiet,
  } as unknown as vega.LoggerInterface;
  const compiled = compile(themed(spec, 'light') as unknown as TopLevelSpec, { logger }).spec;
  return new vega.View(vega.parse(compiled), { renderer: 'none', logger }).toSVG();
}

describe('figuresOf', () => {
  it('holds the figure of every finding, each id once', () => {
    const { view, findings } = ask(planted(plan), { permutations: 99 });
    const ids = figuresOf(view).map(({ id }) => id);
    expect(ids).toEqual([
      'noise-floor:valid/loss',
      'axis:lr',
      'axis:momentum',
      'axis:act',
      'curves:valid/loss',
      'best-step',
    ]);
    for (const { evidence } of findings) if (evidence.figure !== undefined) expect(ids).toContain(evidence.figure);
  });

  it('shows every ended trial on an axis plot: three starred, infeasible at the edge, none dropped', () => {
    const round = planted(plan);
    const rows = rowsOf(figure(round, 'axis:lr').spec).filter(({ trial }) => trial !== undefined);
    const shownTrials = new Set(rows.map(({ trial }) => trial));
    expect(shownTrials.size).toBe(30);
    expect(rows.filter(({ kind }) => kind === 'top')).toHaveLength(3);
    const infeasible = rows.filter(({ kind }) => kind === 'infeasible');
    const feasible = rows.filter(({ kind }) => kind === 'feasible').map(({ y }) => Number(y));
    expect(infeasible.length).toBe(round.trials.filter(({ state }) => state.status === 'infeasible').length);
    expect(infeasible.length).toBeGreaterThan(2);
    for (const { y } of infeasible) expect(Number(y)).toBeGreaterThan(Math.max(...feasible));
  });

  it('pins infeasible trials to the bottom where larger is better', () => {
    const round = planted({
      ...plan,
      direction: 'maximize',
      metric: 'acc',
      fate: ({ lr = 0 }) => (lr > 0.8 ? 'diverged' : lr),
    });
    const rows = rowsOf(figure(round, 'axis:lr').spec);
    const feasible = rows.filter(({ kind }) => kind === 'feasible').map(({ y }) => Number(y));
    for (const { y } of rows.filter(({ kind }) => kind === 'infeasible'))
      expect(Number(y)).toBeLessThan(Math.min(...feasible));
  });

  it('marks results off the scale at its edge, with their value', () => {
    const off = { permutations: 19, outlier: { cutoff: Infinity, fewest: 10 } };
    const round = planted({ ...plan, space: unitSpace(1), fate: ({ x1 = 0 }) => (x1 > 0.9 ? 1.9 : 0.1 + 0.05 * x1) });
    const axis = figuresOf(ask(round, off).view).find(({ id }) => id === 'axis:x1');
    const edge = rowsOf(axis?.spec).filter(({ kind }) => kind === 'off-scale');
    expect(edge.length).toBeGreaterThan(0);
    for (const { y, value } of edge) {
      expect(value).toBe(1.9);
      expect(Number(y)).toBeLessThan(0.5);
    }
  });

  it('carries 1 − x on a reverse-log axis, and says x on its labels', () => {
    const { spec } = figure(planted(plan), 'axis:momentum');
    const xs = rowsOf(spec)
      .filter(({ trial }) => trial !== undefined)
      .map(({ x }) => Number(x));
    expect(Math.min(...xs)).toBeGreaterThan(0.001 - 1e-9);
    expect(Math.max(...xs)).toBeLessThan(0.5 + 1e-9);
    expect(JSON.stringify(spec)).toContain('1 - datum.value');
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

  const base = planted({ ...plan, trials: 12 });
  const records: readonly (readonly [string, RoundRecord])[] = [
    ['a full round', planted(plan)],
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
    const warnings: string[] = [];
    for (const each of figures(round)) {
      const svg = await draw(each, warnings);
      expect(svg).toMatch(/^<svg/);
      expect(svg).not.toContain('NaN');
      expect(each.claim).not.toMatch(/[{}]|undefined|NaN/);
    }
    expect(warnings).toEqual([]);
  });
});
