/** A short run of the training program outside any round, to see how it behaves. Nothing of it reaches the store. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '@attune/core/space';
import type { Message } from '@attune/core/texts';
import { joinTails, openIntake, prepareJob, readTail } from '../../engine/index.ts';
import { createRedactor, type Measurement } from '../../protocol/index.ts';
import type { AttemptRow, TrialRow } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import type { ProbePlace } from './place.ts';
import type { Workspace } from '../workspace.ts';

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
  /** End of stdout and stderr, without the values of sealed metrics. */
  readonly log: string;
  readonly directory: string;
  /** Milliseconds, UTC. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** `seenAt`: milliseconds, UTC, as the probe saw it. */
export type TimedMeasurement = Measurement & { readonly seenAt: number };

const lookMilliseconds = 50;

/**
 * Runs the program until it ends, enough has been seen, or its time is over. Where the user asks to stop, the program is
 * ended and the signal's reason thrown, as for every interruption.
 */
export async function probe(
  context: Context,
  { project, directory: cwd }: Workspace,
  { runner, directory: place, gpus }: ProbePlace,
  order: ProbeOrder,
): Promise<Probe> {
  const { signal } = context;
  signal.throwIfAborted();
  const directory = join(place, order.name);
  await mkdir(directory, { recursive: true });
  const { trial, attempt } = rows(order, directory, context.clock.now());
  const job = await prepareJob(project, trial, attempt, { cwd, environment: context.environment, gpus });
  const intake = openIntake(attempt, project.metrics);
  const measurements: TimedMeasurement[] = [];
  const problems: Message[] = [];
  const look = async () => {
    for (let news = await intake.next(); news !== null; news = news.more ? await intake.next() : null) {
      const seenAt = context.clock.now();
      measurements.push(...news.measurements.map((measurement) => ({ ...measurement, seenAt })));
      problems.push(...news.problems);
    }
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
      if (late || signal.aborted || order.enough(measurements)) break;
      await context.clock.sleep(lookMilliseconds, signal);
    }
  } finally {
    await runner.stop(started, 'kill');
    await intake.close();
  }
  signal.throwIfAborted();
  const endedAt = context.clock.now();
  const redact = createRedactor(project.metrics);
  const [out, err] = await Promise.all([readTail(join(directory, 'stdout')), readTail(join(directory, 'stderr'))]);
  const log = redact(joinTails(out, err));
  return { measurements, problems, code, log, directory, startedAt, endedAt };
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
