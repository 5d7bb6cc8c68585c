/**
 * Points of running trials as they arrive, apart from React: charts follow them and draw by themselves. Only the latest
 * attempt of a trial is kept, and of a long curve so many points, thinned evenly: a page that is open for days does not grow.
 */
import { thinTail } from './thin-tail.ts';

export interface LiveSeries {
  readonly trial: number;
  readonly metric: string;
  readonly attempt: number;
  /** Ascending. Views of what has arrived until now: do not keep them. */
  readonly steps: Float64Array;
  readonly values: Float64Array;
  /** Another one where points that were told before are not those any more; while it stays, points are only added. */
  readonly revision: number;
}

/** What arrived for one trial. */
export interface PointsDelta {
  readonly trial: number;
  readonly attempt: number;
  readonly series: readonly {
    readonly metric: string;
    readonly steps: readonly number[];
    readonly values: readonly number[];
  }[];
}

export interface LivePoints {
  readonly add: (delta: PointsDelta) => void;
  readonly series: (trial: number, metric: string) => LiveSeries | undefined;
  /** Called once for each arrival that touches one of `trials`, after it was added. Returns what ends it. */
  readonly subscribe: (trials: readonly number[], listener: (trial: number) => void) => () => void;
  /** Says which trials run: of others only the latest few are kept. */
  readonly keep: (running: readonly number[]) => void;
  /** Forgets everything: after a gap the curves are read anew. */
  readonly clear: () => void;
}

/** Points kept of one trial's metric; when there are as many, they are thinned to so few. */
const mostKept = 4_096;
const thinned = 2_048;
const firstSize = 256;
/** Trials that do not run any more, but may still be drawn. */
const mostEnded = 32;

interface Growing {
  attempt: number;
  steps: Float64Array;
  values: Float64Array;
  length: number;
  revision: number;
}

let revisions = 0;

export function livePoints(): LivePoints {
  const kept = new Map<number, Map<string, Growing>>();
  const listeners = new Map<number, Set<(trial: number) => void>>();
  return {
    add: ({ trial, attempt, series }) => {
      const own = kept.get(trial) ?? new Map<string, Growing>();
      // The latest stand last.
      kept.delete(trial);
      kept.set(trial, own);
      for (const { metric, steps, values } of series) {
        const grown = own.get(metric);
        if (grown !== undefined && grown.attempt > attempt) continue;
        const growing = grown?.attempt === attempt ? grown : empty(attempt);
        own.set(metric, growing);
        for (const [index, step] of steps.entries()) append(growing, step, values[index] ?? Number.NaN);
      }
      for (const listener of listeners.get(trial) ?? []) listener(trial);
    },
    series: (trial, metric) => {
      const found = kept.get(trial)?.get(metric);
      if (found === undefined) return undefined;
      const { attempt, length, revision } = found;
      const [steps, values] = [found.steps.subarray(0, length), found.values.subarray(0, length)];
      return { trial, metric, attempt, steps, values, revision };
    },
    subscribe: (trials, listener) => {
      for (const trial of trials) {
        const own = listeners.get(trial) ?? new Set();
        listeners.set(trial, own.add(listener));
      }
      return () => {
        for (const trial of trials) {
          const own = listeners.get(trial);
          own?.delete(listener);
          if (own?.size === 0) listeners.delete(trial);
        }
      };
    },
    keep: (running) => {
      const others = [...kept.keys()].filter((trial) => !running.includes(trial));
      for (const trial of others.slice(0, Math.max(0, others.length - mostEnded))) kept.delete(trial);
    },
    clear: () => kept.clear(),
  };
}

function empty(attempt: number): Growing {
  const [steps, values] = [new Float64Array(firstSize), new Float64Array(firstSize)];
  return { attempt, steps, values, length: 0, revision: ++revisions };
}

/** A step that was told before is told again after a gap: it replaces what follows it. */
function append(series: Growing, step: number, value: number): void {
  const before = series.length;
  while (series.length > 0 && (series.steps[series.length - 1] ?? 0) >= step) series.length--;
  if (series.length < before) series.revision = ++revisions;
  if (series.length === series.steps.length) makeRoom(series);
  series.steps[series.length] = step;
  series.values[series.length] = value;
  series.length++;
}

function makeRoom(series: Growing): void {
  const { steps, values, length } = series;
  if (length >= mostKept) {
    series.length = thinTail(series, length, thinned);
    series.revision = ++revisions;
    return;
  }
  series.steps = new Float64Array(2 * length);
  series.values = new Float64Array(2 * length);
  series.steps.set(steps);
  series.values.set(values);
}
