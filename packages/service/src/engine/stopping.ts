/** Ends attempts that should not go on: asked by the user, out of time, diverged, or interrupted. */
import { diverged } from '@attune/core/study';
import type { Drive } from './drive.ts';
import type { Live } from './live.ts';
import { engineTexts } from './texts.ts';
import type { StopReason } from './verdict.ts';

/** Asks overdue attempts to end, and ends those that were asked long enough ago. */
export async function stopOverdue(drive: Drive): Promise<void> {
  if (drive.context.signal.aborted) interrupt(drive);
  for (const live of drive.live.values()) {
    const reason = live.stopping === null ? reasonToStop(drive, live) : null;
    if (reason !== null) await askToEnd(drive, live, reason);
  }
  await endAfterGrace(drive);
}

/** SIGTERM, and the reason for the verdict. */
export async function askToEnd(drive: Drive, live: Live, reason: StopReason): Promise<void> {
  live.stopping = { reason, since: drive.context.clock.now() };
  await drive.context.runner.stop(live.attempt, 'terminate');
}

function reasonToStop(drive: Drive, { attempt, seen, project }: Live): StopReason | null {
  if (drive.closed?.kind === 'interrupted' || drive.closed?.kind === 'asked') return 'interrupt';
  if (diverged(seen.trainLoss, false)) return 'diverged';
  const limit = project.train.timeLimitSeconds;
  const elapsed = drive.context.clock.now() - attempt.startedAt;
  return limit !== undefined && elapsed > limit * 1000 ? 'time-limit' : null;
}

/** Kills what was asked to end and has not within its grace. */
export async function endAfterGrace({ context, live }: Drive): Promise<void> {
  for (const { attempt, stopping, project } of live.values()) {
    if (stopping === null) continue;
    const waited = context.clock.now() - stopping.since;
    if (waited > project.train.graceSeconds * 1000) await context.runner.stop(attempt, 'kill');
  }
}

function interrupt(drive: Drive): void {
  if (drive.closed?.kind === 'interrupted') return;
  drive.closed = { kind: 'interrupted' };
  const count = drive.live.size;
  if (count === 0) return;
  drive.context.progress({ kind: 'message', level: 'info', message: engineTexts.stopping({ count }) });
}
