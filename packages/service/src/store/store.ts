/**
 * Everything that Attune remembers, behind one interface. Rows come back as fresh copies.
 * A write is one transaction: all of its changes and their events, or nothing.
 */
import type { Curve, Summary } from '@attune/core/study';
import type { EventRow, Lease, RequestRow, RowKind, RowOf } from './records.ts';

/**
 * A new row, or a changed one: its `revision` (where the kind has one) is the one that was read, and is raised by the
 * update; new rows begin at 1. A row without one is deleted only as it was read. A row's parents must be in the store
 * before it, and stay while it does. An update never moves an attempt's offsets: only `ingest` does.
 */
export type Change = RowChange | Appended;

type RowChange = {
  readonly [K in RowKind]:
    | { readonly do: 'insert'; readonly kind: K; readonly row: RowOf[K]; readonly event?: ChangeEvent }
    | { readonly do: 'update'; readonly kind: K; readonly row: RowOf[K]; readonly event?: ChangeEvent }
    | { readonly do: 'delete'; readonly kind: K; readonly row: RowOf[K]; readonly event?: ChangeEvent };
}[RowKind];

/** A new request, numbered as its event is: no other one ever had that number, or will. */
export interface Appended {
  readonly do: 'append';
  readonly kind: 'request';
  readonly row: Omit<RequestRow, 'id'>;
  readonly event: ChangeEvent;
}

/** What the event log says of a change. */
export interface ChangeEvent {
  readonly kind: string;
  readonly subject: string;
  readonly data?: unknown;
  /** Whose doing it was, where not the writer's. */
  readonly actor?: string;
}

/** Who writes, when, and under which lease; a write whose token is no longer the newest is refused. */
export interface Writer {
  readonly actor: string;
  readonly time: number;
  readonly token?: number;
  /** What the event log says beside the changes' own events, and after them; commits with what is written. */
  readonly told?: readonly ChangeEvent[];
}

/**
 * Which rows: every given field must match one of its values. Omitted fields match everything. Attempts and checkpoints
 * are selected by round and study too, through their trial; a field that a kind does not have is refused as `invalid`.
 */
export interface Selection {
  /** A row's own number: trial id, round number, study id, launch number, attempt number, note or request id. */
  readonly id?: readonly number[];
  readonly round?: readonly number[];
  readonly study?: readonly number[];
  readonly trial?: readonly number[];
  readonly status?: readonly string[];
}

/** Points of one attempt, one entry a metric, in order of arrival; with how far its files have been read. */
export interface Batch {
  readonly trial: number;
  readonly attempt: number;
  readonly series: readonly {
    readonly metric: string;
    readonly steps: readonly number[];
    readonly values: readonly number[];
  }[];
  readonly checkpoints: readonly { readonly step: number; readonly path: string }[];
  /** Offsets that the stored ones must equal, else the batch is refused as `conflict`: this is what makes it exactly once. */
  readonly from: { readonly metrics: number; readonly stdout: number };
  readonly to: { readonly metrics: number; readonly stdout: number };
  /** Where true the attempt must not have ended, else the batch is refused as `conflict`. */
  readonly open?: boolean;
}

/** Which series; `maxPoints` asks for a thinned one that keeps minima, maxima and non-finite values. */
export interface CurveQuery {
  readonly trials: readonly number[];
  /** All but sealed ones where absent. */
  readonly metrics?: readonly string[];
  readonly maxPoints?: number;
  /** Sealed metrics (`test/…`) are withheld, even if named, unless this says why they may be read and by whom. */
  readonly unsealed?: { readonly reason: string; readonly actor?: string };
}

/** One attempt's series, steps as they arrived: neither sorted nor merged with other attempts'. */
export interface AttemptCurve extends Curve {
  readonly trial: number;
  readonly attempt: number;
}

export interface AttemptSummary extends Summary {
  readonly trial: number;
  readonly attempt: number;
}

/** Which series may have grown, and how many points of each are known already. */
export interface GrowthQuery {
  readonly trials: readonly number[];
  readonly seen: (trial: number, attempt: number, metric: string) => number;
}

export interface Store {
  /** Rows in ascending order of their number (attempts and checkpoints: trial, then attempt, then step). */
  read<K extends RowKind>(kind: K, selection?: Selection): Promise<readonly RowOf[K][]>;
  /**
   * Throws `conflict` where a row exists already, has another revision, is still needed, or the writer's lease is lost;
   * `not-found` where a changed row or a new row's parent is missing.
   */
  write(changes: readonly Change[], writer: Writer): Promise<void>;
  /**
   * Stores measurements of several attempts in one durable commit. Throws `conflict` where a batch's `from` is not what
   * is stored or the lease is lost, `not-found` where an attempt is missing; then nothing is stored. A checkpoint that is
   * announced again replaces the first. Times of checkpoints are the writer's.
   */
  ingest(batches: readonly Batch[], writer: Writer): Promise<void>;
  /**
   * Whether each batch's points are in the store, one after another as they are in the batch, and its checkpoints' steps.
   * Knows sealed metrics too, and tells no more of them than that.
   */
  holds(batches: readonly Batch[]): Promise<readonly boolean[]>;
  /** Merges the chunks of ended attempts' series; changes no reading. */
  compact(attempts: readonly { readonly trial: number; readonly attempt: number }[], writer: Writer): Promise<void>;
  /** In order of trial, attempt and metric. Reading `unsealed` first appends an event `metrics.unsealed`. */
  curves(query: CurveQuery): Promise<readonly AttemptCurve[]>;
  /** Order, sealed metrics and event as in `curves`. */
  summaries(query: Omit<CurveQuery, 'maxPoints'>): Promise<readonly AttemptSummary[]>;
  /**
   * What has arrived beyond the points that are seen: of each series that has grown, the points from the `seen`-th on, in
   * order of arrival. Order as in `curves`; sealed metrics are withheld.
   */
  growth(query: GrowthQuery): Promise<readonly AttemptCurve[]>;
  /** Events with `seq > after`, at most `limit`. */
  events(after: number, limit: number): Promise<readonly EventRow[]>;
  /**
   * The lease as it stands after the call, or null where nobody holds it. `take` succeeds when it is free, expired, or
   * held by `displacing`; compare the answer's holder with your own. `keep` extends, `release` gives back; both do
   * nothing without the token.
   */
  lease(request: LeaseRequest): Promise<Lease | null>;
  close(): Promise<void>;
}

export type LeaseRequest =
  | { readonly do: 'read' }
  | {
      readonly do: 'take';
      readonly holder: string;
      readonly now: number;
      readonly until: number;
      readonly displacing?: string;
    }
  | { readonly do: 'keep'; readonly token: number; readonly until: number }
  | { readonly do: 'release'; readonly token: number };
