/**
 * Runs of a round's baseline in the rounds before it, whose seeds tell the same noise (method A6): as a baseline, and as one
 * side of a comparison, which is where a launched baseline has its first runs.
 */
import type { Configuration } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import type { RoundRow, Store, TrialRow } from '../store/index.ts';

/** The baseline's trials of one earlier round. */
export interface EarlierRuns {
  readonly round: number;
  readonly trials: readonly TrialRow[];
}

/**
 * In order of round, those of the same configuration that were chosen before they ran, judged by the same objective after
 * as many steps. A search's trials are left out: the one that became the baseline was picked for its value. How trials are
 * run (command, set-up, resources) may differ, as it may while a round is open.
 */
export async function earlierBaselines(store: Store, round: RoundRow): Promise<readonly EarlierRuns[]> {
  return baselineRuns(store, round.resolved.project, round.number);
}

/** The same for a round that is not stored yet, or for one that is: before round `number`. */
export async function baselineRuns(
  store: Store,
  project: Pick<Project, 'baseline' | 'objective' | 'train'>,
  number: number,
): Promise<readonly EarlierRuns[]> {
  const wanted = measuredAs(project);
  const earlier = (await store.read('round')).filter(
    (other) => other.number < number && measuredAs(other.resolved.project) === wanted,
  );
  if (earlier.length === 0) return [];
  const rounds = earlier.map((one) => one.number);
  const studies = await store.read('study', { round: rounds });
  const repeats = studies.filter(({ plan }) => plan.purpose !== 'search').map(({ id }) => id);
  if (repeats.length === 0) return [];
  const same = textOf(project.baseline);
  const runs = (await store.read('trial', { study: repeats })).filter(
    ({ configuration }) => textOf(configuration) === same,
  );
  const trials = Map.groupBy(runs, (trial) => trial.round);
  return rounds.flatMap((one) => {
    const own = trials.get(one);
    return own === undefined ? [] : [{ round: one, trials: own }];
  });
}

/** One text for all rounds whose results can be compared. */
function measuredAs({ objective, train }: Pick<Project, 'objective' | 'train'>): string {
  const { maxSteps, stepUnit, evalEvery } = train;
  return JSON.stringify([objective.metric, objective.direction, maxSteps, stepUnit, evalEvery]);
}

function textOf(configuration: Configuration): string {
  return JSON.stringify(Object.entries(configuration).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
