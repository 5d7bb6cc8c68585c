/**
 * How far the best scientific configuration of a round leads the runner-up, and what explains the lead (methods D12, L1).
 *
 *   d     the best trial of the one less the best trial of the other
 *   floor the noise of d (`comparison.ts`), both trials being the best of as many as each has feasible
 *   n_i   trials of configuration i that ended feasible or infeasible; N their sum
 *   k     trials of the leader that are all better than the runner-up's best
 *   p     Σ_i (n_i)_k / (N)_k, (n)_k = n (n − 1) … (n − k + 1): how often the k best of N trials are all of one configuration
 *         where configurations make no difference, every order of trials being as likely, infeasible ones last
 *
 * Seeds are not all: the best of a search depends on the points that it happened to try (study variance). p holds that too:
 * it is the precedence test of S. Rosenbaum, Tables for a Nonparametric Test of Location, Annals of Mathematical Statistics 25
 * (1954), over all configurations, so that none is favoured for leading. Quasi-random points spread more evenly than random
 * ones, and differ less from search to search: p is then too large. Decided is a lead beyond the floor with p ≤ 5 %.
 */
import { compareWithFloor, type Comparison } from './comparison.ts';
import { noiseOf, type Noise } from './noise.ts';
import type { Tuned } from './tuned.ts';
import { isJudged, type RankedTrial, type RoundView } from '../view.ts';

export interface Lead {
  readonly first: Contender;
  readonly second: Contender;
  readonly comparison: Comparison;
  readonly noise: Noise;
  /** k. */
  readonly ahead: number;
  /** p. */
  readonly chance: number;
  readonly outcome: LeadOutcome;
}

/** A scientific configuration with its best trial. */
export interface Contender extends Tuned {
  readonly best: RankedTrial;
}

/**
 * `decided`, or why not: the noise is not known, it explains the lead (`inside`), it does together with picking the best of
 * unequal numbers of trials (`picked`), or the points that the searches happened to try do (`searched`).
 */
export type LeadOutcome = 'decided' | 'unmeasured' | 'inside' | 'picked' | 'searched';

const mostChance = 0.05;

/** Of configurations in the order of `tunedOf`; null where fewer than two have a feasible trial. */
export function leadOf(view: RoundView, tuned: readonly Tuned[]): Lead | null {
  const [first, second] = tuned.flatMap((one): Contender[] => {
    const [best] = one.ranked;
    return best === undefined ? [] : [{ ...one, best }];
  });
  const noise = noiseOf(view, view.round.objective.metric);
  if (first === undefined || second === undefined || noise === null) return null;
  const comparison = compareWithFloor(measuredBest(first), measuredBest(second), noise);
  const threshold = second.best.outcome.objective;
  const sign = noise.direction === 'minimize' ? 1 : -1;
  const ahead = first.ranked.filter(({ outcome }) => sign * (threshold - outcome.objective) > 0).length;
  const chance = precedence(
    tuned.map(({ trials }) => trials.filter(isJudged).length),
    ahead,
  );
  return { first, second, comparison, noise, ahead, chance, outcome: outcomeOf(comparison, chance) };
}

function measuredBest({ best, ranked }: Contender): Parameters<typeof compareWithFloor>[0] {
  return { value: best.outcome.objective, runs: 1, pickedFrom: ranked.length };
}

function outcomeOf({ floor, difference, verdict }: Comparison, chance: number): LeadOutcome {
  if (floor === null) return 'unmeasured';
  if (difference <= floor) return 'inside';
  if (verdict !== 'better') return 'picked';
  return chance > mostChance ? 'searched' : 'decided';
}

/** p; 1 for k = 0. */
export function precedence(counts: readonly number[], k: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const all = counts.map((count) => {
    let share = 1;
    for (let j = 0; j < k; j++) share *= Math.max(0, count - j) / (total - j);
    return share;
  });
  return Math.min(
    1,
    all.reduce((sum, share) => sum + share, 0),
  );
}
