/**
 * Which hyperparameters matter, over the feasible trials of a round and over its competitive ones (method D13).
 *
 *   feasible      the ranked trials of the search; infeasible ones are left out, not counted as bad: what separates those is
 *                 another question, and it would drown this one
 *   competitive   their better half. Chosen by result, it keeps chance alike: a hyperparameter without effect is independent of
 *                 the objective in it too. But whatever made a trial good bends the rest of it (a good value of one makes up for
 *                 a bad one of another), so interactions are read from the feasible trials alone
 *   trials        those of one configuration under several seeds count once, by their mean (`by-configuration.ts`)
 *   objective     normal scores of its ranks, larger is worse: no unit, no outliers, the same for error and log error
 *
 * Interactions that a change of the metric's scale would remove are of no use: the best value of one does not depend on the
 * other. So they are read in that of two scales, ranks and plain, in which the single effects explain more (G. Box and
 * D. Cox 1964, "An analysis of transformations", section 1: the scale on which effects add up).
 */
import type { Hyperparameter } from '../../space/index.ts';
import type { InsightOptions } from '../options.ts';
import type { RankedTrial, RoundView } from '../view.ts';
import { byConfiguration } from './by-configuration.ts';
import { variedAcross } from './dimension.ts';
import {
  additiveShare,
  effectsOf,
  type Effects,
  type Sample,
  type SingleEffect,
  type TestedEffect,
} from './effects.ts';
import { normalScores } from './normal-scores.ts';

/** Fewer trials than this cannot tell any effect of a plausible size from chance. */
export const fewestTrials = 12;
/** Of intervals: each end is wrong by chance in 5 %. */
export const intervalLevel = 0.9;
/** An interaction below this share of the variance is not worth tuning for, however certain. */
export const leastInteraction = 0.02;
/** What may be fixed has certainly less than this share of the variance among competitive trials. */
export const mostFixable = 0.1;

export interface Importance {
  readonly hyperparameters: readonly Hyperparameter[];
  readonly feasible: Region;
  /** Null where too few trials are. */
  readonly competitive: Region | null;
  /** Among the feasible; largest share first. */
  readonly interactions: readonly TestedEffect[];
  /** Certain, and large enough to act on: a part of `interactions`. */
  readonly interacting: readonly TestedEffect[];
}

export interface Region {
  /** One for each configuration. */
  readonly trials: readonly RankedTrial[];
  /** One for each hyperparameter, in their order. */
  readonly effects: readonly SingleEffect[];
  /** Indices of those that matter more certainly than chance allows; largest share first. */
  readonly proven: readonly number[];
}

/** Null where there is nothing varied, too few feasible trials, or one objective throughout. */
export function importanceOf(view: RoundView, { falseAlarms }: Pick<InsightOptions, 'falseAlarms'>): Importance | null {
  const hyperparameters = variedAcross(view.round.studies.filter(({ purpose }) => purpose === 'search'));
  const trials = byConfiguration(view.round, view.ranked);
  if (hyperparameters.length === 0 || trials.length < fewestTrials || isFlat(trials)) return null;
  // A third for each region and one for pairs: where nothing matters, something is named in at most `falseAlarms` of rounds.
  const options = { alpha: falseAlarms / 3, level: intervalLevel };
  const sample = (of: readonly RankedTrial[]): Sample => sampleOf(view, hyperparameters, of);
  const ranks = effectsOf(ranked(sample(trials)), options);
  const plain = sample(trials);
  const { pairs } = additiveShare(plain, options) > ranks.additive ? effectsOf(plain, options) : ranks;
  const interactions = pairs.toSorted((a, b) => b.share - a.share);
  const better = trials.slice(0, Math.ceil(trials.length / 2));
  const enough = better.length >= fewestTrials && !isFlat(better);
  const competitive = enough ? effectsOf(ranked(sample(better)), options) : null;
  return {
    hyperparameters,
    feasible: regionOf(trials, ranks, options.alpha),
    competitive: competitive === null ? null : regionOf(better, competitive, options.alpha),
    interactions,
    interacting: interactions.filter((pair) => interacts(pair, options.alpha)),
  };
}

/**
 * Indices of the hyperparameters whose part among competitive trials is certainly small and not proven: they may be fixed,
 * the most certain first. Never a learning rate, which is fixed last (method C1), nor one that interacts.
 */
export function fixableOf({ hyperparameters, competitive, interacting }: Importance): readonly number[] {
  if (competitive === null) return [];
  const boundOf = (i: number): number => competitive.effects[i]?.totalBound ?? 1;
  return hyperparameters
    .flatMap(({ meaning }, i) => {
      const matters = competitive.proven.includes(i) || interacting.some(({ members }) => members.includes(i));
      return matters || meaning === 'learning-rate' || boundOf(i) > mostFixable ? [] : [i];
    })
    .sort((a, b) => boundOf(a) - boundOf(b));
}

function interacts({ corrected, low }: TestedEffect, alpha: number): boolean {
  return corrected <= alpha && low >= leastInteraction;
}

function regionOf(trials: readonly RankedTrial[], { single }: Effects, alpha: number): Region {
  const proven = single
    .filter(({ corrected }) => corrected <= alpha)
    .toSorted((a, b) => b.share - a.share)
    .flatMap(({ members }) => members);
  return { trials, effects: single, proven };
}

function sampleOf(
  { round }: RoundView,
  hyperparameters: readonly Hyperparameter[],
  trials: readonly RankedTrial[],
): Sample {
  const sign = round.objective.direction === 'minimize' ? 1 : -1;
  return {
    hyperparameters,
    configurations: trials.map(({ record }) => record.configuration),
    objectives: trials.map(({ outcome }) => sign * outcome.objective),
  };
}

function ranked(sample: Sample): Sample {
  return { ...sample, objectives: normalScores(sample.objectives) };
}

function isFlat(trials: readonly RankedTrial[]): boolean {
  return trials.every(({ outcome }) => outcome.objective === trials[0]?.outcome.objective);
}
