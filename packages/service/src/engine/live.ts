/** An attempt that this engine watches, from its start or adoption until its end has been judged. */
import type { Checkpoint, Project } from '@attune/core/study';
import type { AttemptRow, Store, TrialRow } from '../store/index.ts';
import { openIntake, type Intake } from './intake.ts';
import { openSentIntake } from './sent-intake.ts';
import { see, seenNothing, type SeenSoFar, type Watching } from './seen.ts';
import type { StopReason } from './verdict.ts';

/** Updated in place by the engine's loop. */
export interface Live {
  trial: TrialRow;
  attempt: AttemptRow;
  /** That of the trial's round, which need not be the one that is driven. */
  readonly project: Project;
  readonly gpus: readonly string[];
  /** Last step of the checkpoints of the trial's earlier attempts; 0 where there is none. */
  readonly furthestCheckpoint: number;
  /** Whether an earlier engine started it. */
  readonly adopted: boolean;
  readonly intake: Intake;
  readonly seen: SeenSoFar;
  stopping: { readonly reason: StopReason; readonly since: number } | null;
}

/** What is known of an attempt that runs, or is about to. */
export interface Watched {
  readonly trial: TrialRow;
  readonly attempt: AttemptRow;
  readonly project: Project;
  readonly gpus: readonly string[];
  /** All of the trial's, whether or not their files are still there. */
  readonly checkpoints: readonly Checkpoint[];
  readonly store: Store;
}

export function watchAttempt(watched: Watched, adopted = false): Live {
  const { trial, attempt, project, gpus, checkpoints, store } = watched;
  const earlier = checkpoints.filter((checkpoint) => checkpoint.attempt < attempt.number);
  return {
    trial,
    attempt,
    project,
    gpus,
    furthestCheckpoint: Math.max(0, ...earlier.map(({ step }) => step)),
    adopted,
    intake:
      project.metrics.from === 'http'
        ? openSentIntake(store, attempt, project.metrics)
        : openIntake(attempt, project.metrics),
    seen: seenNothing(),
    stopping: null,
  };
}

/** An attempt that an earlier engine started: what that one had seen is read again, and not stored again. */
export async function adoptAttempt(watched: Watched): Promise<Live> {
  const live = watchAttempt(watched, true);
  const { attempt, project } = watched;
  // What was sent is read from the store, from the beginning.
  if (project.metrics.from === 'http') return live;
  const stored = { metrics: attempt.metricsOffset, stdout: attempt.stdoutOffset };
  const again = openIntake({ ...attempt, metricsOffset: 0, stdoutOffset: 0 }, project.metrics, stored);
  const watching = watchingOf(live);
  for (let news = await again.next(); news !== null; news = await again.next()) {
    for (const measurement of news.measurements) see(live.seen, measurement, watching);
  }
  await again.close();
  return live;
}

/** What the measurements of an attempt are held against. */
export function watchingOf({ attempt, project, furthestCheckpoint }: Live): Watching {
  const { objective, metrics } = project;
  return { objective, trainLoss: metrics.trainLoss, resumedAt: attempt.resumedAt, furthestCheckpoint };
}
