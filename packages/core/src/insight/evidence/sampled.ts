/**
 * The search studies of a round as samples of their spaces: what each found, best first, and how many trials it took.
 */
import type { StudyRecord } from '../record.ts';
import { isJudged, type RankedTrial, type RoundView } from '../view.ts';

export interface Sampled {
  readonly study: StudyRecord;
  /** Trials that ended feasible or infeasible: N. Those stopped, failed or still to end say nothing here. */
  readonly count: number;
  /** Feasible, best first. */
  readonly ranked: readonly RankedTrial[];
  /** Their objectives. */
  readonly results: readonly number[];
}

export function sampledOf({ round, search, ranked }: RoundView): readonly Sampled[] {
  return round.studies
    .filter(({ purpose }) => purpose === 'search')
    .map((study) => {
      const own = ranked.filter((trial) => trial.study.id === study.id);
      return {
        study,
        count: search.filter((trial) => trial.study.id === study.id && isJudged(trial)).length,
        ranked: own,
        results: own.map(({ outcome }) => outcome.objective),
      };
    });
}
