/** How far an operation has come, as events: adapters turn them into lines, a live display or a stream. */
import type { Message } from '@attune/core/texts';
import type { Direction, TrialState } from '@attune/core/study';

export type ProgressEvent =
  | RoundStarted
  | TrialStarted
  | MeasurementTaken
  | TrialEnded
  | RoundEnded
  /** A sentence for the user in between; a warning is shown as one. */
  | { readonly kind: 'message'; readonly level: 'info' | 'warning'; readonly message: Message };

/** A round begins, or goes on after an interruption. */
export interface RoundStarted {
  readonly kind: 'round-started';
  readonly round: number;
  readonly name: string;
  /** All trials of the round, the baseline's included. */
  readonly trials: number;
  /** How many of them have ended before now. */
  readonly ended: number;
  /** Trials at a time. */
  readonly slots: number;
  /** The objective's metric. */
  readonly metric: string;
  readonly direction: Direction;
  /** What one step is: `step`, `epoch`. */
  readonly stepUnit: string;
  /** Best objective among the trials that have ended; null where there is none. */
  readonly best: BestSoFar | null;
}

/** An attempt of a trial begins; also sent for a trial that was running already and has been adopted. */
export interface TrialStarted {
  readonly kind: 'trial-started';
  readonly trial: number;
  readonly attempt: number;
  /** Step that it continues from; 0 from scratch. */
  readonly fromStep: number;
  readonly untilStep: number;
  /** Whether this trial repeats the baseline. */
  readonly baseline: boolean;
}

/** A trial has reached a step. */
export interface MeasurementTaken {
  readonly kind: 'measurement';
  readonly trial: number;
  readonly step: number;
  /** The objective's metric there, where this measurement holds it; may be NaN or infinite. */
  readonly value?: number;
}

/** An attempt has ended; `state` is `waiting` where another attempt will follow. */
export interface TrialEnded {
  readonly kind: 'trial-ended';
  readonly trial: number;
  readonly state: TrialState;
  /** The trial's best value over training; null where it was never finite. */
  readonly objective: number | null;
  /** Sentence on how it ended, where there is more to say than the state; else empty. */
  readonly note: string;
  /** Best of the round including this trial. */
  readonly best: BestSoFar | null;
}

/** The round has ended, or paused with a reason. */
export interface RoundEnded {
  readonly kind: 'round-ended';
  readonly round: number;
  readonly status: 'completed' | 'paused' | 'interrupted';
  readonly note: string;
  /** Trials that were told to have failed, and wait for the next run after all. */
  readonly revived?: number;
}

export interface BestSoFar {
  readonly trial: number;
  readonly objective: number;
}
