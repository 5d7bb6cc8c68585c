/**
 * What the best of fewer trials of a study would have been: exact order statistics over all its subsets of one size, where
 * resampling would only approach them.
 *
 *   N   trials of the study that ended, feasible or infeasible;  n ≤ N trials drawn from them without replacement
 *   y_r the feasible results, best first, r = 0, 1, …; infeasible trials stand behind them all
 *   w_r P(the best of the n is y_r) = C(N − 1 − r, n − 1) / C(N, n): w_0 = n / N, w_{r+1} = w_r (N − n − r) / (N − 1 − r)
 *
 * Every P(best of n ≥ y) so estimated is a U-statistic, hence unbiased for a search of n independent trials; with
 * replacement it is not, and reads too well tuned a search out of too few trials (R. Tang et al., Showing Your Work Doesn't
 * Always Work, ACL 2020, §3). Near n = N all subsets share the same best, so that their spread tells nothing: from
 * n = N / 2 down they do (`widest`).
 */

export interface BestOf {
  /** n. */
  readonly trials: number;
  /** Mean of the best, over the draws that hold a feasible trial; NaN where there is none. */
  readonly expected: number;
  /** Its standard deviation over draws: what another search of n trials changes. */
  readonly deviation: number;
  /** P(no feasible trial among the n). */
  readonly none: number;
  /** The best that a share `p` of the draws reach or exceed; undefined where they are infeasible. */
  readonly reached: (p: number) => number | undefined;
}

/** `results` best first, feasible only; `count` is N ≥ `results.length`; 1 ≤ n ≤ N. */
export function bestOf(results: readonly number[], count: number, n: number): BestOf {
  const weights: number[] = [];
  let weight = n / count;
  for (let r = 0; r < results.length && weight > 0; r++) {
    weights.push(weight);
    weight *= r < count - 1 ? (count - n - r) / (count - 1 - r) : 0;
  }
  const total = weights.reduce((sum, each) => sum + each, 0);
  // Relative to the best, so that equal results leave no trace of rounding.
  const best = results[0] ?? NaN;
  const mean = (of: (beyond: number) => number): number =>
    weights.reduce((sum, w, r) => sum + w * of((results[r] ?? 0) - best), 0) / total;
  const behind = mean((beyond) => beyond);
  const reached = (p: number): number | undefined => {
    let sum = 0;
    for (const [r, w] of weights.entries()) {
      sum += w;
      if (sum >= p - 1e-12) return results[r];
    }
    return undefined;
  };
  return {
    trials: n,
    expected: best + behind,
    deviation: Math.sqrt(mean((beyond) => (beyond - behind) ** 2)),
    none: Math.max(0, 1 - total),
    reached,
  };
}

/** The most trials whose spread still tells something: half of the study's. */
export function widest(count: number): number {
  return Math.floor(count / 2);
}
