/**
 * How a trial's evaluations are spaced, and whether several trials were evaluated at the same steps.
 *
 *   gap        steps between two evaluations in a row; the first and the last are left out: evaluating at step 0 or 1, and
 *              once more at the end, is no irregularity
 *   even       nine tenths of the gaps lie within one step of their median: rounding of epochs, a lost evaluation
 *   smooth     gaps never shrink, or never grow, by more than a step: dense at first and sparse later is a plan
 *   timed      neither: the steps follow a clock, or nothing that the curve tells
 *   common     a step at which at least half of the trials that trained so far were evaluated; one step beside it, where
 *              evaluations are no nearer to each other than that
 */
import { median } from '../../numeric/index.ts';

/** Part of gaps, or steps, that may differ: interrupted trials lose evaluations. */
const most = 0.9;
/** Fewest gaps that show a rule. */
const fewestGaps = 4;

export type SpacingKind = 'even' | 'smooth' | 'timed';

export interface Spacing {
  readonly kind: SpacingKind;
  /** Median gap in steps. */
  readonly gap: number;
  readonly least: number;
  readonly greatest: number;
}

/** Of ascending, distinct steps; null where there are too few to tell. */
export function spacingOf(steps: readonly number[]): Spacing | null {
  const gaps = steps.slice(1).map((step, i) => step - (steps[i] ?? step));
  const inner = gaps.slice(1, -1);
  if (inner.length < fewestGaps) return null;
  const gap = median(inner);
  const sorted = inner.toSorted((a, b) => a - b);
  const [least, greatest] = [sorted[0] ?? gap, sorted.at(-1) ?? gap];
  const near = inner.filter((each) => Math.abs(each - gap) <= 1).length;
  const kind = near >= most * inner.length ? 'even' : isSmooth(inner) ? 'smooth' : 'timed';
  return { kind, gap, least, greatest };
}

function isSmooth(gaps: readonly number[]): boolean {
  const changes = gaps.slice(1).map((gap, i) => gap - (gaps[i] ?? gap));
  return changes.every((change) => change >= -1) || changes.every((change) => change <= 1);
}

/** For each trial, whether nine tenths of its steps, its last one left out, are common. */
export function alignedWithOthers(trials: readonly (readonly number[])[]): readonly boolean[] {
  const [first = []] = trials;
  if (trials.every((steps) => equal(steps, first))) return trials.map(() => true);
  const seen = new Map<number, number>();
  for (const steps of trials) for (const step of steps) seen.set(step, (seen.get(step) ?? 0) + 1);
  const ends = trials.map((steps) => steps.at(-1) ?? 0).sort((a, b) => a - b);
  const reached = (step: number): number => ends.length - firstAtLeast(ends, step);
  const times = (step: number): number => seen.get(step) ?? 0;
  const isCommon = (count: number, step: number): boolean => count >= reached(step) / 2;
  // Once for each step, not for each trial.
  const [same, beside] = [new Set<number>(), new Set<number>()];
  for (const [step, count] of seen) {
    if (isCommon(count, step)) same.add(step);
    if (isCommon(times(step - 1) + count + times(step + 1), step)) beside.add(step);
  }
  return trials.map((steps) => {
    const own = steps.length - 1;
    let [apart, alike, near] = [true, 0, 0];
    for (let i = 0; i < own; i++) {
      const step = steps[i] ?? NaN;
      if (i > 0 && !(step - (steps[i - 1] ?? step) > 2)) apart = false;
      if (same.has(step)) alike++;
      if (beside.has(step)) near++;
    }
    return (apart ? near : alike) >= most * own;
  });
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
