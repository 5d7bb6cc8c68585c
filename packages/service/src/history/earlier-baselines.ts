/** Runs of a round's baseline in the rounds before it, whose seeds tell the same noise (method A6). */
import type { RoundRow, Store, TrialRow } from '../store/index.ts';

/** The baseline's trials of one earlier round. */
export interface EarlierRuns {
  readonly round: number;
  readonly trials: readonly TrialRow[];
}

/**
 * In order of round, those with the same baseline, judged by the same objective after as many steps. How trials are run
 * (command, set-up, resources) may differ, as it may while a round is open.
 */
export async function earlierBaselines(store: Store, round: RoundRow): Promise<readonly EarlierRuns[]> {
  const wanted = measuredAs(round);
  const earlier = (await store.read('round')).filter(
    (other) => other.number < round.number && measuredAs(other) === wanted,
  );
  if (earlier.length === 0) return [];
  const rounds = earlier.map(({ number }) => number);
  const studies = await store.read('study', { round: rounds });
  const repeats = studies.filter(({ plan }) => plan.purpose === 'baseline').map(({ id }) => id);
  if (repeats.length === 0) return [];
  const trials = Map.groupBy(await store.read('trial', { study: repeats }), (trial) => trial.round);
  return rounds.flatMap((number) => {
    const own = trials.get(number);
    return own === undefined ? [] : [{ round: number, trials: own }];
  });
}

/** One text for all rounds whose baselines' results can be compared. */
function measuredAs({ resolved }: RoundRow): string {
  const { objective, baseline, train } = resolved.project;
  const { maxSteps, stepUnit, evalEvery } = train;
  const values = Object.entries(baseline).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([values, objective.metric, objective.direction, maxSteps, stepUnit, evalEvery]);
}
