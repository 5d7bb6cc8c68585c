/** Starts, watches and stops processes, here or on a cluster. A runner knows processes, never metrics. */

/** One process to start. `directory` exists and belongs to this job alone. */
export interface Job {
  readonly trial: number;
  readonly attempt: number;
  readonly directory: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Added to the runner's own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly setup?: string;
}

export type JobState =
  | { readonly kind: 'running' }
  /** `code` as a shell tells it: 128 + n for signal n. `endedAt` in milliseconds UTC. */
  | { readonly kind: 'ended'; readonly code: number; readonly endedAt: number }
  /** It is gone and left no exit status. */
  | { readonly kind: 'lost' };

export interface Runner {
  /** Returns a handle that a later process can poll; the job's directory decides, so a second start of it is refused. */
  start(job: Job): Promise<string>;
  /** The state of each handle, in order. A job that was never started, or whose handle nobody kept, is found by its directory. */
  poll(
    handles: readonly { readonly handle: string | null; readonly directory: string }[],
  ): Promise<readonly JobState[]>;
  /** Resolves when a job of this process may have ended, or when `signal` aborts. */
  wait(signal: AbortSignal): Promise<void>;
  /** Asks a job to end (`terminate`: SIGTERM to its group) or ends it (`kill`). Does nothing where it already has. */
  stop(job: { readonly handle: string | null; readonly directory: string }, how: 'terminate' | 'kill'): Promise<void>;
}
