import { describe, expect, it } from 'vitest';
import { viewOf, type RoundRecord } from '../insight/index.ts';
import { stream } from '../numeric/index.ts';
import { dataOf, drawn } from '../testing/drawn.ts';
import { planted, unitSpace } from '../testing/planted.ts';
import { gradientNormFigure } from './gradient-norm.ts';
import type { Figure } from './figure.ts';

const plain = planted({ seed: 1, space: unitSpace(1), trials: 12, fate: ({ x1 = 0 }) => x1 });

function figureOf(norm: (i: number, trial: number, noise: number) => number): Figure | null {
  const round: RoundRecord = {
    ...plain,
    trials: plain.trials.map((trial) => {
      const random = stream(2, trial.id);
      const steps = Array.from({ length: 200 }, (_, i) => 2 * (i + 1));
      const values = steps.map((_, i) => norm(i, trial.id, Math.exp(0.2 * random.normal())));
      return { ...trial, curves: [...trial.curves, { metric: 'grad_norm', steps, values }] };
    }),
  };
  return gradientNormFigure(viewOf(round, undefined, new Map()));
}

describe('gradient norm figure', () => {
  it('counts every report of the competitive trials in its histogram', async () => {
    const figure = figureOf((_i, _trial, noise) => 3 * noise);
    const bins = dataOf(figure?.spec).filter(({ x2 }) => x2 !== undefined);
    expect(bins.reduce((sum, { y }) => sum + Number(y), 0)).toBe(6 * 200);
    expect(figure?.claim).toMatch(/^90 % of gradient norms lie below 3\.\d+; the middle of 6 competitive trials$/);
    const rules = dataOf(figure?.spec).filter(
      ({ y, x, trial }) => trial === undefined && (x === undefined) !== (y === undefined),
    );
    expect(rules).toHaveLength(3);
    if (figure !== null) expect((await drawn(figure)).warnings).toEqual([]);
  });

  it('marks bursts where they are', () => {
    const figure = figureOf((i, trial, noise) => (trial === 4 && i === 100 ? 90 : 3 * noise));
    const marks = dataOf(figure?.spec).filter(({ x, y, series }) => series === undefined && x === 202 && y === 90);
    expect(marks).toEqual([{ x: 202, y: 90, trial: 4 }]);
    expect(figure?.claim).toContain('burst in 1 of 12 trials');
  });

  it('gives no percentile of norms that were logged after clipping', () => {
    const figure = figureOf((_i, _trial, noise) => Math.min(1, noise));
    expect(figure?.claim).toMatch(/^gradient norms were logged after clipping at 1, where \d+ % of them lie$/);
  });

  it.each([
    ['of zero', () => 0],
    ['that are NaN', () => NaN],
  ])('is not there for norms %s', (_, norm) => {
    expect(figureOf(norm)).toBeNull();
  });

  it('is not there without norms', () => {
    expect(gradientNormFigure(viewOf(plain))).toBeNull();
  });
});
