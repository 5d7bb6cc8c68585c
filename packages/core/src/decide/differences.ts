/**
 * By how much the candidate is better in each pair, infeasible runs included.
 *
 *   d_i   value of the candidate less that of the baseline under seed i, signed so that positive is better
 *   w, b  worst and best feasible value of all runs of both
 *   u     what an infeasible run counts as: as far behind w as w is behind b; behind all runs, in the values' own spread
 *
 * A run that diverged has no value, and leaving its pair out would hide that the configuration is unreliable. Any value
 * worse than all others says that it is; one in proportion to the spread of the others lets the differences between feasible
 * runs still count. Without a difference between the configurations d is symmetric about 0 whatever u is.
 */
import type { Direction } from '../study/index.ts';
import { isJudgedPair, type Pair, type RunResult } from './pair.ts';

/** Of the pairs that can be judged, in their order. Two infeasible runs are equal. */
export function differencesOf(pairs: readonly Pair[], direction: Direction): readonly number[] {
  const sign = direction === 'minimize' ? -1 : 1;
  const judged = pairs.filter(isJudgedPair);
  const unusable = unusableValue(
    judged.flatMap(({ candidate, baseline }) => [candidate.result, baseline.result]),
    sign,
  );
  const goodness = (result: RunResult): number => (result.kind === 'feasible' ? sign * result.value : unusable);
  return judged.map(({ candidate, baseline }) => goodness(candidate.result) - goodness(baseline.result));
}

/** u, signed so that larger is better; 0 where no run was feasible. */
function unusableValue(results: readonly RunResult[], sign: number): number {
  const values = results.flatMap((result) => (result.kind === 'feasible' ? [sign * result.value] : []));
  if (values.length === 0) return 0;
  const worst = Math.min(...values);
  const range = Math.max(...values) - worst;
  // Runs without any spread, or a single one, give no scale but their own size.
  return worst - (range > 0 ? range : Math.max(Math.abs(worst), Number.MIN_VALUE));
}
