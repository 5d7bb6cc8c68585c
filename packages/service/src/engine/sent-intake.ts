/** What an attempt's program sends over HTTP is stored by the server that receives it: here it is only looked at. */
import type { MetricSource } from '@attune/core/study';
import { createRedactor, type Measurement } from '../protocol/index.ts';
import { infeasibleBecause } from '../runners/index.ts';
import type { AttemptCurve, AttemptRow, Store } from '../store/index.ts';
import { clockSeries, type Intake } from './intake.ts';

/** Reads the attempt's measurements from the store, from the beginning. */
export function openSentIntake(store: Store, attempt: AttemptRow, source: MetricSource): Intake {
  const { trial, number, directory } = attempt;
  const counts = new Map<string, number>();
  const checkpoints = new Set<number>();
  let told = false;

  /** Of this attempt alone. */
  async function grown(): Promise<readonly AttemptCurve[]> {
    const seen = (_: number, of: number, metric: string): number =>
      of === number ? (counts.get(metric) ?? 0) : Number.POSITIVE_INFINITY;
    const series = await store.growth({ trials: [trial], seen });
    for (const { metric, steps } of series) counts.set(metric, (counts.get(metric) ?? 0) + steps.length);
    return series;
  }

  async function announced(): Promise<readonly Measurement[]> {
    const rows = await store.read('checkpoint', { trial: [trial] });
    const fresh = rows.filter((row) => row.attempt === number && !checkpoints.has(row.step));
    for (const { step } of fresh) checkpoints.add(step);
    return fresh.map(({ step, path }) => ({ step, metrics: [], checkpoint: path }));
  }

  async function infeasible(): Promise<readonly Measurement[]> {
    if (told) return [];
    const reason = await infeasibleBecause(directory);
    if (reason === null) return [];
    told = true;
    return [{ step: 0, metrics: [], infeasible: createRedactor(source)(reason) }];
  }

  return {
    async next() {
      // Whoever tells its end has sent everything before.
      const end = await infeasible();
      const measurements = [...byStep(await grown()), ...(await announced()), ...end];
      return measurements.length === 0 ? null : { batch: null, measurements, problems: [], more: false };
    },
    close: () => Promise.resolve(),
  };
}

/** One measurement a step, in ascending order. */
function byStep(series: readonly AttemptCurve[]): readonly Measurement[] {
  const steps = new Map<number, [string, number][]>();
  for (const { metric, steps: at, values } of series) {
    if (metric === clockSeries) continue;
    for (const [i, step] of at.entries()) {
      const value = values[i];
      if (value === undefined) continue;
      const metrics = steps.get(step);
      if (metrics === undefined) steps.set(step, [[metric, value]]);
      else metrics.push([metric, value]);
    }
  }
  return [...steps].toSorted(([a], [b]) => a - b).map(([step, metrics]) => ({ step, metrics }));
}
