/** What became of attempts under earlier engines, from the store alone: retries are counted over a round's whole life. */
import type { AttemptRow, CheckpointRow, Store } from '../store/index.ts';
import type { EndedAttempt } from './retry.ts';

/** The ended attempts of all trials of which not every attempt finished, the oldest first. */
export async function earlierAttempts(store: Store, attempts: readonly AttemptRow[]): Promise<readonly EndedAttempt[]> {
  const unlucky = new Set(attempts.filter(({ outcome }) => isFailure(outcome)).map(({ trial }) => trial));
  if (unlucky.size === 0) return [];
  const trials = [...unlucky];
  const measured = new Set((await store.summaries({ trials })).map(({ trial, attempt }) => `${trial} ${attempt}`));
  const checkpoints = Map.groupBy(await store.read('checkpoint', { trial: trials }), ({ trial }) => trial);
  return attempts
    .filter(({ trial }) => unlucky.has(trial))
    .toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
    .flatMap(({ trial, number, outcome }) =>
      outcome === null
        ? []
        : {
            trial,
            ...outcome,
            adopted: true,
            current: false,
            learnt: measured.has(`${trial} ${number}`),
            checkpointAdvanced: advanced(number, checkpoints.get(trial) ?? []),
          },
    );
}

function isFailure(outcome: AttemptRow['outcome']): boolean {
  return outcome !== null && outcome.kind !== 'finished';
}

/** Whether it came beyond every checkpoint of the attempts before it. */
function advanced(number: number, checkpoints: readonly CheckpointRow[]): boolean {
  const furthest = (of: (attempt: number) => boolean) =>
    Math.max(0, ...checkpoints.filter(({ attempt }) => of(attempt)).map(({ step }) => step));
  return furthest((attempt) => attempt === number) > furthest((attempt) => attempt < number);
}
