/** Comparisons simulated run by run, looked at after every pair, as `attune compare` does it with two places for trials. */
import { decide, nextPairs, type Decision, type DecisionRule, type Pair, type RunResult } from '@attune/core/decide';
import type { Stream } from '@attune/core/numeric';

/** A result of one arm, in standard deviations of the seed noise; larger is better; null where it diverged. */
export type Arm = (random: Stream) => number | null;

export interface Case {
  readonly candidate: Arm;
  readonly baseline: Arm;
  readonly rule: DecisionRule;
  /** By how much a training seed moves both runs of a pair alike: 0 unless told. */
  readonly shared?: number;
  /** Drawn once a comparison and added to every result of the candidate: the luck of one validation set. */
  readonly luck?: (random: Stream) => number;
  /** Share of pairs that a failure of infrastructure takes, and that are replaced as `attune compare` does. */
  readonly lost?: number;
  /** Results of the candidate below this are lost too, as where bad runs crash: such losses are not by chance. */
  readonly lostBelow?: number;
}

/** The decision at which the comparison ended. */
export function simulate(of: Case, random: Stream): Decision {
  const { candidate, baseline, rule, shared = 0, luck, lost = 0, lostBelow = -Infinity } = of;
  const pairs: Pair[] = [];
  const shift = luck?.(random) ?? 0;
  for (;;) {
    const common = shared * random.normal();
    const own = candidate(random);
    const other = resultOf(baseline(random), common);
    const gone = (lost > 0 && random.uniform() < lost) || (own !== null && own < lostBelow);
    const at = pairs.length;
    pairs.push({
      seed: at,
      candidate: { trial: 2 * at + 1, result: gone ? { kind: 'lost' } : resultOf(own, common + shift) },
      baseline: { trial: 2 * at + 2, result: other },
    });
    const decision = decide(pairs, rule);
    const started = { pairs: pairs.length, pairsMax: rule.pairsMax, slots: 2 };
    if (decision.final || nextPairs(decision, started) === 0) return decision;
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
