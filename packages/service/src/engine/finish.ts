/** Judges attempts that have ended: last measurements, state of the trial, what the user is told. */
import { join } from 'node:path';
import { advance, trialCurve } from '@attune/core/study';
import type { Message } from '@attune/core/texts';
import { objectivesOf } from '../history/objectives.ts';
import type { JobState } from '../runners/index.ts';
import type { AttemptRow, TrialRow } from '../store/index.ts';
import { commit, noteBest, type Drive } from './drive.ts';
import { explain } from './known-messages.ts';
import { lastLines, readTail } from './log-tail.ts';
import type { Live } from './live.ts';
import { takeMeasurements } from './measurements.ts';
import { deadStart, failuresUntilPause, follow } from './retry.ts';
import { judge, type Seen, type Verdict } from './verdict.ts';

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

/** Finishes an attempt whose process could not be started at all. */
export async function finishUnstarted(drive: Drive, live: Live, reason: Message): Promise<void> {
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
  const { project } = drive;
  const verdict = judge({
    code,
    stopping: live.stopping?.reason ?? null,
    seen: await seenOfTrial(drive, live),
    log: code === 0 ? '' : await logOf(drive, live.attempt),
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

/** What the attempt is judged by: of one that resumed, also the points before it that still count for its trial. */
async function seenOfTrial({ context, project, attempts }: Drive, { attempt, seen }: Live): Promise<Seen> {
  const { trial, resumedAt } = attempt;
  if (resumedAt === null) return seen;
  const curves = await context.store.curves({ trials: [trial], metrics: [project.objective.metric] });
  const { values } = trialCurve(attempts.get(trial) ?? [], curves);
  return {
    ...seen,
    objective: values.length,
    finiteObjective: values.filter((value) => Number.isFinite(value)).length,
    measurements: Math.max(seen.measurements, values.length),
    lastStep: Math.max(resumedAt, seen.lastStep ?? 0),
  };
}

async function record(drive: Drive, live: Live, endedAt: number, verdict: Verdict): Promise<void> {
  const { trial: id, number } = live.attempt;
  const ended = {
    trial: id,
    ...verdict.outcome,
    adopted: live.adopted,
    measurements: live.seen.measurements,
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
  await pauseOnDeadStart(drive, live.attempt);
}

function keep(drive: Drive, attempt: AttemptRow, trial: TrialRow): void {
  const others = drive.attempts.get(trial.id)?.filter(({ number }) => number !== attempt.number) ?? [];
  drive.attempts.set(trial.id, [...others, attempt]);
  // A retry goes to the front, so that a trial that was lost does not wait for the whole round.
  if (trial.state.status === 'waiting') drive.waiting.unshift(trial);
}

async function tell(drive: Drive, live: Live, trial: TrialRow): Promise<void> {
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
async function pauseOnDeadStart(drive: Drive, attempt: AttemptRow): Promise<void> {
  if (drive.closed !== null || !deadStart(drive)) return;
  const log = await logOf(drive, attempt);
  const code = drive.attempts.get(attempt.trial)?.at(-1)?.outcome?.code ?? null;
  const trace = lastLines(log, traceLines) || (drive.history.at(-1)?.message ?? '');
  const explanation = explain(log, code)?.explanation.text ?? '';
  drive.closed = { kind: 'dead-start', attempts: failuresUntilPause, trace, explanation };
}

/** End of stdout and stderr, without the values of sealed metrics. */
async function logOf(drive: Drive, { directory }: AttemptRow): Promise<string> {
  const [out, err] = await Promise.all([readTail(join(directory, 'stdout')), readTail(join(directory, 'stderr'))]);
  return `${out}\n${err}`.split('\n').map(drive.redact).join('\n');
}
