import type { Configuration } from '../space/index.ts';

/** Why a configuration cannot give a usable result. */
export type InfeasibleReason = 'diverged' | 'out-of-memory' | 'invalid';

/** Why a trial was lost to infrastructure or to a mistake. */
export type FailedReason = 'crashed' | 'timed-out' | 'preempted' | 'lost';

export type TrialState =
  | { readonly status: 'waiting' }
  | { readonly status: 'running' }
  | { readonly status: 'paused' }
  | { readonly status: 'completed' }
  | { readonly status: 'infeasible'; readonly reason: InfeasibleReason }
  | { readonly status: 'failed'; readonly reason: FailedReason }
  | { readonly status: 'stopped' };

export type TrialStatus = TrialState['status'];

/** One training run of one configuration with one seed, over however many attempts it takes. */
export interface Trial {
  /** Project-wide, from 1, never reused. */
  readonly id: number;
  readonly round: number;
  readonly study: number;
  /** Place in the study's sequence, from 0. */
  readonly index: number;
  readonly configuration: Configuration;
  /** In [0, 2³¹). */
  readonly seed: number;
  readonly state: TrialState;
  /** Sentence for the user on how it ended, where there is more to say than the state; else empty. */
  readonly note: string;
  readonly maxSteps: number;
  /** Where the current attempt is to stop; `maxSteps` unless a procedure or a scheduler asks for less. */
  readonly untilStep: number;
  readonly revision: number;
}

/** Why an attempt exists. */
export type AttemptCause = 'start' | 'retry' | 'continue';

/** One process and one directory of a trial. */
export interface Attempt {
  readonly trial: number;
  /** From 1. */
  readonly number: number;
  readonly cause: AttemptCause;
  /** Step of the checkpoint it continues from; null from scratch. */
  readonly resumedAt: number | null;
  /** The checkpoint's path, handed over as `ATTUNE_RESUME`. */
  readonly resumeFrom: string | null;
  readonly directory: string;
  /** Which of the engine's places it occupies, from 0; decides its GPUs. */
  readonly slot: number;
  /** The runner's handle; null until its process was started. */
  readonly handle: string | null;
  /** Milliseconds, UTC. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** How its process ended; null while it runs. */
  readonly outcome: AttemptOutcome | null;
  readonly revision: number;
}

/** What became of an attempt: the classes of its exit. */
export interface AttemptOutcome {
  readonly kind: 'finished' | 'infeasible' | 'crashed' | 'timed-out' | 'preempted' | 'lost' | 'stopped';
  /** Exit status, where the process left one. */
  readonly code: number | null;
  /** Last words: the line by which crashes are told apart; else empty. */
  readonly message: string;
}

/** Saved model state that a trial announced. */
export interface Checkpoint {
  readonly trial: number;
  readonly attempt: number;
  readonly step: number;
  /** Absolute. */
  readonly path: string;
  readonly time: number;
}
