/** Starts, watches and stops processes, here or on a cluster. A runner knows processes, never metrics. */

/** One process to start. `directory` exists and belongs to this job alone; whatever is known of the job is in it. */
export interface Job {
  readonly directory: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Added to the runner's own environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** A job that was started, perhaps by an engine that is gone. */
export interface StartedJob {
  readonly directory: string;
  /** What `start` returned; null where the engine died before it could keep it. */
  readonly handle: string | null;
}

export type JobState =
  | { readonly kind: 'running' }
  /** `code` as a shell tells it: 128 + n for signal n. `endedAt` in milliseconds UTC. */
  | { readonly kind: 'ended'; readonly code: number; readonly endedAt: number }
  /** It is gone and left no exit status, or it never started and never will. */
  | { readonly kind: 'lost' };

export interface Runner {
  /**
   * Returns a handle that a later engine needs to find the job, or null where its directory is enough. Throws
   * `unavailable` where nothing could be started.
   */
  start(job: Job): Promise<string | null>;
  /** The state of each job, in order. */
  poll(jobs: readonly StartedJob[]): Promise<readonly JobState[]>;
  /** Resolves when a job may have ended, or when `signal` aborts; never rejects. */
  wait(signal: AbortSignal): Promise<void>;
  /**
   * `terminate` asks a job and all that it started to end (SIGTERM); `kill` ends them (SIGKILL), also what outlived
   * an ended or lost job. A job whose command has not begun ends without it, as by SIGTERM. Does nothing where nothing is left.
   */
  stop(job: StartedJob, how: 'terminate' | 'kill'): Promise<void>;
}
