/** Where trials report, and under which names: fixed for a trial's life, and so remembered. */
import type { Store } from '../../store/index.ts';

export interface Source {
  readonly from: 'file' | 'stdout' | 'http';
  readonly rename: ReadonlyMap<string, string>;
}

/** Trials that are remembered before all are forgotten and looked up again. */
const mostSources = 10_000;

export interface MetricSources {
  /** To be called before `of`. */
  learn(trials: readonly number[]): Promise<void>;
  /** Undefined where there is no such trial. */
  of(trial: number): Source | undefined;
}

export function metricSources(store: Store): MetricSources {
  const sources = new Map<number, Source>();
  return {
    async learn(trials) {
      if (sources.size > mostSources) sources.clear();
      const unknown = trials.filter((trial) => !sources.has(trial));
      if (unknown.length === 0) return;
      const rows = await store.read('trial', { id: unknown });
      const rounds = await store.read('round', { round: [...new Set(rows.map(({ round }) => round))] });
      for (const { id, round } of rows) {
        const project = rounds.find(({ number }) => number === round)?.resolved.project;
        if (project === undefined) continue;
        const { from, rename } = project.metrics;
        sources.set(id, { from, rename: new Map(Object.entries(rename)) });
      }
    },
    of: (trial) => sources.get(trial),
  };
}
