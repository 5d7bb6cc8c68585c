/** How fast a large `metrics.jsonl` becomes durable points of the store, through a whole engine. */
import { appendFileSync, linkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner } from '@attune/service/runners';
import type { Store } from '@attune/service/store';
import { driveNewRound } from './round.ts';

const metrics = ['train/loss', 'train/error', 'valid/loss', 'valid/error'];

export interface Throughput {
  readonly points: number;
  /** Points a second, from the first look at the file to the last commit. */
  readonly durable: number;
  /** Also until the trial is judged and its chunks are merged. */
  readonly judged: number;
  readonly megabytes: number;
}

/** One trial whose process leaves `lines` lines of four metrics behind. */
export async function throughput(directory: string, lines: number): Promise<Throughput> {
  const file = join(directory, 'points.jsonl');
  const bytes = writePoints(file, lines);
  let began = 0;
  let stored = 0;
  /** Ends a process before it begins: all that is left of it is its file. */
  const runner: Runner = {
    start({ directory: at }) {
      linkSync(file, join(at, 'metrics.jsonl'));
      began = performance.now();
      return Promise.resolve(null);
    },
    poll: (jobs) => Promise.resolve(jobs.map(() => ({ kind: 'ended', code: 0, endedAt: Date.now() }))),
    wait: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const timed = (store: Store): Store => ({
    ...store,
    async ingest(batches, writer) {
      await store.ingest(batches, writer);
      stored = performance.now();
    },
  });
  const size = { trials: 1, slots: 1, command: ['unused'] };
  const points = await driveNewRound(directory, 'throughput', size, runner, countPoints, timed);
  const over = performance.now();
  if (points !== lines * metrics.length) throw new Error(`${points} points of ${lines * metrics.length} were stored`);
  return {
    points,
    durable: (1000 * points) / (stored - began),
    judged: (1000 * points) / (over - began),
    megabytes: bytes / 1e6,
  };
}

async function countPoints(store: Store): Promise<number> {
  return (await store.summaries({ trials: [1] })).reduce((sum, { count }) => sum + count, 0);
}

/** As programs write them: full precision. Returns the file's size. */
function writePoints(file: string, lines: number): number {
  writeFileSync(file, '');
  let bytes = 0;
  for (let from = 0; from < lines; from += 10_000) {
    const count = Math.min(10_000, lines - from);
    const text = Array.from({ length: count }, (_, i) => `${line(from + i + 1)}\n`).join('');
    appendFileSync(file, text);
    bytes += text.length;
  }
  return bytes;
}

function line(step: number): string {
  return JSON.stringify({ step, ...Object.fromEntries(metrics.map((name, m) => [name, 1 + Math.cos(step + m)])) });
}
