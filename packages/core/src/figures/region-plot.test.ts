import { describe, expect, it } from 'vitest';
import { viewOf } from '../insight/index.ts';
import { planted, range } from '../testing/planted.ts';
import type { Specification } from './figure.ts';
import { regionPlots } from './region-plot.ts';

const view = viewOf(
  planted({
    seed: 3,
    space: { hyperparameters: [range('lr', 1e-4, 10, 'log'), range('momentum', 0.5, 0.999, 'reverse-log')] },
    trials: 80,
    fate: (_, random, { lr, momentum }) =>
      Number(lr) / (1 - Number(momentum)) > 1 ? 'diverged' : 1 + random.uniform(),
  }),
);

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly kind: string;
}

const rowsOf = (spec: Specification): readonly Mark[] => (spec['data'] as { readonly values: readonly Mark[] }).values;

describe('regionPlots', () => {
  const [figure] = regionPlots(view);
  if (figure === undefined) throw new Error('the planted region is found');

  it('shows every ended trial by both hyperparameters, three of them starred', () => {
    expect(figure.id).toBe('region:lr:momentum');
    expect(figure.claim).toMatch(
      /^lr \/ \(1 − momentum\) above [\d.]+: \d+ of \d+ trials infeasible; otherwise 0 of \d+$/,
    );
    const kinds = rowsOf(figure.spec).map(({ kind }) => kind);
    expect(kinds).toHaveLength(80);
    expect(kinds.filter((kind) => kind === 'top')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'infeasible')).toHaveLength(
      view.search.filter(({ outcome }) => outcome.kind === 'infeasible').length,
    );
  });

  it('draws the limit between the two kinds, in the coordinates of the axes', () => {
    const layers = figure.spec['layer'] as readonly Specification[];
    const line = layers.find(({ mark }) => (mark as { readonly type: string }).type === 'line');
    const points = rowsOf(line ?? {});
    // y carries 1 − momentum, so lr / (1 − momentum) is x / y, and constant.
    const [first] = points.map(({ x, y }) => x / y);
    expect(points.length).toBeGreaterThan(20);
    for (const { x, y } of points) expect(x / y / (first ?? NaN)).toBeCloseTo(1, 6);
    for (const { x, y, kind } of rowsOf(figure.spec)) expect(x / y > (first ?? NaN)).toBe(kind === 'infeasible');
  });

  it('has none where nothing fails', () => {
    const round = planted({
      seed: 1,
      space: { hyperparameters: [range('lr', 1e-4, 10, 'log')] },
      trials: 20,
      fate: () => 1,
    });
    expect(regionPlots(viewOf(round))).toEqual([]);
  });
});
