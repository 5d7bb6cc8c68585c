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
import { normalCdf, rounded } from '../numeric/index.ts';
import { isRate, samplingError } from '../insight/index.ts';
import type { Complexity, Objective } from '../study/index.ts';
import type { Message } from '../texts/index.ts';
import { critical, leastPairs, mostPairs } from './boundary.ts';
import { decisionTexts } from './decision-texts.ts';
import { differencesOf } from './differences.ts';
import { isJudgedPair, type Pair, type RunResult } from './pair.ts';
import { probabilityBetter } from './probability.ts';
import { shareDifference } from './reliability.ts';

export type Recommendation = 'adopt' | 'reject' | 'more-evidence';

export interface DecisionRule {
  readonly complexity: Complexity;
  /** Pairs that may be judged; raising it later costs nothing. */
  readonly pairsMax: number;
  readonly objective: Objective;
  /** Validation examples, where they are counted. */
  readonly examples?: number;
}

export interface Decision {
  readonly recommendation: Recommendation;
  /** Whether another pair is of no use now: the answer is clear, or the budget is spent. */
  readonly final: boolean;
  readonly reason: Message;
  /** n. */
  readonly pairs: number;
  /** Pairs of which a run was lost or cut short: they count for nothing. */
  readonly lost: number;
  /** Pairs in which the candidate was better; an equal pair counts half. */
  readonly ahead: number;
  readonly infeasible: { readonly candidate: number; readonly baseline: number };
  /** By how much more often the candidate is infeasible, in shares of runs, 90 %; null where no run was. */
  readonly lessReliable: readonly [low: number, high: number] | null;
  /** Mean difference of the pairs in which both runs are feasible; null without one. */
  readonly effect: number | null;
  /** Of the effect; null below three such pairs, and where no seed changed anything. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Of those pairs' differences; null below two. */
  readonly deviation: number | null;
  /** P; null without a judged pair, where none has a feasible run, and where no seed changed anything. */
  readonly better: number | null;
  /** e. */
  readonly sampling: number;
  /** Pairs that would decide if the effect is as measured; null where nothing tells, or more than 100. */
  readonly needed: number | null;
  /** Whether more pairs could change the answer; false where something else is in the way. */
  readonly seedsHelp: boolean;
}

/** P(better) at which a change without complexity is adopted, and below 1 less which any is given up (method L2). */
export const enough = 0.75;
/** Pairs before which nothing is given up: the first of them scatter too much. */
const patience = 5;
/**
 * Of e. A single look would need 1.645; looking again and again at what seeds add to the same luck of the examples needs a
 * little more, by simulation (`bench/decisions`).
 */
const samplingFactor = 1.75;

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

type Facts = Omit<Decision, 'recommendation' | 'final' | 'reason' | 'seedsHelp'>;
type Measured = Pick<Decision, 'effect' | 'interval' | 'deviation' | 'sampling'>;
type Verdict = Pick<Decision, 'recommendation' | 'final' | 'reason'> & { readonly seedsHelp?: boolean };

/** What decides: over all judged pairs, an infeasible run counting as an imputed value. */
interface Test {
  readonly differences: readonly number[];
  /** d̄; 0 without differences. */
  readonly mean: number;
  /** c_n s / √n; infinite where it is not known. */
  readonly between: number;
  readonly deviation: number | null;
  readonly sampling: number;
  /** P; null without differences. */
  readonly better: number | null;
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

function verdictOn(
  facts: Facts,
  test: Test & { readonly still: boolean; readonly usable: boolean },
  rule: DecisionRule,
): Verdict {
  const { pairs, infeasible, needed, lessReliable } = facts;
  const adds = rule.complexity === 'adds';
  const spent = pairs >= rule.pairsMax;
  const better = test.better ?? 0.5;
  const told = { pairs, p: rounded(better, 2) };
  if (pairs < leastPairs) return open(spent, decisionTexts.few({ pairs, least: leastPairs }));
  if (!test.usable) return useless(decisionTexts.nothing({ pairs }));
  if (test.still) return useless(decisionTexts.motionless());
  if (test.mean === 0 && test.deviation === 0) return useless(decisionTexts.unused({ pairs }));

  const unreliable = infeasible.candidate > infeasible.baseline;
  const ahead = adds ? test.mean > halfWidth(test) : better >= enough;
  if (ahead && !unreliable) {
    return { recommendation: 'adopt', final: true, reason: adds ? clearly(facts) : decisionTexts.free(told) };
  }
  if (pairs >= patience && better <= 1 - enough) return rejected(decisionTexts.worse(told));
  const shares = { ...infeasible, pairs, low: points(lessReliable?.[0]), high: points(lessReliable?.[1]) };
  if (pairs >= patience && lessReliable !== null && lessReliable[0] > 0) {
    return rejected(decisionTexts.unreliable(shares));
  }
  if (limitedByExamples(test, rule))
    return useless(decisionTexts.examples({ ...bounds(facts), effect: figure(test.mean) }));
  if (!spent) return open(false, decisionTexts.open(told));
  if (better < (adds ? enough : 0.5)) {
    return rejected(adds ? decisionTexts.unshown(told) : decisionTexts.behind(told));
  }
  if (ahead) return open(true, decisionTexts.perhapsUnreliable(shares));
  if (adds && test.mean > 0 && test.mean <= samplingFactor * test.sampling) {
    return useless(decisionTexts.examplesSpent({ ...told, effect: figure(test.mean) }));
  }
  if (adds && needed !== null) return open(true, decisionTexts.needed({ ...told, needed }));
  return open(true, decisionTexts.spent(told));
}

/** √( (c_n s / √n)² + (1.75 e)² ). */
function halfWidth({ between, sampling }: Test): number {
  return Math.hypot(between, samplingFactor * sampling);
}

/**
 * Whether seeds alone would decide for the candidate, or could not even if the effect were as large as they allow: only more
 * validation examples can tell.
 */
function limitedByExamples({ differences, mean, between, sampling }: Test, { complexity }: DecisionRule): boolean {
  if (sampling === 0 || mean <= 0) return false;
  if (complexity === 'adds') {
    const least = samplingFactor * sampling;
    return mean <= least && (mean > between || mean + between <= least);
  }
  // With ever more seeds P goes towards Φ(d̄ / e).
  return normalCdf(mean / sampling) < enough && probabilityBetter(differences, 0) >= enough;
}

function clearly(facts: Facts): Message {
  const { pairs, infeasible, effect, interval } = facts;
  if (infeasible.candidate + infeasible.baseline === 0) return decisionTexts.clear({ ...bounds(facts), pairs });
  return effect === null || interval === null
    ? decisionTexts.clearByReliability({ ...infeasible, pairs })
    : decisionTexts.clearImputed({ ...bounds(facts), ...infeasible, pairs });
}

function bounds({ effect, interval }: Facts): { effect: number; low: number; high: number } {
  return {
    effect: figure(effect ?? 0),
    low: figure(interval?.[0] ?? -Infinity),
    high: figure(interval?.[1] ?? Infinity),
  };
}

/** A share in percentage points. */
function points(share = 0): number {
  return rounded(100 * share, 2);
}

function figure(value: number): number {
  return rounded(value, 3);
}

function open(final: boolean, reason: Message): Verdict {
  return { recommendation: 'more-evidence', final, reason };
}

/** More evidence is needed, and more seeds give none. */
function useless(reason: Message): Verdict {
  return { recommendation: 'more-evidence', final: true, reason, seedsHelp: false };
}

function rejected(reason: Message): Verdict {
  return { recommendation: 'reject', final: true, reason };
}
