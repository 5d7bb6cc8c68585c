/**
 * Drives one round to its end: starts its trials, takes in what they report, judges how they end, retries what was lost.
 * Everything that matters is in the store and in the attempts' directories, so that an engine can be killed at any
 * moment and the next one continues.
 */
import { ended } from '@attune/core/study';
import { ownLoop } from '../protocol/index.ts';
import type { RoundRow } from '../store/index.ts';
import { pauseAbandoned } from './abandoned-rounds.ts';
import { shareGpus, visibleGpus } from './devices.ts';
import { commit, isBaseline, isOwn, openDrive, type Drive, type EngineContext } from './drive.ts';
import { fillSlots } from './fill.ts';
import { finishEnded } from './finish.ts';
import type { HeldLease } from './lease.ts';
import { takeMeasurements } from './measurements.ts';
import { obeyRequests, stopsAsked } from './requests.ts';
import { endRound } from './round-end.ts';
import { checkServer } from './server-needed.ts';
import { endAfterGrace, stopOverdue } from './stopping.ts';
import { engineTexts } from './texts.ts';

/** How often running trials are looked at when nothing else wakes the engine. */
const pollMilliseconds = 200;

/**
 * Runs `round` until nothing is left to do or it pauses; returns its row as it then stands. With `starts: false` it only
 * obeys what is asked of the engine, and leaves the round and all other trials as they are. Throws `unavailable` where its
 * GPUs are missing, `unsupported` where its trials send what they measure and this process is no server, `conflict` where it loses the lease.
 */
export async function driveRound(
  context: EngineContext,
  lease: HeldLease,
  round: RoundRow,
  { starts = true }: { readonly starts?: boolean } = {},
): Promise<RoundRow> {
  const { resources } = round.resolved.project;
  if (starts) checkServer(round.resolved.project, context.server);
  const here = starts && !ownLoop(round.resolved.project);
  const gpus = here && resources.gpusPerTrial > 0 ? await visibleGpus(context.environment) : [];
  const places = here ? shareGpus(resources, gpus) : { slots: starts ? resources.slots : 0, gpusOf: () => undefined };
  const drive = await openDrive(context, lease, round, places, gpus);
  try {
    await compactEnded(drive);
    if (!starts) {
      await obey(drive);
      return round;
    }
    await announce(drive);
    while (await step(drive)) {
      if (context.leave?.aborted === true) return drive.round;
      await untilSomethingHappens(drive);
    }
  } finally {
    for (const { intake } of drive.live.values()) await intake.close();
  }
  return endRound(drive);
}

/** Until nothing is asked any more. */
async function obey(drive: Drive): Promise<void> {
  const { context, lease } = drive;
  while (!context.signal.aborted && context.leave?.aborted !== true) {
    await lease.keep();
    await finishEnded(drive);
    await obeyRequests(drive, { starts: false });
    await endAfterGrace(drive);
    await compactEnded(drive);
    if (!(await stopsAsked(drive))) return;
    await untilSomethingHappens(drive);
  }
}

async function announce(drive: Drive): Promise<void> {
  const { context, round, project } = drive;
  await pauseAbandoned(drive);
  if (round.status !== 'running') {
    const row = { ...round, status: 'running' as const, note: '', endedAt: null };
    await commit(drive, [
      { do: 'update', kind: 'round', row, event: { kind: 'round.resumed', subject: `round ${round.number}` } },
    ]);
    drive.round = { ...row, revision: row.revision + 1 };
  }
  const trials = await context.store.read('trial', { round: [round.number] });
  context.progress({
    kind: 'round-started',
    round: round.number,
    name: round.name,
    trials: trials.length,
    ended: trials.filter(({ state }) => ended(state)).length,
    slots: drive.places.slots,
    metric: project.objective.metric,
    direction: project.objective.direction,
    stepUnit: project.train.stepUnit,
    best: drive.best,
  });
  if (ownLoop(project)) context.progress({ kind: 'message', level: 'info', message: engineTexts.ownLoop() });
  announceAdopted(drive);
}

function announceAdopted(drive: Drive): void {
  const { context } = drive;
  const rounds = Map.groupBy(drive.live.values(), ({ trial }) => trial.round);
  for (const [round, { length: count }] of rounds) {
    const own = round === drive.round.number;
    const message = own ? engineTexts.adopted({ count }) : engineTexts.adoptedElsewhere({ count, round });
    context.progress({ kind: 'message', level: 'info', message });
  }
  for (const { trial, attempt, seen } of drive.live.values()) {
    if (!isOwn(drive, trial)) continue;
    context.progress({
      kind: 'trial-started',
      trial: trial.id,
      attempt: attempt.number,
      fromStep: Math.max(attempt.resumedAt ?? 0, seen.lastStep ?? 0),
      untilStep: trial.untilStep,
      baseline: isBaseline(drive, trial),
    });
  }
}

/** One look at everything; false where nothing runs and nothing is to be started. */
async function step(drive: Drive): Promise<boolean> {
  await drive.lease.keep();
  await obeyRequests(drive);
  await finishEnded(drive);
  if (!drive.context.signal.aborted) await fillSlots(drive);
  await takeMeasurements(drive);
  await stopOverdue(drive);
  await compactEnded(drive);
  return drive.live.size > 0 || (drive.waiting.length > 0 && drive.closed === null);
}

async function compactEnded(drive: Drive): Promise<void> {
  if (drive.uncompacted.length === 0) return;
  const { store, actor, clock } = drive.context;
  const attempts = drive.uncompacted;
  drive.uncompacted = [];
  await store.compact(attempts, { actor, time: clock.now(), token: drive.lease.token });
}

async function untilSomethingHappens({ context, closed }: Drive): Promise<void> {
  const done = new AbortController();
  // Once the interruption has been seen, it must not wake the engine again and again.
  const asked = closed?.kind === 'interrupted' ? [] : [context.signal];
  const wake = AbortSignal.any([done.signal, ...asked, ...(context.leave === undefined ? [] : [context.leave])]);
  await Promise.race([context.runner.wait(done.signal), context.clock.sleep(pollMilliseconds, wake)]);
  done.abort();
}
