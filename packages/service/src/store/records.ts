/** The rows of the store. Times are milliseconds UTC; `revision` counts a record's changes from 1. */
import type { Configuration } from '@attune/core/space';
import type { Attempt, Checkpoint, Project, ResolvedRound, StudyPlan, Trial } from '@attune/core/study';

/** The project of this store; one row. */
export interface ProjectRow {
  readonly id: 1;
  readonly project: Project;
  readonly revision: number;
}

/** A change of the baseline, kept with its evidence; number 1 is the baseline that the project began with. */
export interface LaunchRow {
  readonly number: number;
  readonly parent: number | null;
  readonly configuration: Configuration;
  /** Free JSON: trials, comparison, figures. Null for a baseline that was edited by hand. */
  readonly evidence: unknown;
  readonly note: string;
  /** Commit, dirty diff, command, environment, as recorded. */
  readonly provenance: unknown;
  readonly time: number;
}

export type RoundStatus = 'running' | 'paused' | 'completed';

export interface RoundRow {
  /** Project-wide, from 1. */
  readonly number: number;
  readonly name: string;
  /** The round file, relative to the project. */
  readonly file: string;
  /** SHA-256 of the frozen design without notes and budget. */
  readonly hash: string;
  readonly resolved: ResolvedRound;
  readonly status: RoundStatus;
  /** Why it is paused, for the user; else empty. */
  readonly note: string;
  readonly provenance: unknown;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly revision: number;
}

export interface StudyRow {
  /** Project-wide, from 1. */
  readonly id: number;
  readonly round: number;
  readonly plan: StudyPlan;
  readonly revision: number;
}

export type TrialRow = Trial;

export interface AttemptRow extends Attempt {
  /** Bytes of `metrics.jsonl` that are in the store. */
  readonly metricsOffset: number;
  /** Bytes of `stdout` that are in the store. */
  readonly stdoutOffset: number;
}

export type CheckpointRow = Checkpoint;

/** What a user wrote, about the whole project or one subject such as `trial 7` or `round 1`. */
export interface NoteRow {
  readonly id: number;
  readonly subject: string;
  readonly text: string;
  readonly time: number;
}

/** The round is to be driven to its end by whoever has time: a server. */
export type DriveRequest = {
  readonly kind: 'drive-round';
  readonly round: number;
  readonly actor: string;
  /** Of the lease under which it was begun; absent while it waits. */
  readonly token?: number;
} & DriveReason;

export type DriveReason =
  | { readonly why: 'start' | 'continue' }
  /** `trial`: which is tried again; requests of older stores do not say. */
  | { readonly why: 'retry'; readonly trial?: number }
  | {
      readonly why: 'extend';
      /** How many it is to have, as it was asked: `+20`, or `52` in all. */
      readonly trials: string;
      /** What that comes to; absent until it is begun. */
      readonly total?: number;
    };

/** What is asked of whoever is the engine; deleted once obeyed, so that it outlives any process. */
export type EngineRequest =
  | { readonly kind: 'stop-trial'; readonly trial: number }
  /** An ended trial of `round` is to have another attempt. */
  | { readonly kind: 'retry-trial'; readonly trial: number; readonly round: number }
  /** Running trials save and end; nothing more of the round is started. */
  | { readonly kind: 'pause-round'; readonly round: number; readonly actor: string }
  | DriveRequest
  /**
   * A program that runs trials itself asks for one of `round` before `until`, in milliseconds UTC: its attempt gets
   * `handle`. Only of rounds whose trials are given to such programs.
   */
  | { readonly kind: 'give-trial'; readonly round: number; readonly handle: string; readonly until: number }
  /** A comparison is to be run to its end; `input` is that of the operation, `token` as of a round. */
  | { readonly kind: 'compare'; readonly input: unknown; readonly actor: string; readonly token?: number };

export interface RequestRow {
  readonly id: number;
  readonly request: EngineRequest;
  readonly time: number;
}

/** What a token lets its owner do: each scope holds the ones before it. */
export type TokenScope = 'read' | 'report' | 'admin';

/** Who may ask a server that is not this machine's alone. The token itself is nowhere: only its hash is. */
export interface TokenRow {
  readonly id: number;
  /** Stands in the event log: `http:ada`. Of all tokens that are in use, one has it. */
  readonly name: string;
  readonly scope: TokenScope;
  /** SHA-256 of the token, in hexadecimal digits. */
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** To the minute or so. */
  readonly lastUsedAt: number | null;
  readonly revision: number;
}

export interface RowOf {
  readonly project: ProjectRow;
  readonly launch: LaunchRow;
  readonly round: RoundRow;
  readonly study: StudyRow;
  readonly trial: TrialRow;
  readonly attempt: AttemptRow;
  readonly checkpoint: CheckpointRow;
  readonly note: NoteRow;
  readonly request: RequestRow;
  readonly token: TokenRow;
}

export type RowKind = keyof RowOf;

/** What happened, in the order of `seq`; commits with the change that it tells of. */
export interface EventRow {
  readonly seq: number;
  readonly time: number;
  /** `trial.completed`, `attempt.started`, `lease.taken`, … */
  readonly kind: string;
  /** `trial 7`, `round 1`, … */
  readonly subject: string;
  readonly actor: string;
  readonly data: unknown;
}

/** The right to drive this store's rounds. `token` rises with every new holder and fences the earlier ones off. */
export interface Lease {
  readonly holder: string;
  readonly token: number;
  readonly expiresAt: number;
}
