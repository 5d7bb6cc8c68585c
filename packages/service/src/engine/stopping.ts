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
    else await endAfterGrace(drive, live);
  }
}

/** SIGTERM, and the reason for the verdict. */
export async function askToEnd(drive: Drive, live: Live, reason: StopReason): Promise<void> {
  live.stopping = { reason, since: drive.context.clock.now() };
  await drive.context.runner.stop(live.attempt, 'terminate');
}

function reasonToStop(drive: Drive, { attempt, seen }: Live): StopReason | null {
  if (drive.closed?.kind === 'interrupted') return 'interrupt';
  if (diverged(seen.trainLoss, false)) return 'diverged';
  const limit = drive.project.train.timeLimitSeconds;
  const elapsed = drive.context.clock.now() - attempt.startedAt;
  return limit !== undefined && elapsed > limit * 1000 ? 'time-limit' : null;
}

async function endAfterGrace(drive: Drive, { attempt, stopping }: Live): Promise<void> {
  if (stopping === null) return;
  const waited = drive.context.clock.now() - stopping.since;
  if (waited > drive.project.train.graceSeconds * 1000) await drive.context.runner.stop(attempt, 'kill');
}

function interrupt(drive: Drive): void {
  if (drive.closed?.kind === 'interrupted') return;
  drive.closed = { kind: 'interrupted' };
  const count = drive.live.size;
  if (count === 0) return;
  drive.context.progress({ kind: 'message', level: 'info', message: engineTexts.stopping({ count }) });
}
