/** Gives free places to waiting trials. */
import { access } from 'node:fs/promises';
import { AttuneError } from '@attune/core/errors';
import { ownLoop } from '../protocol/index.ts';
import type { Change, CheckpointRow, TrialRow } from '../store/index.ts';
import { prepareJob, planAttempt } from './attempt-start.ts';
import { commit, isBaseline, trialsDirectory, type Drive } from './drive.ts';
import { finishUnstarted } from './finish.ts';
import { watchAttempt, type Live } from './live.ts';

/** Starts trials until every place is taken or none waits. */
export async function fillSlots(drive: Drive): Promise<void> {
  // Given to whoever asks for one.
  if (ownLoop(drive.project)) return;
  for (let slot = freeSlot(drive); slot !== undefined && drive.closed === null; slot = freeSlot(drive)) {
    if (!(await startNext(drive, slot))) return;
  }
}

/** Trials of other rounds take places too, which they may have been given when there were more or other ones. */
function freeSlot({ live, places }: Drive): number | undefined {
  if (live.size >= places.slots) return undefined;
  const taken = new Set([...live.values()].map(({ attempt }) => attempt.slot));
  const busy = new Set([...live.values()].flatMap(({ gpus }) => gpus));
  for (let slot = 0; slot < places.slots; slot++) {
    if (!taken.has(slot) && !(places.gpusOf(slot) ?? []).some((gpu) => busy.has(gpu))) return slot;
  }
  return undefined;
}

async function startNext(drive: Drive, slot: number): Promise<boolean> {
  const next = drive.waiting.shift();
  if (next === undefined) return false;
  await startTrial(drive, next, slot);
  return true;
}

/** A program that asked for a trial, and what is to be written when it gets one. */
export interface Asker {
  readonly handle: string;
  readonly changes: readonly Change[];
}

/** Begins an attempt of a trial that waited: as a process, or for the program that asked for it. */
export async function startTrial(drive: Drive, next: TrialRow, slot: number, asker?: Asker): Promise<void> {
  const { context } = drive;
  const earlier = drive.attempts.get(next.id) ?? [];
  const checkpoints = earlier.length === 0 ? [] : await context.store.read('checkpoint', { trial: [next.id] });
  const plan = planAttempt(next, earlier, await present(checkpoints), {
    trials: trialsDirectory(context),
    slot,
    now: context.clock.now(),
    ...(asker === undefined ? {} : { handle: asker.handle }),
  });
  await commit(drive, [...plan.changes, ...(asker?.changes ?? [])]);
  // Rows come back one revision later than they were sent.
  const trial = { ...plan.trial, revision: next.revision + 1 };
  const { attempt } = plan;
  drive.attempts.set(next.id, [...earlier, attempt]);
  const gpus = drive.places.gpusOf(slot);
  const live = watchAttempt({
    trial,
    attempt,
    project: drive.project,
    gpus: gpus ?? [],
    checkpoints,
    store: context.store,
  });
  drive.live.set(trial.id, live);

  try {
    const job = await prepareJob(drive.project, trial, attempt, {
      cwd: context.projectDirectory,
      environment: context.environment,
      gpus,
      server: context.server?.(),
    });
    const handle = asker === undefined ? await context.runner.start(job) : null;
    if (handle !== null) await keepHandle(drive, live, handle);
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    await finishUnstarted(drive, live, error);
    return;
  }
  context.progress({
    kind: 'trial-started',
    trial: trial.id,
    attempt: attempt.number,
    fromStep: attempt.resumedAt ?? 0,
    untilStep: trial.untilStep,
    baseline: isBaseline(drive, trial),
  });
}

async function keepHandle(drive: Drive, live: Live, handle: string): Promise<void> {
  const row = { ...live.attempt, handle };
  await commit(drive, [{ do: 'update', kind: 'attempt', row }]);
  live.attempt = { ...row, revision: row.revision + 1 };
}

/** The checkpoints whose files are still there. */
async function present(checkpoints: readonly CheckpointRow[]): Promise<readonly CheckpointRow[]> {
  const there = await Promise.all(
    checkpoints.map(({ path }) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return checkpoints.filter((_, index) => there[index] === true);
}
