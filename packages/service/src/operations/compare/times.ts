/** How long a training step of two configurations took, from trials that have ended: a sign of a larger model. */
import type { StepTimes } from '@attune/core/decide';
import type { Configuration } from '@attune/core/space';
import type { Store, TrialRow } from '../../store/index.ts';
import { sameConfiguration } from '../design/freeze.ts';

/** Differences of whole runs below this are start-up and the machine's own, milliseconds. */
const least = 5_000;

/**
 * Milliseconds a step, start-up included, of the candidate's fastest run and the baseline's slowest, in the latest round in
 * which both have run: machines differ from one round to another. Null where there is none, or nothing tells them apart.
 */
export async function stepTimesOf(
  store: Store,
  candidate: Configuration,
  baseline: Configuration,
): Promise<StepTimes | null> {
  const completed = await store.read('trial', { status: ['completed'] });
  const byRound = [...Map.groupBy(completed, ({ round }) => round)].toSorted(([a], [b]) => b - a);
  for (const [, trials] of byRound) {
    const own = await runsOf(store, trials, candidate);
    const others = own.length === 0 ? [] : await runsOf(store, trials, baseline);
    if (own.length === 0 || others.length === 0) continue;
    const fastest = Math.min(...own.map(({ time }) => time));
    const slowest = Math.max(...others.map(({ time }) => time));
    if (fastest - slowest < least) return null;
    return {
      candidate: Math.min(...own.map(({ time, steps }) => time / steps)),
      baseline: Math.max(...others.map(({ time, steps }) => time / steps)),
    };
  }
  return null;
}

/** Of trials in one attempt: others may have waited in between. */
async function runsOf(store: Store, trials: readonly TrialRow[], of: Configuration) {
  const own = trials.filter(({ configuration }) => sameConfiguration(configuration, of));
  if (own.length === 0) return [];
  const attempts = Map.groupBy(await store.read('attempt', { trial: own.map(({ id }) => id) }), ({ trial }) => trial);
  return own.flatMap(({ id, untilStep }) => {
    const [first, ...others] = attempts.get(id) ?? [];
    if (first === undefined || first.endedAt === null || others.length > 0) return [];
    return [{ time: first.endedAt - first.startedAt, steps: untilStep }];
  });
}
