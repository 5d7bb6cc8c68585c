/** What running trials have measured since the last look, whichever process took it in. */
import { thin } from '@attune/core/study';
import type { AttemptCurve, Store } from '../store/index.ts';
import type { PointsMessage } from './event-messages.ts';

/** Points of one message, shared among its series: what a page can draw four times a second without falling behind. */
const mostPoints = 4_000;
/** Of each series at least so many, which keeps its extremes and its end. */
const fewestOfSeries = 6;

export interface PointWatch {
  /** What is new of these trials; those of earlier looks are forgotten where they are not among them. Null: nothing. */
  look(running: readonly number[]): Promise<PointsMessage | null>;
}

/** Begins with what is stored now: only what comes after it is told. */
export function watchPoints(store: Store): PointWatch {
  let counts = new Map<string, number>();
  let watched: ReadonlySet<number> | null = null;

  return {
    async look(running) {
      const before = watched;
      const now = new Set(running);
      watched = now;
      // Nobody needs the past of what ran before the first look: it is read as curves.
      if (before === null) {
        for (const { trial, attempt, metric, count } of await store.summaries({ trials: running })) {
          counts.set(keyOf(trial, attempt, metric), count);
        }
        return null;
      }
      // What has just ended may have reported its last points since.
      const trials = [...new Set([...running, ...before])];
      if (trials.length === 0) return null;
      const grown = await store.growth({
        trials,
        seen: (trial, attempt, metric) => counts.get(keyOf(trial, attempt, metric)) ?? 0,
      });
      for (const { trial, attempt, metric, steps } of grown) {
        const key = keyOf(trial, attempt, metric);
        counts.set(key, (counts.get(key) ?? 0) + steps.length);
      }
      if ([...before].some((trial) => !now.has(trial))) counts = ofTrials(counts, now);
      return grown.length === 0 ? null : messageOf(grown);
    },
  };
}

function messageOf(grown: readonly AttemptCurve[]): PointsMessage {
  const share = Math.max(fewestOfSeries, Math.floor(mostPoints / grown.length));
  const attempts = Map.groupBy(grown, ({ trial, attempt }) => `${trial} ${attempt}`);
  return {
    trials: [...attempts.values()].flatMap((curves) => {
      const [first] = curves;
      if (first === undefined) return [];
      const series = curves.map((curve) => {
        const { metric, steps, values } = thin(curve, share);
        return { metric, steps, values, thinned: steps.length < curve.steps.length };
      });
      return [{ trial: first.trial, attempt: first.attempt, series }];
    }),
  };
}

function keyOf(trial: number, attempt: number, metric: string): string {
  return `${trial} ${attempt} ${metric}`;
}

function ofTrials(counts: ReadonlyMap<string, number>, trials: ReadonlySet<number>): Map<string, number> {
  return new Map([...counts].filter(([key]) => trials.has(Number(key.slice(0, key.indexOf(' '))))));
}
