/**
 * Whether a candidate should replace the baseline, after any number of pairs of fresh runs (methods L1, L2).
 *
 *   n, d̄, s  judged pairs, mean and standard deviation of their differences (`differences.ts`); positive is better
 *   c_n       one-sided 5 % over all looks together (`boundary.ts`)
 *   e         √(ea² + eb²), the sampling errors of two rates on the validation set; 0 for what is no rate
 *   bound     d̄ − √( (c_n s / √n)² + (1.75 e)² ), an infeasible run counting as an imputed value: the test
 *   effect    d̄ over the pairs in which both runs are feasible: no imputed value is in it
 *   interval  of the effect, d̄ ± √( (c_n s / √n)² + (1.75 e)² ) over those pairs: a repeated confidence interval
 *             (C. Jennison and B. W. Turnbull, Interim Analyses: the Repeated Confidence Interval Approach, JRSS B 51,
 *             1989); where differences are normal each side errs in at most 5 % of comparisons, whenever they stop
 *   P         P(better) (`probability.ts`), infeasible runs imputed
 *
 * A change that adds complexity is adopted where the bound lies above 0; one that adds none where P ≥ 0.75, since nothing
 * is lost by a change that makes no difference. None is adopted that was infeasible in more runs than the baseline, and it
 * is rejected for that where the difference of shares is surely above 0 (`reliability.ts`). Given up is one with P ≤ 0.25;
 * giving up early only lowers the share of wrong adoptions.
 */
import { isRate, samplingError } from '../insight/index.ts';
import { critical, leastPairs, mostPairs } from './boundary.ts';
import { differencesOf } from './differences.ts';
import { samplingFactor, type Decision, type DecisionRule, type Measured, type Test } from './facts.ts';
import { isJudgedPair, type Pair, type RunResult } from './pair.ts';
import { probabilityBetter } from './probability.ts';
import { shareDifference } from './reliability.ts';
import { verdictOn } from './verdict.ts';

/** Pure: the same pairs and rule always give the same decision. */
export function decide(pairs: readonly Pair[], rule: DecisionRule): Decision {
  const judged = pairs.filter(isJudgedPair);
  const results = (of: 'candidate' | 'baseline'): readonly RunResult[] => judged.map((pair) => pair[of].result);
  const differences = differencesOf(judged, rule.objective.direction);
  const usable = judged.some((pair) => [pair.candidate, pair.baseline].some(isFeasible));
  const sampling = samplingOf(results('candidate'), results('baseline'), rule);
  const test = testOf(usable ? differences : [], sampling);
  const measured = measuredFrom(differencesOf(judged.filter(bothFeasible), rule.objective.direction), sampling);
  const still = judged.length > 0 && (['candidate', 'baseline'] as const).every((arm) => allAlike(results(arm)));
  const known = {
    ...measured,
    ...(still && { interval: null }),
    better: still ? null : test.better,
    pairs: judged.length,
    infeasible: {
      candidate: results('candidate').filter(({ kind }) => kind === 'infeasible').length,
      baseline: results('baseline').filter(({ kind }) => kind === 'infeasible').length,
    },
    lessReliable: shareDifference(judged),
    lost: pairs.filter(({ candidate, baseline }) => [candidate, baseline].some(({ result }) => result.kind === 'lost'))
      .length,
    ahead: usable ? differences.reduce((sum, d) => sum + (d > 0 ? 1 : d === 0 ? 0.5 : 0), 0) : 0,
    needed: neededPairs(test, judged.length),
  };
  const { seedsHelp = true, ...verdict } = verdictOn(known, { ...test, still, usable }, rule);
  return { ...known, ...verdict, seedsHelp };
}

function isFeasible({ result }: Pair['candidate']): boolean {
  return result.kind === 'feasible';
}

function bothFeasible({ candidate, baseline }: Pair): boolean {
  return isFeasible(candidate) && isFeasible(baseline);
}

function allAlike(results: readonly RunResult[]): boolean {
  const values = results.map((result) => (result.kind === 'feasible' ? result.value : null));
  return values.every((value) => value === values[0]);
}

function testOf(differences: readonly number[], sampling: number): Test {
  const { effect, deviation } = measuredFrom(differences, sampling);
  const n = differences.length;
  const between = deviation === null ? Infinity : (critical(n) * deviation) / Math.sqrt(n);
  const better = n === 0 ? null : probabilityBetter(differences, sampling);
  // Below three pairs c_n is infinite, and times a deviation of 0 not a number.
  return { differences, mean: effect ?? 0, between: n < leastPairs ? Infinity : between, deviation, sampling, better };
}

function measuredFrom(differences: readonly number[], sampling: number): Measured {
  const n = differences.length;
  if (n === 0) return { effect: null, interval: null, deviation: null, sampling };
  const effect = differences.reduce((sum, d) => sum + d, 0) / n;
  const same = differences.every((d) => d === differences[0]);
  const spread = Math.sqrt(differences.reduce((sum, d) => sum + (d - effect) ** 2, 0) / (n - 1));
  const deviation = n < 2 ? null : same ? 0 : spread;
  if (deviation === null || n < leastPairs) return { effect, interval: null, deviation, sampling };
  const half = Math.hypot((critical(n) * deviation) / Math.sqrt(n), samplingFactor * sampling);
  return { effect, interval: [effect - half, effect + half], deviation, sampling };
}

/**
 * e, at the mean rates of the feasible runs. Both are counted as if judged on examples of their own. On the same examples
 * the error is smaller, the more of their mistakes the two share; how many, only predictions of each example tell.
 */
function samplingOf(
  candidate: readonly RunResult[],
  baseline: readonly RunResult[],
  { objective, examples }: DecisionRule,
): number {
  const values = [candidate, baseline].map((runs) =>
    runs.flatMap((result) => (result.kind === 'feasible' ? [result.value] : [])),
  );
  if (examples === undefined || values.some((own) => own.length === 0)) return 0;
  if (!isRate(objective.metric, values.flat())) return 0;
  return Math.hypot(
    ...values.map((own) => samplingError(own.reduce((sum, value) => sum + value, 0) / own.length, examples)),
  );
}

function neededPairs({ mean, deviation, sampling }: Test, pairs: number): number | null {
  if (deviation === null || !(mean > 0)) return null;
  for (let n = Math.max(pairs + 1, leastPairs); n <= mostPairs; n++) {
    if (mean > Math.hypot((critical(n) * deviation) / Math.sqrt(n), samplingFactor * sampling)) return n;
  }
  return null;
}
