/**
 * By how much more often a candidate is infeasible than the baseline, from pairs of runs: the adjusted Wald interval for a
 * difference of paired shares (D. G. Bonett and R. M. Price, Adjusted Wald Confidence Interval for a Difference of Binomial
 * Proportions Based on Paired Data, Journal of Educational and Behavioral Statistics 37, 2012).
 *
 *   b, c    pairs in which only the candidate, and only the baseline, was infeasible;  n  judged pairs
 *   p, q    (b + 1) / (n + 2), (c + 1) / (n + 2)
 *   result  p − q ± 1.645 √( (p + q − (p − q)²) / (n + 2) ): 90 %
 */
import { normalQuantile } from '../numeric/index.ts';
import { isJudgedPair, type Pair } from './pair.ts';

const level = 0.95;

/** In shares of runs; null where no run was infeasible. */
export function shareDifference(pairs: readonly Pair[]): readonly [low: number, high: number] | null {
  const judged = pairs.filter(isJudgedPair).map(({ candidate, baseline }) => ({
    candidate: candidate.result.kind === 'infeasible',
    baseline: baseline.result.kind === 'infeasible',
  }));
  if (!judged.some(({ candidate, baseline }) => candidate || baseline)) return null;
  const n = judged.length + 2;
  const p = (judged.filter(({ candidate, baseline }) => candidate && !baseline).length + 1) / n;
  const q = (judged.filter(({ candidate, baseline }) => !candidate && baseline).length + 1) / n;
  const half = normalQuantile(level) * Math.sqrt((p + q - (p - q) ** 2) / n);
  return [Math.max(-1, p - q - half), Math.min(1, p - q + half)];
}
