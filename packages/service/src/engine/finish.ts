/** Judges attempts that have ended: last measurements, state of the trial, what the user is told. */
import { join } from 'node:path';
import { advance, trialCurve } from '@attune/core/study';
import type { AttuneError } from '@attune/core/errors';
import { attemptsAsTheyBegan } from '../history/as-they-began.ts';
import { objectivesOf } from '../history/objectives.ts';
import { createRedactor } from '../protocol/index.ts';
import { exitOf, type JobState } from '../runners/index.ts';
import type { AttemptRow, TrialRow } from '../store/index.ts';
import { commit, isOwn, noteBest, type Drive } from './drive.ts';
import { explain } from './known-messages.ts';
import { joinTails, lastLines, readTail } from './log-tail.ts';
import type { Live } from './live.ts';
import { takeMeasurements } from './measurements.ts';
import { deadStart, failuresUntilPause, follow } from './retry.ts';
import { engineTexts } from './texts.ts';
import { judge, type Seen, type Verdict } from './verdict.ts';
import { waitInTurn } from './wait-in-turn.ts';

/** Lines of a traceback that a user sees when a round pauses. */
const traceLines = 20;

/** Looks at all running attempts and finishes those whose processes are gone. */
export async function finishEnded(drive: Drive): Promise<void> {
  const { runner } = drive.context;
  const running = [...drive.live.values()];
  const states = await runner.poll(running.map(({ attempt }) => attempt));
  for (const [index, live] of running.entries()) {
    const state = states[index];
    if (state === undefined || state.kind === 'running') continue;
    await finish(drive, live, state);
  }
}

/**
 * Finishes an attempt whose process could not be started at all. Where the machine refused it, all others would be
 * refused too: no more are started, and the trial waits until the user has mended that.
 */
export async function finishUnstarted(drive: Drive, live: Live, { code, detail: reason }: AttuneError): Promise<void> {
  if (code === 'unavailable') {
    drive.closed ??= { kind: 'not-started', reason: reason.text };
    const outcome = { kind: 'preempted', code: null, message: reason.text } as const;
    await record(drive, live, drive.context.clock.now(), { outcome, event: { kind: 'retry' }, note: reason });
    return;
  }
  const outcome = { kind: 'crashed', code: null, message: reason.text } as const;
  await record(drive, live, drive.context.clock.now(), {
    outcome,
    event: { kind: 'fail', reason: 'crashed' },
    note: reason,
  });
}

async function finish(drive: Drive, live: Live, state: Exclude<JobState, { kind: 'running' }>): Promise<void> {
  const code = state.kind === 'ended' ? state.code : null;
  // What outlived its launcher would go on using the slot.
  await drive.context.runner.stop(live.attempt, 'kill');
  await takeMeasurements(drive, [live]);
  const memoryKills = await drive.context.memoryKills();
  const { project } = live;
  const verdict = judge({
    code,
    stopping: live.stopping?.reason ?? null,
    seen: await seenOfTrial(drive, live),
    log: code === 0 ? '' : await logOf(live),
    memoryKill: code === 137 && memoryKills !== null && memoryKills > (drive.memoryKills ?? memoryKills),
    untilStep: live.trial.untilStep,
    maxSteps: live.trial.maxSteps,
    objective: project.objective.metric,
    source: project.metrics.from,
  });
  drive.memoryKills = memoryKills;
  // It may have ended long before this engine came to look.
  const endedAt = state.kind === 'ended' ? state.endedAt : drive.context.clock.now();
  await record(drive, live, Math.max(live.attempt.startedAt, endedAt), verdict);
}

/**
 * What the attempt is judged by: of one that resumed, also the points before it that still count for its trial; of one
 * that was adopted, also what was stored of a file that has been begun anew since.
 */
async function seenOfTrial({ context, attempts }: Drive, { attempt, seen, project, adopted }: Live): Promise<Seen> {
  const { trial, number } = attempt;
  if (attempt.resumedAt === null && !adopted) return seen;
  const curves = await context.store.curves({ trials: [trial], metrics: [project.objective.metric] });
  const begun = await attemptsAsTheyBegan(context.store, attempts.get(trial) ?? []);
  const resumedAt = begun.find((row) => row.number === number)?.resumedAt ?? null;
  const { steps, values } = trialCurve(begun, curves);
  return {
    ...seen,
    objective: values.length,
    finiteObjective: values.filter((value) => Number.isFinite(value)).length,
    measurements: Math.max(seen.measurements, values.length),
    lastStep: latest(resumedAt, seen.lastStep, steps.at(-1) ?? null),
  };
}

function latest(...steps: readonly (number | null)[]): number | null {
  const known = steps.filter((step) => step !== null);
  return known.length === 0 ? null : Math.max(...known);
}

async function record(drive: Drive, live: Live, endedAt: number, verdict: Verdict): Promise<void> {
  const { trial: id, number } = live.attempt;
  const ended = {
    trial: id,
    ...verdict.outcome,
    adopted: live.adopted,
    current: isOwn(drive, live.trial),
    learnt: live.seen.measurements > 0,
    checkpointAdvanced: live.seen.checkpointAdvanced,
  };
  const event = follow(verdict, ended, drive);
  drive.history.push(ended);

  const attempt = { ...live.attempt, endedAt, outcome: verdict.outcome };
  const trial: TrialRow = { ...live.trial, state: advance(live.trial, event), note: verdict.note?.text ?? '' };
  await commit(drive, [
    { do: 'update', kind: 'attempt', row: attempt },
    {
      do: 'update',
      kind: 'trial',
      row: trial,
      event: {
        kind: `trial.${trial.state.status}`,
        subject: `trial ${id}`,
        data: { attempt: number, ...trial.state, outcome: verdict.outcome },
      },
    },
  ]);
  await live.intake.close();
  drive.live.delete(id);
  drive.uncompacted.push({ trial: id, attempt: number });
  keep(drive, { ...attempt, revision: attempt.revision + 1 }, { ...trial, revision: trial.revision + 1 });
  await tell(drive, live, trial);
  await pauseOnDeadStart(drive, live);
}

function keep(drive: Drive, attempt: AttemptRow, trial: TrialRow): void {
  const others = drive.attempts.get(trial.id)?.filter(({ number }) => number !== attempt.number) ?? [];
  drive.attempts.set(trial.id, [...others, attempt]);
  if (trial.state.status === 'waiting' && isOwn(drive, trial)) waitInTurn(drive, trial);
}

async function tell(drive: Drive, live: Live, trial: TrialRow): Promise<void> {
  if (!isOwn(drive, trial)) {
    const { id, round, state } = trial;
    const message = engineTexts.endedElsewhere({ trial: id, round, status: state.status });
    drive.context.progress({ kind: 'message', level: 'info', message });
    return;
  }
  const attempts = drive.attempts.get(trial.id) ?? [];
  const objective =
    attempts.length === 1
      ? live.seen.best
      : ((await objectivesOf(drive.context.store, drive.project.objective, attempts)).get(trial.id)?.value ?? null);
  if (trial.state.status === 'completed') noteBest(drive, trial.id, objective);
  const { state, note } = trial;
  drive.context.progress({ kind: 'trial-ended', trial: trial.id, state, objective, note, best: drive.best });
}

/** A round whose attempts all die at once has one cause, which the user must mend. */
async function pauseOnDeadStart(drive: Drive, live: Live): Promise<void> {
  if (drive.closed !== null || !deadStart(drive)) return;
  const log = await logOf(live);
  const code = drive.attempts.get(live.trial.id)?.at(-1)?.outcome?.code ?? null;
  const trace = lastLines(log, traceLines) || (drive.history.at(-1)?.message ?? '');
  const explanation = explain(log, code)?.explanation.text ?? '';
  drive.closed = { kind: 'dead-start', attempts: failuresUntilPause, trace, explanation };
}

/** The end of what it wrote, without the values of sealed metrics. */
async function logOf({ attempt: { directory }, project }: Live): Promise<string> {
  const [out, err] = await Promise.all([readTail(join(directory, 'stdout')), readTail(join(directory, 'stderr'))]);
  const told = (await exitOf(directory))?.told?.message ?? '';
  return createRedactor(project.metrics)(joinTails(out, told === '' ? err : told));
}
