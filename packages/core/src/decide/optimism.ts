/**
 * How far fresh runs of a candidate fall behind the result that selected it (method L2): the best of many trials was partly
 * lucky, so that some of it is expected; more than luck explains means that something else has changed.
 *
 *   v, k     the result that selected it, and the trials among which it was seen
 *   n, m, s  fresh feasible runs, their mean and standard deviation
 *   luck     v − m > t(0.95; n − 1) s √(1 + 1/n): a single run that nobody chose is so far ahead in 5 % of cases
 *   beyond   v − m > t(0.95^(1/k); n − 1) s √(1 + 1/n): so is the best of k runs of equal configurations, in at most 5 %
 *            (given m and s the k are independent, so by Jensen's inequality none is so far ahead in at least 95 %)
 */
import { rounded, studentQuantile } from '../numeric/index.ts';
import type { Objective } from '../study/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import type { RunResult } from './pair.ts';

export const optimismTexts = defineTexts('optimism', {
  luck: 'fresh seeds reach {mean} on average, well behind the {value} that selected it, one of {among} results: a single result is partly luck, the more so the better it ranks, unless something has changed since',
  beyond:
    'fresh seeds reach {mean} on average, so far behind the {value} that selected it that luck among {among} results does not explain it: check that code, data and machine are still those of that trial',
});

export interface Selected {
  /** The result for which the candidate was chosen. */
  readonly value: number;
  /** Results among which it was seen. */
  readonly among: number;
}

export interface Optimism {
  /** Of the fresh feasible runs. */
  readonly mean: number;
  /** By how much they are worse; negative where they are better. */
  readonly shortfall: number;
  readonly kind: 'none' | 'luck' | 'beyond';
  /** Null for `none`. */
  readonly warning: Message | null;
}

/** Fewer fresh runs than this do not tell their spread. */
const fewest = 3;
/** Share of cases without the effect in which a warning is allowed. */
const errors = 0.05;

/** Null where too few fresh runs are feasible to tell. */
export function optimismOf(
  { value, among }: Selected,
  runs: readonly RunResult[],
  { direction }: Objective,
): Optimism | null {
  const values = runs.flatMap((result) => (result.kind === 'feasible' ? [result.value] : []));
  const n = values.length;
  if (n < fewest) return null;
  const mean = values.reduce((sum, each) => sum + each, 0) / n;
  const deviation = Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1));
  const shortfall = direction === 'minimize' ? mean - value : value - mean;
  const scale = deviation * Math.sqrt(1 + 1 / n);
  // Sums of equal values differ in their last digits.
  const least = 1e-9 * Math.max(Math.abs(mean), Math.abs(value));
  const exceeds = (level: number): boolean => shortfall > least + studentQuantile(level, n - 1) * scale;
  const told = { mean: rounded(mean, 4), value: rounded(value, 4), among };
  if (exceeds((1 - errors) ** (1 / Math.max(1, among)))) {
    return { mean, shortfall, kind: 'beyond', warning: optimismTexts.beyond(told) };
  }
  if (exceeds(1 - errors)) return { mean, shortfall, kind: 'luck', warning: optimismTexts.luck(told) };
  return { mean, shortfall, kind: 'none', warning: null };
}
