/**
 * Does a line through two hyperparameters separate infeasible trials better than the first of them alone?
 *
 * The null is that the first alone decides: then the second's values may be shuffled over the trials. The statistic is the
 * largest G − penalty over all lines through the first; cuts lie at the edges of `bins` equal parts of each line's scores,
 * in the data as in its shuffles, so that thousands of lines need no sorting.
 */
import type { Stream } from '../../numeric/index.ts';
import type { Direction } from './region.ts';

const bins = 128;
const shuffles = 49;

export interface Candidate {
  readonly direction: Direction;
  readonly penalty: number;
}

export interface Comparison {
  readonly candidates: readonly Candidate[];
  /** The axis that may decide alone. */
  readonly axis: number;
  readonly trials: readonly number[];
  readonly labels: Uint8Array;
  readonly table: Float64Array;
  readonly random: Stream;
}

/** Whether so good a line appears in at most `level` of shuffles. */
export function lineIsPreferred(comparison: Comparison, level: number): boolean {
  const { trials, labels, random } = comparison;
  const lines = comparison.candidates.map((candidate) => prepare(candidate, comparison));
  const own = Uint8Array.from(trials, (i) => labels[i] ?? 0);
  const identity = trials.map((_, i) => i);
  const observed = largest(lines, own, identity, comparison.table);
  const enough = level * (shuffles + 1) - 1;
  let reached = 0;
  for (let drawn = 0; drawn < shuffles && reached <= enough; drawn++) {
    if (largest(lines, own, random.permutation(trials.length), comparison.table) >= observed - 1e-9) reached++;
  }
  return reached <= enough;
}

interface Line {
  /** Weighted coordinates of the first axis and of its partner; NaN where there is none. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly low: number;
  readonly perUnit: number;
  readonly penalty: number;
}

function prepare({ direction, penalty }: Candidate, { axis, trials }: Comparison): Line {
  const [a, b] = direction.axes[0] === axis ? ([0, 1] as const) : ([1, 0] as const);
  const part = (side: 0 | 1): Float64Array =>
    Float64Array.from(trials, (i) => direction.weights[side] * (direction.coordinates[side][i] ?? NaN));
  const [first, second] = [part(a), part(b)];
  const [low, high] = [least(first) + least(second), -least(first, -1) - least(second, -1)];
  return { first, second, low, perUnit: high > low ? bins / (high - low) : 0, penalty };
}

function least(values: Float64Array, sign = 1): number {
  return values.reduce((before, x) => (sign * x < before ? sign * x : before), Infinity);
}

/** The inner loop of the test, kept plain. */
function largest(lines: readonly Line[], labels: Uint8Array, order: readonly number[], table: Float64Array): number {
  const [counts, marks] = [new Int32Array(bins), new Int32Array(bins)];
  const log = (n: number): number => table[n] ?? 0;
  let best = -Infinity;
  for (const { first, second, low, perUnit, penalty } of lines) {
    counts.fill(0);
    marks.fill(0);
    let [all, total] = [0, 0];
    for (let i = 0; i < labels.length; i++) {
      const score = (first[i] ?? NaN) + (second[order[i] ?? 0] ?? NaN);
      if (Number.isNaN(score)) continue;
      const bin = Math.min(bins - 1, Math.max(0, Math.floor((score - low) * perUnit)));
      const label = labels[i] ?? 0;
      counts[bin] = (counts[bin] ?? 0) + 1;
      marks[bin] = (marks[bin] ?? 0) + label;
      all++;
      total += label;
    }
    const constant = log(all) - log(total) - log(all - total);
    let [size, marked] = [0, 0];
    for (let bin = 0; bin < bins - 1; bin++) {
      const count = counts[bin] ?? 0;
      if (count === 0) continue;
      size += count;
      marked += marks[bin] ?? 0;
      const cells = log(marked) + log(size - marked) + log(total - marked) + log(all - size - total + marked);
      const g = 2 * (cells - log(size) - log(all - size) + constant);
      if (g - penalty > best) best = g - penalty;
    }
  }
  return best;
}
