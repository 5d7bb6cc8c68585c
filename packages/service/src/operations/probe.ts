/** A short run of the training program outside any round, to see how it behaves. Nothing of it reaches the store. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '@attune/core/space';
import type { Message } from '@attune/core/texts';

import { openIntake, prepareJob, readTail } from '../engine/index.ts';
import type { Measurement } from '../protocol/index.ts';
import { createRedactor } from '../protocol/index.ts';
import { localRunner } from '../runners/index.ts';
import type { AttemptRow, TrialRow } from '../store/index.ts';
import type { Context } from './operation.ts';
import type { Workspace } from './workspace.ts';

export interface ProbeOrder {
  /** Names its directory. */
  readonly name: string;
  readonly configuration: Configuration;
  readonly seed: number;
  readonly maxSteps: number;
  readonly untilStep: number;
  readonly resume?: { readonly step: number; readonly path: string };
  readonly limitSeconds: number;
  /** Whether enough has been seen; the program is then stopped. */
  enough(measurements: readonly Measurement[]): boolean;
}

export interface Probe {
  readonly measurements: readonly TimedMeasurement[];
  readonly problems: readonly Message[];
  /** Exit status where the program ended by itself; null where it was stopped. */
  readonly code: number | null;
  readonly log: string;
  readonly directory: string;
  readonly startedAt: number;
}

/** `seenAt`: milliseconds, UTC, as the probe saw it. */
export type TimedMeasurement = Measurement & { readonly seenAt: number };

const lookMilliseconds = 50;

export async function probe(context: Context, workspace: Workspace, order: ProbeOrder): Promise<Probe> {
  const { project, storeDirectory, directory: cwd } = workspace;
  const runner = localRunner(context.environment);
  const directory = join(storeDirectory, 'check', order.name);
  await mkdir(directory, { recursive: true });
  const { trial, attempt } = rows(order, directory, context.clock.now());
  const job = await prepareJob(project, trial, attempt, { cwd, environment: context.environment, gpus: undefined });
  const intake = openIntake(attempt, project.metrics);
  const measurements: TimedMeasurement[] = [];
  const problems: Message[] = [];
  const look = async () => {
    const news = await intake.next();
    const seenAt = context.clock.now();
    measurements.push(...(news?.measurements ?? []).map((measurement) => ({ ...measurement, seenAt })));
    problems.push(...(news?.problems ?? []));
  };

  const startedAt = context.clock.now();
  const started = { directory, handle: await runner.start(job) };
  let code: number | null = null;
  try {
    for (;;) {
      const [state] = await runner.poll([started]);
      await look();
      if (state?.kind === 'ended') code = state.code;
      if (state === undefined || state.kind !== 'running') break;
      const late = context.clock.now() - startedAt > order.limitSeconds * 1000;
      if (late || context.signal.aborted || order.enough(measurements)) break;
      await context.clock.sleep(lookMilliseconds, context.signal);
    }
  } finally {
    await intake.close();
    await runner.stop(started, 'kill');
  }
  const redact = createRedactor(project.metrics);
  const tails = await Promise.all(['stdout', 'stderr'].map((name) => readTail(join(directory, name))));
  const log = tails.join('\n').split('\n').map(redact).join('\n');
  return { measurements, problems, code, log, directory, startedAt };
}

/** The rows that a trial would have. */
function rows(order: ProbeOrder, directory: string, now: number): { trial: TrialRow; attempt: AttemptRow } {
  const { configuration, seed, maxSteps, untilStep, resume } = order;
  return {
    trial: {
      id: 0,
      round: 0,
      study: 0,
      index: 0,
      configuration,
      seed,
      state: { status: 'running' },
      note: '',
      maxSteps,
      untilStep,
      revision: 1,
    },
    attempt: {
      trial: 0,
      number: 1,
      cause: 'start',
      resumedAt: resume?.step ?? null,
      resumeFrom: resume?.path ?? null,
      directory,
      slot: 0,
      handle: null,
      startedAt: now,
      endedAt: null,
      outcome: null,
      metricsOffset: 0,
      stdoutOffset: 0,
      revision: 1,
    },
  };
}
