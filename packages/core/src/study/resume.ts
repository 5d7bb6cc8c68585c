/** Where a trial's next attempt continues (method T4): never from a state that its curve no longer contains. */
import type { Attempt, Checkpoint } from './trial.ts';

/**
 * The checkpoints that belong to the trial's curve as it stands, by step. Goes back from the latest attempt to the one that
 * it continued, and so on: an attempt that began from scratch superseded all before it.
 */
export function livingCheckpoints(
  attempts: readonly Pick<Attempt, 'number' | 'resumedAt'>[],
  checkpoints: readonly Checkpoint[],
): readonly Checkpoint[] {
  const living: Checkpoint[] = [];
  let limit = Infinity;
  for (const { number, resumedAt } of attempts.toSorted((a, b) => b.number - a.number)) {
    living.push(...checkpoints.filter(({ attempt, step }) => attempt === number && step <= limit));
    if (resumedAt === null) break;
    limit = Math.min(limit, resumedAt);
  }
  return living.toSorted((a, b) => a.step - b.step || a.attempt - b.attempt);
}

/** Where the next attempt continues, or null to begin from scratch. `checkpoints` are those whose files are still there. */
export function resumePoint(
  attempts: readonly Pick<Attempt, 'number' | 'resumedAt'>[],
  checkpoints: readonly Checkpoint[],
): Checkpoint | null {
  return livingCheckpoints(attempts, checkpoints).at(-1) ?? null;
}
