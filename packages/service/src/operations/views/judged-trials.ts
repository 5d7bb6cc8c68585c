/** A round's trials with what each result is worth. */
import { defaultOptions, outcomesOf, type Outcome, type RoundRecord } from '@attune/core/insight';
import { better, type Objective } from '@attune/core/study';
import type { RoundRow, StudyRow, TrialRow } from '../../store/index.ts';
import type { RoundTrials } from '../analysis/round-trials.ts';

export interface JudgedTrials extends RoundTrials {
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** Feasible trials of search studies, the best first; ties in order of trial number. */
  readonly ranked: readonly number[];
}

export function judgedTrials(round: RoundRow, known: RoundTrials): JudgedTrials {
  const { studies, trials } = known;
  const { objective } = round.resolved.project;
  const outcomes = outcomesOf(recordOf(round, known), defaultOptions);
  return { ...known, outcomes, ranked: rankedOf(objective, studies, trials, outcomes) };
}

function recordOf({ number, resolved }: RoundRow, { studies, trials, curves }: RoundTrials): RoundRecord {
  const { project, goal, question, roles } = resolved;
  const { objective, baseline, examples, references, train } = project;
  return {
    ...{ number, goal, question, roles, objective, baseline, examples, references },
    maxSteps: train.maxSteps,
    stepUnit: train.stepUnit,
    studies: studies.map(({ id, plan: { name, purpose, scientific, space, trials: planned } }) => ({
      ...{ id, name, purpose, scientific, space, trials: planned },
      adaptive: false,
    })),
    trials: trials.map(({ id, study, configuration, seed, state }) => {
      const curve = curves.get(id);
      return { id, study, configuration, seed, state, curves: curve === undefined ? [] : [curve] };
    }),
  };
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
