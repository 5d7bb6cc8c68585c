/** Comparisons simulated run by run, looked at after every pair, as `attune compare` does it with two places for trials. */
import { decide, type Decision, type DecisionRule, type Pair, type RunResult } from '@attune/core/decide';
import type { Stream } from '@attune/core/numeric';

/** A result of one arm, in standard deviations of the seed noise; larger is better; null where it diverged. */
export type Arm = (random: Stream) => number | null;

export interface Case {
  readonly candidate: Arm;
  readonly baseline: Arm;
  readonly rule: DecisionRule;
  /** By how much a training seed moves both runs of a pair alike: 0 unless told. */
  readonly shared?: number;
}

/** The decision at which the comparison ended. */
export function simulate({ candidate, baseline, rule, shared = 0 }: Case, random: Stream): Decision {
  const pairs: Pair[] = [];
  for (;;) {
    const common = shared * random.normal();
    const run = (arm: Arm, trial: number) => ({ trial, result: resultOf(arm(random), common) });
    const at = pairs.length;
    pairs.push({ seed: at, candidate: run(candidate, 2 * at + 1), baseline: run(baseline, 2 * at + 2) });
    const decision = decide(pairs, rule);
    if (decision.final) return decision;
  }
}

function resultOf(value: number | null, common: number): RunResult {
  return value === null ? { kind: 'infeasible' } : { kind: 'feasible', value: value + common };
}

/** Normal noise about a mean. */
export const normal =
  (mean: number, deviation = 1): Arm =>
  (random) =>
    mean + deviation * random.normal();

/** Student's t with three degrees of freedom, scaled to a standard deviation of 1. */
export const heavy =
  (mean: number): Arm =>
  (random) => {
    const squares = [0, 0, 0].reduce((sum) => sum + random.normal() ** 2, 0);
    return mean + random.normal() / Math.sqrt(squares / 3) / Math.sqrt(3);
  };

/** Exponential, bad results far and good ones near, of standard deviation 1. */
export const skewed =
  (mean: number): Arm =>
  (random) =>
    mean + 1 + Math.log(1 - random.uniform());

/** Diverges in a share of its runs, else as the other. */
export const diverging =
  (arm: Arm, share: number): Arm =>
  (random) => {
    const value = arm(random);
    return random.uniform() < share ? null : value;
  };
