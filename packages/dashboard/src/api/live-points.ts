/**
 * Points of running trials as they arrive, apart from React: charts follow them and draw by themselves. Only the latest
 * attempt of a trial is kept, and of a long curve its latest part: the rest comes from `GET /curves`.
 */
export interface LiveSeries {
  readonly trial: number;
  readonly metric: string;
  readonly attempt: number;
  /** Ascending. Views of what has arrived until now: do not keep them. */
  readonly steps: Float64Array;
  readonly values: Float64Array;
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

/** Points kept of one trial's metric. */
const mostKept = 8_192;
const firstSize = 256;
/** Trials that do not run any more, but may still be drawn. */
const mostEnded = 32;

interface Growing {
  attempt: number;
  steps: Float64Array;
  values: Float64Array;
  length: number;
}

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
      const { attempt, steps, values, length } = found;
      return { trial, metric, attempt, steps: steps.subarray(0, length), values: values.subarray(0, length) };
    },
    subscribe: (trials, listener) => {
      for (const trial of trials) {
        const own = listeners.get(trial) ?? new Set();
        listeners.set(trial, own.add(listener));
      }
      return () => {
        for (const trial of trials) listeners.get(trial)?.delete(listener);
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
  return { attempt, steps: new Float64Array(firstSize), values: new Float64Array(firstSize), length: 0 };
}

/** A step that was told before is told again after a gap: it replaces what follows it. */
function append(series: Growing, step: number, value: number): void {
  while (series.length > 0 && (series.steps[series.length - 1] ?? 0) >= step) series.length--;
  if (series.length === series.steps.length) makeRoom(series);
  series.steps[series.length] = step;
  series.values[series.length] = value;
  series.length++;
}

/** Doubles, and at its greatest forgets the older half. */
function makeRoom(series: Growing): void {
  const { steps, values, length } = series;
  const from = length >= mostKept ? length / 2 : 0;
  const size = Math.min(mostKept, 2 * length);
  series.steps = new Float64Array(size);
  series.values = new Float64Array(size);
  series.steps.set(steps.subarray(from));
  series.values.set(values.subarray(from));
  series.length = length - from;
}
