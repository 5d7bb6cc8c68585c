/** A round's trials with what each result is worth. */
import { defaultOptions, outcomeAlone, outcomesAmong, type Outcome } from '@attune/core/insight';
import { better, type Curve, type Objective } from '@attune/core/study';
import type { RoundRow, StudyRow, TrialRow } from '../../store/index.ts';
import type { RoundTrials } from '../analysis/round-trials.ts';

export interface JudgedTrials extends RoundTrials {
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** Feasible trials of search studies, the best first; ties in order of trial number. */
  readonly ranked: readonly number[];
}

/** What is known of a trial by itself, for as long as its row and its curve are the same. */
interface Judgement {
  readonly curve: Curve | undefined;
  /** By which objective and against which chance. */
  readonly rules: string;
  readonly outcome: Outcome;
}

const judgements = new WeakMap<TrialRow, Judgement>();

/** Of trials that were judged before only those are judged anew that have changed: their row, or what was measured. */
export function judgedTrials(round: RoundRow, known: RoundTrials, judge = outcomeAlone): JudgedTrials {
  const { studies, trials, curves } = known;
  const { objective, references, examples } = round.resolved.project;
  const about = { objective, references, examples };
  const rules = JSON.stringify(about);
  const alone = (row: TrialRow): Outcome => {
    const curve = curves.get(row.id);
    const before = judgements.get(row);
    if (before !== undefined && before.curve === curve && before.rules === rules) return before.outcome;
    const { id, study, configuration, seed, state } = row;
    const record = { id, study, configuration, seed, state, curves: curve === undefined ? [] : [curve] };
    const outcome = judge(record, about, defaultOptions);
    judgements.set(row, { curve, rules, outcome });
    return outcome;
  };
  const members = { trials, objective, studies: studies.map(({ id, plan: { purpose } }) => ({ id, purpose })) };
  const outcomes = outcomesAmong(members, alone, defaultOptions);
  return { ...known, outcomes, ranked: rankedOf(objective, studies, trials, outcomes) };
}

function rankedOf(
  { direction }: Objective,
  studies: readonly StudyRow[],
  trials: readonly TrialRow[],
  outcomes: JudgedTrials['outcomes'],
): readonly number[] {
  const searches = new Set(studies.filter(({ plan }) => plan.purpose === 'search').map(({ id }) => id));
  return trials
    .flatMap(({ id, study }) => {
      const outcome = outcomes.get(id);
      return searches.has(study) && outcome?.kind === 'feasible' ? [{ id, value: outcome.objective }] : [];
    })
    .toSorted((a, b) => {
      if (a.value === b.value) return a.id - b.id;
      return better(direction, a.value, b.value) ? -1 : 1;
    })
    .map(({ id }) => id);
}
