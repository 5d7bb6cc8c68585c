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
 *
 * Of K > 2 configurations some may be behind the leader though the runner-up is not. Each is compared with it as in a pair,
 * by p = (n_1)_k / (n_1 + n_j)_k times the K (K − 1) ordered pairs (C. E. Bonferroni, 1936), and by how often the best of all
 * trials is as far ahead of the least of K − 1 bests, all equal, each of as many trials as the smallest has feasible
 * (`lucky-pick.ts`): the spread is the same one for all, so that the number of pairs costs little there. Among all of them any is
 * called behind wrongly in at most 5 % of rounds.
 */
import { compareWithFloor, luckOf, type Comparison } from './comparison.ts';
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
  /** Configurations behind the first by more than noise and luck explain, the best of them first. */
  readonly behind: readonly Contender[];
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

/** How often a lead, or a configuration behind, may be named by chance. */
export const mostChance = 0.05;

/**
 * Of configurations in the order of `tunedOf`; null where fewer than two have a feasible trial. `comparisons` as many are
 * made in the round, which share the 5 %.
 */
export function leadOf(view: RoundView, tuned: readonly Tuned[], comparisons = 1): Lead | null {
  const contenders = tuned.flatMap((one): Contender[] => {
    const [best] = one.ranked;
    return best === undefined ? [] : [{ ...one, best }];
  });
  const [first, second, ...others] = contenders;
  const noise = noiseOf(view, view.round.objective.metric);
  if (first === undefined || second === undefined || noise === null) return null;
  const comparison = compareWithFloor(measuredBest(first), measuredBest(second), noise);
  const ahead = aheadOf(first, second, noise);
  const chance = precedence(
    tuned.map(({ trials }) => trials.filter(isJudged).length),
    ahead,
  );
  const level = mostChance / comparisons;
  const outcome = outcomeOf(comparison, chance, level);
  const isBehind = (other: Contender): boolean =>
    pairwise({ first, other, noise, contenders, configurations: tuned.length, comparisons });
  // Two configurations are one pair, which the outcome decides; a decided lead is one over all others.
  const behind =
    outcome === 'decided' ? [second, ...others] : tuned.length === 2 ? [] : [second, ...others].filter(isBehind);
  return { first, second, comparison, noise, ahead, chance, outcome, behind };
}

/** Trials of the first that are all better than the best of the other: k. */
function aheadOf(first: Contender, { best }: Contender, { direction }: Noise): number {
  const sign = direction === 'minimize' ? 1 : -1;
  return first.ranked.filter(({ outcome }) => sign * (best.outcome.objective - outcome.objective) > 0).length;
}

interface Pair {
  readonly first: Contender;
  readonly other: Contender;
  readonly noise: Noise;
  readonly contenders: readonly Contender[];
  /** K, those without a feasible trial among them. */
  readonly configurations: number;
  readonly comparisons: number;
}

function pairwise({ first, other, noise, contenders, configurations, comparisons }: Pair): boolean {
  const [ours, theirs] = [first, other].map(({ trials }) => trials.filter(isJudged).length);
  const search = share(ours ?? 0, (ours ?? 0) + (theirs ?? 0), aheadOf(first, other, noise));
  if (comparisons * configurations * (configurations - 1) * search > mostChance) return false;
  const feasible = contenders.map(({ ranked }) => ranked.length);
  const luck = luckOf(compareWithFloor(measuredBest(first), measuredBest(other), noise), noise, {
    trials: feasible.reduce((sum, count) => sum + count, 0),
    rivals: Math.min(...feasible),
    groups: comparisons * (configurations - 1),
  });
  return luck <= mostChance;
}

function measuredBest({ best, ranked }: Contender): Parameters<typeof compareWithFloor>[0] {
  return { value: best.outcome.objective, runs: 1, pickedFrom: ranked.length };
}

function outcomeOf({ floor, difference, verdict }: Comparison, chance: number, level: number): LeadOutcome {
  if (floor === null) return 'unmeasured';
  if (difference <= floor) return 'inside';
  if (verdict !== 'better') return 'picked';
  return chance > level ? 'searched' : 'decided';
}

/** p; 1 for k = 0. */
export function precedence(counts: readonly number[], k: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const all = counts.map((count) => share(count, total, k));
  return Math.min(
    1,
    all.reduce((sum, each) => sum + each, 0),
  );
}

/** (n)_k / (N)_k: how often k drawn of N are all among n of them. */
function share(count: number, total: number, k: number): number {
  let drawn = 1;
  for (let j = 0; j < k; j++) drawn *= Math.max(0, count - j) / (total - j);
  return drawn;
}
