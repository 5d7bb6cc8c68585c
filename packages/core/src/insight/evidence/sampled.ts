/**
 * The search studies of a round as samples of their spaces: what each found, best first, and how many trials it took. A
 * configuration under several seeds is one point, with the mean of its results.
 */
import { byConfiguration, groupsOf } from './by-configuration.ts';
import type { StudyRecord } from '../record.ts';
import { isJudged, type RankedTrial, type RoundView } from '../view.ts';

export interface Sampled {
  readonly study: StudyRecord;
  /** Trials that ended feasible or infeasible, one a configuration: N. Those stopped, failed or still to end say nothing. */
  readonly count: number;
  /** Whether any configuration was run more than once. */
  readonly repeated: boolean;
  /** Feasible, best first. */
  readonly ranked: readonly RankedTrial[];
  /** Their objectives. */
  readonly results: readonly number[];
}

export function sampledOf({ round, search, ranked }: RoundView): readonly Sampled[] {
  return round.studies
    .filter(({ purpose }) => purpose === 'search')
    .map((study) => {
      const own = byConfiguration(
        round,
        ranked.filter((trial) => trial.study.id === study.id),
      );
      const judged = search.filter((trial) => trial.study.id === study.id && isJudged(trial));
      const count = groupsOf(judged).length;
      return {
        study,
        count,
        repeated: count < judged.length,
        ranked: own,
        results: own.map(({ outcome }) => outcome.objective),
      };
    });
}
