/** What the live stream says: its messages by name, with their data. The contract that its readers are typed by. */

/** A change of the store. */
export interface ChangeMessage {
  readonly seq: number;
  /** ISO 8601. */
  readonly time: string;
  readonly kind: string;
  readonly subject: string;
  readonly actor: string;
  readonly data: unknown;
}

/** What running trials have measured since the last message; a series that grew fast is thinned, extremes kept. */
export interface PointsMessage {
  readonly trials: readonly {
    readonly trial: number;
    readonly attempt: number;
    readonly series: readonly {
      readonly metric: string;
      readonly steps: readonly number[];
      /** On the wire `"NaN"`, `"Infinity"`, `"-Infinity"` where not finite. */
      readonly values: readonly number[];
      readonly thinned: boolean;
    }[];
  }[];
}

/** How things stand: sent at the beginning, and when it changes. */
export interface StatusMessage {
  /** Machine and process of the engine at work; null where none is. */
  readonly engine: string | null;
  /** Whether this server is the engine. */
  readonly own: boolean;
  /** Trials that run. */
  readonly running: readonly number[];
  /** What the engine has been asked to do and has not done. */
  readonly jobs: readonly number[];
  /** The latest event that had happened. */
  readonly last: number;
}

/** Something was left out, since it was too much for this reader: whatever is shown must be read again. */
export interface ResetMessage {
  /** Where the stream goes on. */
  readonly last: number;
}

export interface LiveMessages {
  readonly change: ChangeMessage;
  readonly points: PointsMessage;
  readonly status: StatusMessage;
  readonly reset: ResetMessage;
}
