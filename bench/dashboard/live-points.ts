/** Points of the trials that run, written as another process's engine writes them. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSqliteStore, type Store } from '@attune/service/store';

/** Milliseconds between commits. */
const every = 100;

/** Holds the store's lease, so that the server follows and leaves the running trials alone. */
export async function openWriter(project: string): Promise<Store> {
  const store = await openSqliteStore(join(project, '.attune', 'store.db'));
  const now = Date.now();
  await store.lease({ do: 'take', holder: 'bench 1', now, until: now + 3_600_000 });
  return store;
}

export interface Written<T> {
  readonly result: T;
  /** Points a second that were written meanwhile. */
  readonly rate: number;
}

/** While `use` runs, so many points a second over all `trials` and `metrics`, on steps after `from`. */
export async function whileWritten<T>(
  store: Store,
  plan: {
    readonly trials: readonly number[];
    readonly metrics: readonly string[];
    readonly rate: number;
    readonly from: number;
  },
  use: () => Promise<T>,
): Promise<Written<T>> {
  const { trials, metrics, rate, from } = plan;
  const ended = new AbortController();
  const began = performance.now();
  const series = trials.length * metrics.length;
  let steps = 0;
  const writing = (async () => {
    while (!ended.signal.aborted) {
      const due = Math.floor((rate * (performance.now() - began)) / 1000 / series);
      const fresh = Array.from({ length: due - steps }, (_, i) => steps + i + 1);
      if (fresh.length > 0) await write(fresh);
      steps = due;
      await pause(every);
    }
  })();

  async function write(fresh: readonly number[]): Promise<void> {
    const attempts = await store.read('attempt', { trial: [...trials] });
    const batches = attempts.map(({ trial, number, metricsOffset, stdoutOffset }) => ({
      trial,
      attempt: number,
      series: metrics.map((metric) => ({
        metric,
        steps: fresh.map((step) => from + step),
        values: fresh.map((step) => 0.6 + 0.1 * Math.sin(step / 7 + trial)),
      })),
      checkpoints: [],
      from: { metrics: metricsOffset, stdout: stdoutOffset },
      to: { metrics: metricsOffset + 80 * fresh.length, stdout: stdoutOffset },
    }));
    await store.ingest(batches, { actor: 'bench', time: Date.now() });
  }

  try {
    const result = await use();
    return { result, rate: (1000 * steps * series) / (performance.now() - began) };
  } finally {
    ended.abort();
    await writing;
  }
}
