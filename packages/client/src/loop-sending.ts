/** Sends what one attempt measures, in numbered batches, each until the server has it; tells that the program lives. */
import type { Api } from '@attune/service/http';
import { ApiError } from './api-error.ts';
import type { AttuneClient } from './client.ts';
import { pause } from './pause.ts';

export interface Sending {
  readonly signal: AbortSignal;
  /** Once something was refused for good, nothing more is kept: `signal` has aborted, and `finish` throws the refusal. */
  readonly report: (step: number, values: Readonly<Record<string, number>>) => void;
  readonly checkpoint: (step: number, path: string) => void;
  /** Resolves when everything is stored. Throws what the server refuses. */
  finish(): Promise<void>;
}

interface Asked {
  readonly trial: number;
  readonly attempt: number;
  readonly patienceSeconds: number;
}

type Batch = Api['POST /measurements']['input']['batches'][number];

/** What one batch is to hold. */
interface Part {
  size: number;
  readonly series: Map<string, { readonly steps: number[]; readonly values: number[] }>;
  readonly checkpoints: { readonly step: number; readonly path: string }[];
}

/** Between two batches of one attempt. */
const batchMilliseconds = 500;
/** Values and checkpoints of one batch: after an outage the server is sent several, each well below what it takes. */
const longestBatch = 20_000;
const firstWait = 100;
const longestWait = 5000;

export function openSending(client: Pick<AttuneClient, 'call'>, { trial, attempt, patienceSeconds }: Asked): Sending {
  const ended = new AbortController();
  const finishing = new AbortController();
  /** In order; only the last one is added to. */
  const parts: Part[] = [];
  let failure: Error | null = null;

  function open(): Part {
    let part = parts.at(-1);
    if (part === undefined || part.size >= longestBatch) {
      parts.push((part = { size: 0, series: new Map(), checkpoints: [] }));
    }
    return part;
  }

  function next(batch: number): Batch | null {
    const part = parts.shift();
    if (part === undefined) return null;
    return {
      trial,
      attempt,
      batch,
      series: [...part.series].map(([metric, { steps, values }]) => ({ metric, steps, values: values.map(written) })),
      checkpoints: part.checkpoints,
    };
  }

  async function sendAll(): Promise<void> {
    let batch = 0;
    let heard = performance.now();
    for (;;) {
      const last = finishing.signal.aborted;
      const filled = next(batch);
      if (filled !== null) {
        const answer = await patiently(() => client.call('POST /measurements', { batches: [filled] }));
        batch++;
        heard = performance.now();
        if (answer?.taken[0]?.stop === true) ended.abort();
      } else if (performance.now() - heard > (1000 * patienceSeconds) / 3) {
        const answer = await patiently(() => client.call('POST /trials/{trial}/heartbeat', { trial, attempt }));
        heard = performance.now();
        if (answer?.stop === true) ended.abort();
      }
      if (last && filled === null) return;
      if (!last && parts.length <= 1) await pause(batchMilliseconds, finishing.signal);
    }
  }

  const sent = sendAll().catch((error: unknown) => {
    failure = error instanceof Error ? error : new Error(String(error));
    parts.length = 0;
    ended.abort();
  });

  return {
    signal: ended.signal,
    report(step, values) {
      if (failure !== null) return;
      for (const [metric, value] of Object.entries(values)) {
        const part = open();
        let one = part.series.get(metric);
        if (one === undefined) part.series.set(metric, (one = { steps: [], values: [] }));
        one.steps.push(step);
        one.values.push(value);
        part.size++;
      }
    },
    checkpoint(step, path) {
      if (failure !== null) return;
      const part = open();
      part.checkpoints.push({ step, path });
      part.size++;
    },
    async finish() {
      finishing.abort();
      await sent;
      if (failure !== null) throw failure;
    },
  };
}

/** JSON has no number for these. */
function written(value: number): number | 'NaN' | 'Infinity' | '-Infinity' {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return value;
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** What a server, or a proxy before it, answers that is busy or starts again. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Calls again, after ever longer waits, while the server cannot be reached or cannot answer now; null where `signal` aborts.
 * Throws what it refuses for good.
 */
export async function patiently<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T | null> {
  for (let wait = firstWait; ; wait = Math.min(2 * wait, longestWait)) {
    try {
      return await call();
    } catch (error) {
      if (signal?.aborted === true) return null;
      if (error instanceof ApiError && !passing.has(error.status)) throw error;
      await pause(wait, signal);
    }
  }
}
