import { describe, expect, it } from 'vitest';
import { compile, type TopLevelSpec } from 'vega-lite';
import { viewOf, type RoundRecord } from '../insight/index.ts';
import { plantedRound, type RoundPlan } from '../testing/planted-round.ts';
import { marked, numbered } from '../testing/marked.ts';
import { planted, unitSpace } from '../testing/planted.ts';
import { curvesFigure } from './curves.ts';
import { diagnosedFigures, trainValidFigure } from './diagnosed-curves.ts';
import type { Figure } from './figure.ts';
import { themed } from './theme.ts';

/** Every row of inline data, wherever it stands in a specification. */
function rowsOf(spec: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(spec)) return spec.flatMap(rowsOf);
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]: [string, unknown]) =>
    key === 'values' && Array.isArray(value) && typeof value[0] === 'object' ? value : rowsOf(value),
  );
}

const labelled = (figure: Figure | null | undefined): readonly Readonly<Record<string, unknown>>[] =>
  rowsOf(figure?.spec).filter(({ label }) => typeof label === 'string' && label !== '');

const complete = (change: Partial<RoundPlan> = {}): RoundRecord =>
  plantedRound({ seed: 5, trials: 12, evaluations: 30, ...change });

describe('training and validation', () => {
  it('draws the best three on identical axes, and marks where one overfits', () => {
    const round = complete();
    const [best] = viewOf(round).ranked;
    const id = best?.record.id ?? 0;
    const view = viewOf(round, undefined, marked(round, 'overfitting', [id], { step: 4000 }));
    const figure = trainValidFigure(view);
    expect(figure?.claim).toBe('valid/error gets worse for good in 1 of the best 3 trials');
    expect(new Set(labelled(figure).map(({ x, label }) => `${String(x)} ${String(label)}`))).toEqual(
      new Set(['4000 overfitting']),
    );
    expect(new Set(rowsOf(figure?.spec).map(({ trial }) => trial)).size).toBeGreaterThanOrEqual(3);
    const domains = JSON.stringify(figure?.spec).match(/"scale":\{"type":"linear","domain":\[[^\]]*\]/g);
    expect(new Set(domains).size).toBe(1);
    expect(() => compile(themed(figure?.spec ?? {}, 'dark') as unknown as TopLevelSpec)).not.toThrow();
  });

  it('needs a training counterpart', () => {
    expect(trainValidFigure(viewOf(planted({ seed: 1, space: unitSpace(1), trials: 5, fate: () => 1 })))).toBeNull();
  });

  it('holds no value that is not finite, and marks where a curve ends in NaN', () => {
    const round = complete({ fault: { kind: 'curves', curve: { kind: 'nan', at: 0.5 }, among: 0.5 } });
    const feasible = round.trials.map((trial) => ({ ...trial, state: { status: 'completed' as const } }));
    for (const figure of [
      trainValidFigure(viewOf({ ...round, trials: feasible })),
      ...diagnosedFigures(viewOf(round)),
    ]) {
      for (const { x, y } of rowsOf(figure?.spec)) {
        if (x !== undefined) expect(Number.isFinite(x)).toBe(true);
        if (y !== undefined) expect(Number.isFinite(y)).toBe(true);
      }
    }
  });
});

describe('diagnosed curves', () => {
  const round = complete();
  const ids = round.trials.map(({ id }) => id);

  it('draws the best three trials that show what enough of them show', () => {
    const view = viewOf(
      round,
      undefined,
      marked(round, 'training-loss-rising', ids, { metric: 'train/loss', step: 6000 }),
    );
    const [figure, ...more] = diagnosedFigures(view);
    expect(more).toEqual([]);
    expect(figure?.id).toBe('diagnosed:training-loss-rising');
    expect(figure?.claim).toBe('training loss rises: 12 of 12 trials, the best of them drawn');
    expect(new Set(labelled(figure).map(({ x }) => x))).toEqual(new Set([6000]));
  });

  it('is left out where one trial shows it', () => {
    expect(diagnosedFigures(viewOf(round, undefined, marked(round, 'loss-spike', numbered(5, 5))))).toEqual([]);
  });

  it('marks what is diagnosed of the best trials in the curves of all', () => {
    const view = viewOf(round, undefined, marked(round, 'saturated', ids, { step: 5000 }));
    const labels = labelled(curvesFigure(view));
    expect(new Set(labels.map(({ label }) => label))).toEqual(new Set(['flat from here']));
    expect(new Set(labels.map(({ x }) => x)).size).toBe(1);
    expect(labelled(curvesFigure(viewOf(round, undefined, marked(round, 'still-improving', ids))))).toEqual([]);
  });
});
