/**
 * The gap between a trial's training and validation curves of one measure, early and late.
 *
 *   gap        how much worse validation is than training at a step at which both were evaluated
 *   range      how far validation improved: from its first value to its best
 *   early      median gap of the first fifth of training, over the range;   late   the same of the last fifth
 *   better     share of evaluations of the later half at which validation is better than training
 */
import { median } from '../../numeric/index.ts';
import type { Curve, Direction } from '../../study/index.ts';

export interface SplitGap {
  readonly early: number;
  readonly late: number;
  readonly better: number;
}

/** Null with fewer than `fewest` common evaluations, none early, or a validation curve that does not improve. */
export function splitGapOf(train: Curve, valid: Curve, direction: Direction, fewest: number): SplitGap | null {
  const sign = direction === 'minimize' ? 1 : -1;
  // Mostly both are evaluated together: then no table of steps is needed.
  let table: ReadonlyMap<number, number> | null = null;
  const trainAt = (step: number, i: number): number => {
    if (train.steps[i] === step) return train.values[i] ?? NaN;
    table ??= new Map(train.steps.map((each, at) => [each, train.values[at] ?? NaN]));
    return table.get(step) ?? NaN;
  };
  const points = valid.steps.flatMap((step, i) => {
    const t = sign * trainAt(step, i);
    const v = sign * (valid.values[i] ?? NaN);
    return Number.isFinite(t) && Number.isFinite(v) ? [{ step, v, gap: v - t }] : [];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < fewest || first === undefined || last === undefined) return null;
  const best = points.reduce((least, { v }) => Math.min(least, v), Infinity);
  const range = first.v - best;
  if (!(range > 0)) return null;
  // The very first evaluation may stand before training, where there is no gap.
  const start = points.slice(1).filter(({ step }) => step <= 0.2 * last.step);
  const end = points.filter(({ step }) => step >= 0.8 * last.step);
  const half = points.filter(({ step }) => step >= 0.5 * last.step);
  if (start.length < 2) return null;
  const gap = (some: typeof points): number => median(some.map((point) => point.gap)) / range;
  return { early: gap(start), late: gap(end), better: half.filter((point) => point.gap < 0).length / half.length };
}
