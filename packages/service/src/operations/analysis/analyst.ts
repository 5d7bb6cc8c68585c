/** What a server keeps so that many readers of large rounds are answered at once: analyses, and documents of one version. */
import type { RoundRow, Store } from '../../store/index.ts';
import type { RoundTrials } from './round-trials.ts';

/** One way to look at a round. */
export interface AnalysisOrder {
  readonly round: number;
  /** Another metric to judge by, as the user wrote it. */
  readonly objective?: string;
  readonly keepFeasible?: readonly number[];
}

/** A round's report in parts, each as the JSON that is sent. */
export interface AnalysisParts {
  /** A `report/1` document without its trials. */
  readonly report: string;
  /** Those trials. */
  readonly trials: string;
  readonly figures: readonly AnalysisFigure[];
  readonly verdict: string;
}

export interface AnalysisFigure {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  /** The specification as JSON. */
  readonly spec: string;
}

export interface Analysis extends AnalysisParts {
  /** Of the data that it tells of. */
  readonly version: string;
}

export interface Analyst {
  /** A text that changes when what is told of the round may change. */
  version(round: number): Promise<string>;
  /**
   * The newest analysis there is; waits only where there is none. `analysing`: there are newer data, and an analysis of them
   * is being made or will be. Throws what reading and judging the round throws, `unavailable` where the analysis broke off or too
   * many are waited for.
   */
  analysis(order: AnalysisOrder): Promise<{ readonly analysis: Analysis; readonly analysing: boolean }>;
  /** A round's trials by its own objective, which may be another than it ran for. */
  trials(round: RoundRow): Promise<RoundTrials>;
  /** A round's verdict as last known; has it found in idle time where it is not known, or of another version. */
  verdict(round: number, version: string): string | null;
  /** The document of that name and version, made where it is not kept. Never change what it gives: others hold it too. */
  kept<T extends object>(name: string, version: string, make: () => T | Promise<T>): Promise<T>;
  /**
   * A read in this process that takes much memory or long: few at a time. Throws `unavailable` where too many wait, or where
   * `signal` aborts before it begins.
   */
  inTurn<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Ends what is at work; nothing can be asked any more. */
  close(): Promise<void>;
}

/** Makes analyses: in a process of its own in a server. */
export interface AnalysisWorker {
  /** One after the other; what is `idle` comes after everything that somebody waits for. */
  analyse(order: AnalysisOrder, idle: boolean): Promise<AnalysisParts>;
  /** Whether so many orders are waited for that another one is to be refused. */
  full(): boolean;
  /** An idle order that somebody now waits for; nothing where it is at work or done. */
  hasten(order: AnalysisOrder): void;
  close(): Promise<void>;
}

/** What an analyst is made from. */
export interface AnalystParts {
  readonly store: Store;
  readonly worker: AnalysisWorker;
  /** Milliseconds, UTC. */
  readonly now: () => number;
}
