/** An attempt that this engine watches, from its start or adoption until its end has been judged. */
import type { Project } from '@attune/core/study';
import type { AttemptRow, TrialRow } from '../store/index.ts';
import { openIntake, type Intake } from './intake.ts';
import { see, seenNothing, type SeenSoFar } from './seen.ts';
import type { StopReason } from './verdict.ts';

/** Updated in place by the engine's loop. */
export interface Live {
  trial: TrialRow;
  attempt: AttemptRow;
  /** Whether an earlier engine started it. */
  readonly adopted: boolean;
  readonly intake: Intake;
  readonly seen: SeenSoFar;
  stopping: { readonly reason: StopReason; readonly since: number } | null;
}

export function watchAttempt(trial: TrialRow, attempt: AttemptRow, project: Project, adopted = false): Live {
  const intake = openIntake(attempt, project.metrics);
  return { trial, attempt, adopted, intake, seen: seenNothing(), stopping: null };
}

/** An attempt that an earlier engine started: what that one had seen is read again, and not stored again. */
export async function adoptAttempt(trial: TrialRow, attempt: AttemptRow, project: Project): Promise<Live> {
  const live = watchAttempt(trial, attempt, project, true);
  const stored = { metrics: attempt.metricsOffset, stdout: attempt.stdoutOffset };
  const again = openIntake({ ...attempt, metricsOffset: 0, stdoutOffset: 0 }, project.metrics, stored);
  for (let news = await again.next(); news !== null; news = await again.next()) {
    for (const measurement of news.measurements) see(live.seen, measurement, watchingOf(live, project));
  }
  await again.close();
  return live;
}

/** What the measurements of an attempt are held against. */
export function watchingOf({ attempt }: Live, project: Project): Parameters<typeof see>[2] {
  return { objective: project.objective, trainLoss: project.metrics.trainLoss, resumedAt: attempt.resumedAt };
}
