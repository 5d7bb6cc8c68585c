/** What a comparison comes to: the rule by which it is decided, what it measured, and what decides. Symbols are those of `decision.ts`. */
import type { Complexity, Objective } from '../study/index.ts';
import type { Message } from '../texts/index.ts';

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
/**
 * Of e. A single look would need 1.645; looking again and again at what seeds add to the same luck of the examples needs a
 * little more, by simulation (`bench/decisions`).
 */
export const samplingFactor = 1.75;

export type Facts = Omit<Decision, 'recommendation' | 'final' | 'reason' | 'seedsHelp'>;
export type Measured = Pick<Decision, 'effect' | 'interval' | 'deviation' | 'sampling'>;
export type Verdict = Pick<Decision, 'recommendation' | 'final' | 'reason'> & { readonly seedsHelp?: boolean };

/** What decides: over all judged pairs, an infeasible run counting as an imputed value. */
export interface Test {
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
