/**
 * A runner on virtual time: jobs are scripts that say at which moment they write what into their directory, so that the
 * engine reads real files while no real time passes.
 */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../engine/clock.ts';
import type { Job, JobState, Runner } from '../runners/index.ts';

/** One thing that a simulated process does, `after` milliseconds from its start. */
export type Deed =
  | { readonly after: number; readonly metrics: Readonly<Record<string, unknown>> }
  | { readonly after: number; readonly stderr: string }
  | { readonly after: number; readonly exit: number }
  /** Vanishes without an exit status. */
  | { readonly after: number; readonly vanish: true };

/** What a job does; deeds in order of time. A job without an end runs until it is stopped. */
export type Script = (job: Job) => readonly Deed[];

export interface SimulatedRunner extends Runner {
  readonly started: readonly Job[];
}

interface Process {
  readonly start: number;
  readonly deeds: readonly Deed[];
  done: number;
  state: JobState;
  terminated: number | null;
}

/** `obeysAfter`: milliseconds from SIGTERM to exit status 143; Infinity for a process that ignores it. */
export function simulatedRunner(clock: Clock, script: Script, obeysAfter = 0): SimulatedRunner {
  const processes = new Map<string, Process>();
  const started: Job[] = [];

  function advance(directory: string, process: Process): void {
    for (const deed of process.deeds.slice(process.done)) {
      const at = process.start + deed.after;
      const killedBefore = process.terminated !== null && process.terminated + obeysAfter <= at;
      if (at > clock.now() || killedBefore || process.state.kind !== 'running') break;
      process.done++;
      if ('metrics' in deed) appendFileSync(join(directory, 'metrics.jsonl'), `${JSON.stringify(deed.metrics)}\n`);
      else if ('stderr' in deed) appendFileSync(join(directory, 'stderr'), deed.stderr);
      else process.state = 'exit' in deed ? { kind: 'ended', code: deed.exit, endedAt: at } : { kind: 'lost' };
    }
    if (process.state.kind !== 'running' || process.terminated === null) return;
    const end = process.terminated + obeysAfter;
    if (clock.now() >= end) process.state = { kind: 'ended', code: 143, endedAt: end };
  }

  return {
    started,
    start(job) {
      if (existsSync(join(job.directory, 'pid'))) throw new Error(`started twice: ${job.directory}`);
      writeFileSync(join(job.directory, 'pid'), 'simulated\n');
      started.push(job);
      const process: Process = {
        start: clock.now(),
        deeds: script(job),
        done: 0,
        state: { kind: 'running' },
        terminated: null,
      };
      processes.set(job.directory, process);
      return Promise.resolve(null);
    },
    poll(jobs) {
      return Promise.resolve(
        jobs.map(({ directory }) => {
          const process = processes.get(directory);
          if (process === undefined) return { kind: 'lost' };
          advance(directory, process);
          return process.state;
        }),
      );
    },
    wait: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    stop({ directory }, how) {
      const process = processes.get(directory);
      if (process?.state.kind === 'running') {
        if (how === 'kill') process.state = { kind: 'ended', code: 137, endedAt: clock.now() };
        else process.terminated ??= clock.now();
      }
      return Promise.resolve();
    },
  };
}
