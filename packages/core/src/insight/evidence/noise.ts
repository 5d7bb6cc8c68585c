/**
 * The noise of a result: how much the same configuration varies from seed to seed (trial variance), and how much a rate
 * varies with the examples that happen to be in the validation set (sampling error). Method A6 and L1. Seeds of the same
 * baseline are pooled over rounds: what changed between rounds unseen then widens the spread, which errs towards undecided.
 *
 *   s   standard deviation of the baseline over its seeds; m seeds leave m − 1 degrees of freedom. Where a round has no
 *       baseline, that within configurations which were run more than once: √(Σᵢ Σⱼ (yᵢⱼ − ȳᵢ)² / Σᵢ (mᵢ − 1))
 *   N   validation examples;  p  a rate
 *   e   √(q(1−q)/(N+4)) with q = (pN+2)/(N+4): its sampling error. Two successes and two failures are added, so that a rate
 *       of 0 or 1 is not taken for certain (A. Agresti and B. Coull, Approximate Is Better than "Exact" for Interval
 *       Estimation of Binomial Proportions, The American Statistician 52, 1998)
 */
import type { Direction } from '../../study/index.ts';
import { directionOf, isRate } from './metric.ts';
import { groupsOf } from './by-configuration.ts';
import { valueAt } from './value-at.ts';
import { isRanked, type RankedTrial, type RoundView } from '../view.ts';

export interface Noise {
  readonly metric: string;
  readonly direction: Direction;
  /** The baseline's value under each seed, this round's after earlier ones'; infeasible and unfinished ones left out. */
  readonly baseline: readonly BaselineRun[];
  /** Mean of those; null where there is none. */
  readonly mean: number | null;
  /** s; null below two seeds of the baseline, or of any configuration where there is no baseline. */
  readonly deviation: number | null;
  /** Degrees of freedom of s; 0 where it is null. */
  readonly freedom: number;
  /** N where the metric is a rate and N is known, else null. */
  readonly examples: number | null;
}

export interface BaselineRun {
  readonly trial: number;
  readonly value: number;
  /** The round that ran it, where that is an earlier one. */
  readonly earlierRound?: number;
}

/** Null where the metric's direction is not known. The objective counts best over training, others at its best step. */
export function noiseOf(view: RoundView, metric: string): Noise | null {
  const direction = directionOf(metric, view.round.objective);
  if (direction === undefined) return null;
  const baseline = runsOf(view).flatMap(({ earlierRound, ...run }): BaselineRun[] => {
    const value = measured(run, metric, view);
    const trial = run.record.id;
    return value === undefined ? [] : [{ trial, value, ...(earlierRound !== undefined && { earlierRound }) }];
  });
  const values = baseline.map(({ value }) => value);
  const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const examples = isRate(metric, values) ? (view.round.examples.valid ?? null) : null;
  const { deviation, freedom } =
    view.baseline.length + view.earlierBaseline.length > 0 ? spreadOf([values]) : spreadOf(repeatsOf(view, metric));
  return { metric, direction, baseline, mean, deviation, freedom, examples };
}

/** Values of the configurations that were run more than once. Of trials without hyperparameters it is not known. */
function repeatsOf(view: RoundView, metric: string): readonly (readonly number[])[] {
  const known = view.ranked.filter(({ record }) => Object.keys(record.configuration).length > 0);
  return groupsOf(known).map((trials) =>
    trials.flatMap((trial) => {
      const value = measured(trial, metric, view);
      return value === undefined ? [] : [value];
    }),
  );
}

/** The baseline's feasible runs, an earlier round's among them: they count as seeds of the same configuration. */
function runsOf({
  baseline,
  earlierBaseline,
}: RoundView): readonly (FeasibleRun & { readonly earlierRound?: number })[] {
  const earlier = earlierBaseline.flatMap(({ round, record, outcome }) =>
    outcome.kind === 'feasible' ? [{ record, outcome, earlierRound: round }] : [],
  );
  return pooledRuns<FeasibleRun>(baseline.filter(isRanked), earlier, ({ record }) => record.seed);
}

/** `earlier` in order of time, then `present`. One whose seed is also among later ones is the same run over again. */
export function pooledRuns<T>(present: readonly T[], earlier: readonly T[], seedOf: (run: T) => number): readonly T[] {
  const seen = new Set(present.map(seedOf));
  const fresh = earlier.toReversed().filter((run) => {
    const again = seen.has(seedOf(run));
    seen.add(seedOf(run));
    return !again;
  });
  return [...fresh.toReversed(), ...present];
}

type FeasibleRun = Pick<RankedTrial, 'record' | 'outcome'>;

/** A trial's value of a metric: the objective best over training, any other at the objective's best step. */
export function measured(trial: FeasibleRun, metric: string, view: RoundView): number | undefined {
  if (metric === view.round.objective.metric) return trial.outcome.objective;
  const curve = trial.record.curves.find((candidate) => candidate.metric === metric);
  return curve === undefined ? undefined : valueAt(curve, trial.outcome.bestStep);
}

/** e: never 0. */
export function samplingError(rate: number, examples: number): number {
  const adjusted = (rate * examples + 2) / (examples + 4);
  return Math.sqrt((adjusted * (1 - adjusted)) / (examples + 4));
}

/** s over groups of values that differ by seed alone. */
function spreadOf(groups: readonly (readonly number[])[]): Pick<Noise, 'deviation' | 'freedom'> {
  const repeated = groups.filter((values) => values.length > 1);
  const freedom = repeated.reduce((sum, values) => sum + values.length - 1, 0);
  if (freedom === 0) return { deviation: null, freedom };
  const squares = repeated.reduce((sum, values) => sum + squaresOf(values), 0);
  return { deviation: Math.sqrt(squares / freedom), freedom };
}

function squaresOf(values: readonly number[]): number {
  if (values.every((value) => value === values[0])) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
