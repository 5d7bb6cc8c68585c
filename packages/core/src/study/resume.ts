/** Where a trial's next attempt continues (method T4): never from a state that its curve no longer contains. */
import type { Attempt, Checkpoint } from './trial.ts';

/**
 * The last checkpoint that belongs to the trial's curve as it stands, or null to begin from scratch. Goes back from the
 * latest attempt to the one that it continued, and so on: an attempt that began from scratch superseded all before it.
 * `checkpoints` are those whose files are still there.
 */
export function resumePoint(
  attempts: readonly Pick<Attempt, 'number' | 'resumedAt'>[],
  checkpoints: readonly Checkpoint[],
): Checkpoint | null {
  let limit = Infinity;
  for (const attempt of attempts.toSorted((a, b) => b.number - a.number)) {
    const usable = checkpoints
      .filter(({ attempt: number, step }) => number === attempt.number && step <= limit)
      .toSorted((a, b) => b.step - a.step);
    if (usable[0] !== undefined) return usable[0];
    if (attempt.resumedAt === null) return null;
    limit = Math.min(limit, attempt.resumedAt);
  }
  return null;
}
