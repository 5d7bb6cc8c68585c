/** What a trial costs in time, from what was measured: trials that have ended, else the last `check`. */
import type { Store } from '../store/index.ts';
import { readCheckedTime } from './step-time.ts';

export type TrialTime =
  | {
      readonly from: 'attempts';
      /** Of a slot’s time for each trial with a result: start-up, evaluations, failed and repeated attempts included. */
      readonly seconds: number;
      /** Trials with a result that were counted. */
      readonly trials: number;
    }
  | {
      readonly from: 'check';
      readonly seconds: number;
      /** Until training begins; null where the check did not measure it. */
      readonly startSeconds: number | null;
      readonly stepSeconds: number;
    };

/** Trials that are looked at, the latest ones: programs get faster and slower as they are changed. */
const latest = 50;

/** Of a trial of so many steps; null where nothing has been measured yet. */
export async function trialTime(store: Store | null, storeDirectory: string, steps: number): Promise<TrialTime | null> {
  const measured = store === null ? null : await ofAttempts(store, steps);
  if (measured !== null) return measured;
  const checked = await readCheckedTime(storeDirectory);
  if (checked === null) return null;
  const { startSeconds, stepSeconds } = checked;
  return { from: 'check', seconds: (startSeconds ?? 0) + steps * stepSeconds, startSeconds, stepSeconds };
}

/** The mean, not the median: it is what a round of many trials adds up to. */
async function ofAttempts(store: Store, steps: number): Promise<TrialTime | null> {
  const ended = (await store.read('trial', { status: ['completed', 'infeasible', 'failed'] })).slice(-latest);
  const ids = ended.map(({ id }) => id);
  if (ids.length === 0) return null;
  const attempts = Map.groupBy(await store.read('attempt', { trial: ids }), ({ trial }) => trial);
  let seconds = 0;
  let trials = 0;
  for (const { id, state, untilStep } of ended) {
    const own = (attempts.get(id) ?? []).flatMap(({ startedAt, endedAt }) =>
      endedAt === null ? [] : [(endedAt - startedAt) / 1000],
    );
    // Another length of training costs in proportion, start-up too, which is then a little off.
    seconds += own.reduce((sum, each) => sum + each, 0) * (steps / untilStep);
    // A failed trial is run again: its time is lost, and is part of what a result costs.
    if (own.length > 0 && state.status !== 'failed') trials += 1;
  }
  return trials === 0 ? null : { from: 'attempts', seconds: seconds / trials, trials };
}
