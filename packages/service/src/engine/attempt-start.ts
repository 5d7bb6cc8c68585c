/** Begins an attempt: its directory and row first, then its process, so that nothing runs that the store does not know. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { argumentsOf } from '@attune/core/space';
import { advance, resumePoint, type AttemptCause, type Checkpoint, type Project } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import {
  buildCommand,
  paramsFile,
  paramsText,
  parseCommand,
  protocolEnvironment,
  sendsToServer,
  type AttemptSettings,
} from '../protocol/index.ts';
import { newAttemptToken, type Job } from '../runners/index.ts';
import type { AttemptRow, Change, TrialRow } from '../store/index.ts';
import { writeAddress } from './server-address.ts';

export const attemptStartTexts = defineTexts('attempt-start', {
  unwritten: 'an attempt could not be prepared in {directory}: {reason}; {remedy}',
  full: 'free space on that disk, then run again',
  forbidden: 'let your user write there, then run again',
  obstructed: 'move away what is in the place of a folder, then run again',
  unknown: 'mend that, then run again',
});

export interface AttemptPlan {
  readonly trial: TrialRow;
  readonly attempt: AttemptRow;
  readonly changes: readonly Change[];
}

/** The next attempt of a trial, as rows to be written. `checkpoints` are the trial's whose files are still there. */
export function planAttempt(
  trial: TrialRow,
  earlier: readonly AttemptRow[],
  checkpoints: readonly Checkpoint[],
  at: { readonly trials: string; readonly slot: number; readonly now: number; readonly handle?: string },
): AttemptPlan {
  const number = Math.max(0, ...earlier.map((attempt) => attempt.number)) + 1;
  const resume = resumePoint(earlier, checkpoints);
  const attempt: AttemptRow = {
    trial: trial.id,
    number,
    cause: causeOf(trial, earlier),
    resumedAt: resume?.step ?? null,
    resumeFrom: resume?.path ?? null,
    directory: join(at.trials, String(trial.id).padStart(4, '0'), `attempt-${number}`),
    slot: at.slot,
    handle: at.handle ?? null,
    startedAt: at.now,
    endedAt: null,
    outcome: null,
    metricsOffset: 0,
    stdoutOffset: 0,
    revision: 1,
  };
  const started: TrialRow = { ...trial, state: advance(trial, { kind: 'start' }), note: '' };
  const data = { attempt: number, cause: attempt.cause, resumedAt: attempt.resumedAt };
  return {
    trial: started,
    attempt,
    changes: [
      { do: 'update', kind: 'trial', row: started },
      {
        do: 'insert',
        kind: 'attempt',
        row: attempt,
        event: { kind: 'attempt.started', subject: `trial ${trial.id}`, data },
      },
    ],
  };
}

function causeOf(trial: TrialRow, earlier: readonly AttemptRow[]): AttemptCause {
  if (earlier.length === 0) return 'start';
  return trial.state.status === 'paused' ? 'continue' : 'retry';
}

/**
 * What to run for an attempt; writes the files that its process and its launcher read. Throws `unavailable` where they
 * cannot be written.
 */
export async function prepareJob(
  project: Project,
  trial: TrialRow,
  attempt: AttemptRow,
  around: {
    readonly cwd: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly gpus: readonly string[] | undefined;
    /** Where a program sends what it measures, if it is one that does. */
    readonly server?: string | undefined;
  },
): Promise<Job> {
  const { directory } = attempt;
  const given = argumentsOf(project.space, trial.configuration);
  const evalEvery = project.train.evalEvery === undefined ? {} : { evalEvery: project.train.evalEvery };
  const settings = { directory, seed: trial.seed, maxSteps: trial.maxSteps, untilStep: trial.untilStep, ...evalEvery };

  let sends: AttemptSettings['sends'];
  try {
    await mkdir(join(directory, 'checkpoints'), { recursive: true });
    await writeFile(join(directory, paramsFile), paramsText(given));
    if (around.server !== undefined && sendsToServer(project)) {
      const token = await newAttemptToken(directory, trial.id, attempt.number);
      await writeAddress(directory, around.server);
      sends = { url: around.server, attempt: attempt.number, token };
    }
    if (project.train.setup !== undefined) await writeFile(join(directory, 'setup.sh'), `${project.train.setup}\n`);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const remedy = remedyOf(cause.code).text;
    const detail = attemptStartTexts.unwritten({ directory, reason: cause.message, remedy });
    throw new AttuneError('unavailable', detail, { cause });
  }

  return {
    directory,
    argv: buildCommand(parseCommand(project.train.command).template, {
      ...settings,
      arguments: given,
      environment: around.environment,
    }),
    cwd: around.cwd,
    env: {
      // Python holds back what it prints into a file, and measurements would arrive in clumps.
      ...(project.metrics.from === 'stdout' ? { PYTHONUNBUFFERED: '1' } : {}),
      ...protocolEnvironment({
        ...settings,
        trial: trial.id,
        ...(attempt.resumeFrom === null ? {} : { resume: attempt.resumeFrom }),
        ...(sends === undefined ? {} : { sends }),
      }),
      ...(around.gpus === undefined ? {} : { CUDA_VISIBLE_DEVICES: around.gpus.join(',') }),
    },
  };
}

/** By the system's name of an error, as in errno(3). */
function remedyOf(code: unknown): Message {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return attemptStartTexts.full();
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return attemptStartTexts.forbidden();
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return attemptStartTexts.obstructed();
    default:
      return attemptStartTexts.unknown();
  }
}
