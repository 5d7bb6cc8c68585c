/** A round as its questions see it: each trial with its outcome, the search apart from the baseline, the best first. */
import { diagnose, type Diagnosis } from '../diagnosis/index.ts';
import { better } from '../study/index.ts';
import { defaultOptions, type InsightOptions } from './options.ts';
import { outcomesOf, type Feasible, type Outcome } from './evidence/outcome.ts';
import type { RoundRecord, StudyRecord, TrialRecord } from './record.ts';

export interface JudgedTrial {
  readonly record: TrialRecord;
  readonly study: StudyRecord;
  readonly outcome: Outcome;
}

/** A trial with a usable result. */
export interface RankedTrial extends JudgedTrial {
  readonly outcome: Feasible;
}

export interface EarlierTrial {
  readonly round: number;
  readonly record: TrialRecord;
  readonly outcome: Outcome;
}

/** What a view is made of. */
interface ViewParts {
  readonly round: RoundRecord;
  /** Trials of search studies, in order of the record. */
  readonly search: readonly JudgedTrial[];
  /** Trials of baseline studies: one configuration under several seeds. */
  readonly baseline: readonly JudgedTrial[];
  /** The same baseline's trials of earlier rounds, judged by this round's rules. */
  readonly earlierBaseline: readonly EarlierTrial[];
  /** Feasible trials of search studies, best first; ties in order of trial number. */
  readonly ranked: readonly RankedTrial[];
  /** What each trial's curves show, by trial id; of all trials of the round. */
  readonly diagnoses: Diagnoses;
}

export interface RoundView extends ViewParts {
  /** By which it was judged. */
  readonly options: InsightOptions;
  /** Evidence on which several questions and figures rest: made when first asked for, by the view's own options. */
  kept<T>(make: (view: RoundView, options: InsightOptions) => T): T;
}

export type Diagnoses = ReadonlyMap<number, readonly Diagnosis[]>;

/** Of every trial of the round. */
export function diagnosesOf(round: RoundRecord): Diagnoses {
  return new Map(round.trials.map((trial) => [trial.id, diagnosisOf(round, trial)]));
}

/** Of one trial: for a caller that does not hold all curves at once. */
export function diagnosisOf(
  { objective, maxSteps, references }: Pick<RoundRecord, 'objective' | 'maxSteps' | 'references'>,
  { curves }: Pick<TrialRecord, 'curves'>,
): readonly Diagnosis[] {
  const chance = references['chance']?.[objective.metric] ?? null;
  return diagnose({ curves, objective, maxSteps, chance });
}

/** Trials of studies that the record does not hold are left out: nothing is known of their space. */
export function viewOf(
  round: RoundRecord,
  options: InsightOptions = defaultOptions,
  diagnoses: Diagnoses = diagnosesOf(round),
): RoundView {
  const outcomes = outcomesOf(round, options);
  const studies = new Map(round.studies.map((study) => [study.id, study]));
  const trials = round.trials.flatMap((record): JudgedTrial[] => {
    const study = studies.get(record.study);
    const outcome = outcomes.get(record.id);
    return study === undefined || outcome === undefined ? [] : [{ record, study, outcome }];
  });
  const search = trials.filter(({ study }) => study.purpose === 'search');
  const ranked = search.filter(isRanked).sort((a, b) => compare(round, a, b));
  const baseline = trials.filter(({ study }) => study.purpose === 'baseline');
  return viewWith({ round, search, baseline, earlierBaseline: earlierOf(round, options), ranked, diagnoses }, options);
}

/** A view of these parts, with no evidence kept yet: what differs in its parts differs in its evidence. */
export function viewWith(parts: ViewParts, options: InsightOptions): RoundView {
  const made = new Map<unknown, { readonly evidence: unknown }>();
  const view: RoundView = {
    ...parts,
    options,
    kept<T>(make: (of: RoundView, by: InsightOptions) => T): T {
      const known = made.get(make) ?? { evidence: make(view, options) };
      made.set(make, known);
      return known.evidence as T;
    },
  };
  return view;
}

function earlierOf(round: RoundRecord, options: InsightOptions): readonly EarlierTrial[] {
  return (round.earlierBaselines ?? []).flatMap(({ round: number, trials }) => {
    const outcomes = outcomesOf({ ...round, studies: [], trials }, options);
    return trials.flatMap((record): EarlierTrial[] => {
      const outcome = outcomes.get(record.id);
      return outcome === undefined ? [] : [{ round: number, record, outcome }];
    });
  });
}

export function isRanked(trial: JudgedTrial): trial is RankedTrial {
  return trial.outcome.kind === 'feasible';
}

/** Whether nothing more will happen to a trial and its result, good or bad, says something of its configuration. */
export function isJudged(trial: JudgedTrial): boolean {
  return trial.outcome.kind === 'feasible' || trial.outcome.kind === 'infeasible';
}

function compare({ objective }: RoundRecord, a: RankedTrial, b: RankedTrial): number {
  if (better(objective.direction, a.outcome.objective, b.outcome.objective)) return -1;
  if (better(objective.direction, b.outcome.objective, a.outcome.objective)) return 1;
  return a.record.id - b.record.id;
}
