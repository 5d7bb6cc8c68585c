/**
 * Whether a candidate should replace the baseline, after any number of pairs of fresh runs (methods L1, L2).
 *
 *   n, d̄, s  judged pairs, mean and standard deviation of their differences (`differences.ts`); positive is better
 *   c_n       one-sided 5 % over all looks together (`boundary.ts`)
 *   e         √(ea² + eb²), the sampling errors of two rates on the validation set; 0 for what is no rate
 *   interval  d̄ ± √( (c_n s / √n)² + (1.645 e)² ): a repeated confidence interval (C. Jennison and B. W. Turnbull, Interim
 *             Analyses: the Repeated Confidence Interval Approach, JRSS B 51, 1989); each side errs in at most 5 % of
 *             comparisons, whenever and why ever they stop
 *   P         P(better) (`probability.ts`)
 *
 * A change that adds complexity is adopted where the interval lies above 0; one that adds none where P ≥ 0.75, since nothing
 * is lost by a change that makes no difference. None is adopted that was infeasible in more runs than the baseline. Given
 * up is one with P ≤ 0.25; giving up early only lowers the share of wrong adoptions.
 */
import { normalQuantile, rounded } from '../numeric/index.ts';
import { isRate, samplingError } from '../insight/index.ts';
import type { Complexity, Objective } from '../study/index.ts';
import type { Message } from '../texts/index.ts';
import { critical, leastPairs, mostPairs } from './boundary.ts';
import { decisionTexts } from './decision-texts.ts';
import { differencesOf } from './differences.ts';
import { isJudgedPair, type Pair, type RunResult } from './pair.ts';
import { probabilityBetter } from './probability.ts';

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
  /** d̄; null without a judged pair, or where none has a feasible run. */
  readonly effect: number | null;
  /** Null below three pairs. */
  readonly interval: readonly [low: number, high: number] | null;
  /** s; null below two pairs. */
  readonly deviation: number | null;
  /** P; null without an effect. */
  readonly better: number | null;
  /** e. */
  readonly sampling: number;
  /** Pairs that would decide if the effect is as measured; null where nothing tells, or more than 100. */
  readonly needed: number | null;
}

/** P(better) at which a change without complexity is adopted, and below 1 less which any is given up (method L2). */
export const enough = 0.75;
/** Pairs before which nothing is given up: the first of them scatter too much. */
const patience = 5;
const level = 0.95;

/** Pure: the same pairs and rule always give the same decision. */
export function decide(pairs: readonly Pair[], rule: DecisionRule): Decision {
  const judged = pairs.filter(isJudgedPair);
  const results = (of: 'candidate' | 'baseline'): readonly RunResult[] => judged.map((pair) => pair[of].result);
  const infeasible = {
    candidate: results('candidate').filter(({ kind }) => kind === 'infeasible').length,
    baseline: results('baseline').filter(({ kind }) => kind === 'infeasible').length,
  };
  const n = judged.length;
  const anyFeasible = infeasible.candidate + infeasible.baseline < 2 * n;
  const differences = anyFeasible ? differencesOf(judged, rule.objective.direction) : [];
  const measured = measuredFrom(differences, samplingOf(results('candidate'), results('baseline'), rule));
  const facts = {
    ...measured,
    still: n > 0 && (['candidate', 'baseline'] as const).every((arm) => allAlike(results(arm))),
    pairs: n,
    infeasible,
    lost: pairs.filter(({ candidate, baseline }) => [candidate, baseline].some(({ result }) => result.kind === 'lost'))
      .length,
    ahead: differences.reduce((sum, d) => sum + (d > 0 ? 1 : d === 0 ? 0.5 : 0), 0),
    needed: neededPairs(measured, n),
  };
  const { still, ...known } = facts;
  return { ...known, ...verdictOn({ ...known, still }, rule) };
}

function allAlike(results: readonly RunResult[]): boolean {
  const values = results.map((result) => (result.kind === 'feasible' ? result.value : null));
  return values.every((value) => value === values[0]);
}

/** `still`: no seed changed anything in either arm. */
type Facts = Omit<Decision, 'recommendation' | 'final' | 'reason'> & { readonly still: boolean };
type Measured = Pick<Decision, 'effect' | 'interval' | 'deviation' | 'better' | 'sampling'>;
type Verdict = Pick<Decision, 'recommendation' | 'final' | 'reason'>;

function measuredFrom(differences: readonly number[], sampling: number): Measured {
  const n = differences.length;
  if (n === 0) return { effect: null, interval: null, deviation: null, better: null, sampling };
  const effect = differences.reduce((sum, d) => sum + d, 0) / n;
  const same = differences.every((d) => d === differences[0]);
  const spread = Math.sqrt(differences.reduce((sum, d) => sum + (d - effect) ** 2, 0) / (n - 1));
  const deviation = n < 2 ? null : same ? 0 : spread;
  const between = deviation === null ? Infinity : (critical(n) * deviation) / Math.sqrt(n);
  const half = Math.hypot(between, normalQuantile(level) * sampling);
  const interval = n < leastPairs ? null : ([effect - half, effect + half] as const);
  return { effect, interval, deviation, better: probabilityBetter(differences, sampling), sampling };
}

/** e, at the mean rates of the feasible runs; sets count as independent, which errs towards more evidence. */
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

function neededPairs({ effect, deviation, sampling }: Measured, pairs: number): number | null {
  if (effect === null || deviation === null || !(effect > 0)) return null;
  for (let n = Math.max(pairs + 1, leastPairs); n <= mostPairs; n++) {
    if (effect > Math.hypot((critical(n) * deviation) / Math.sqrt(n), normalQuantile(level) * sampling)) return n;
  }
  return null;
}

function verdictOn(facts: Facts, rule: DecisionRule): Verdict {
  const { pairs, interval, better, effect, still, infeasible, needed } = facts;
  const spent = pairs >= rule.pairsMax;
  const told = { pairs, p: rounded(better ?? 0.5, 2) };
  if (pairs < leastPairs) return open(spent, decisionTexts.few({ pairs, least: leastPairs }));
  if (better === null) return open(true, decisionTexts.nothing({ pairs }));
  if (still) return open(true, decisionTexts.motionless());
  if (effect === 0 && facts.deviation === 0) return open(true, decisionTexts.unused({ pairs }));

  const unreliable = infeasible.candidate > infeasible.baseline;
  const ahead = rule.complexity === 'adds' ? interval !== null && interval[0] > 0 : better >= enough;
  if (ahead && !unreliable) {
    const reason =
      rule.complexity === 'adds' ? decisionTexts.clear({ ...bounds(facts), pairs }) : decisionTexts.free(told);
    return { recommendation: 'adopt', final: true, reason };
  }
  if (pairs >= patience && better <= 1 - enough) return rejected(decisionTexts.worse(told));
  if (unreliable && spent) return rejected(decisionTexts.unreliable({ pairs, ...infeasible }));
  if (rule.complexity === 'adds' && limitedBySampling(facts)) return open(true, decisionTexts.examples(bounds(facts)));
  if (!spent) return open(false, decisionTexts.open(told));
  if (better < (rule.complexity === 'adds' ? enough : 0.5)) {
    return rejected(rule.complexity === 'adds' ? decisionTexts.unshown(told) : decisionTexts.behind(told));
  }
  if (rule.complexity === 'adds' && needed !== null) return open(true, decisionTexts.needed({ ...told, needed }));
  return open(true, decisionTexts.spent(told));
}

/** Whether seeds alone would decide for the candidate, and only more validation examples can. */
function limitedBySampling({ effect, interval, deviation, pairs, sampling }: Facts): boolean {
  if (effect === null || deviation === null || interval === null) return false;
  return effect > (critical(pairs) * deviation) / Math.sqrt(pairs) && effect <= normalQuantile(level) * sampling;
}

function bounds({ effect, interval }: Facts): { effect: number; low: number; high: number } {
  return {
    effect: rounded(effect ?? 0, 3),
    low: rounded(interval?.[0] ?? -Infinity, 3),
    high: rounded(interval?.[1] ?? Infinity, 3),
  };
}

function open(final: boolean, reason: Message): Verdict {
  return { recommendation: 'more-evidence', final, reason };
}

function rejected(reason: Message): Verdict {
  return { recommendation: 'reject', final: true, reason };
}
