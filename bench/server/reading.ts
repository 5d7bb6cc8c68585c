/**
 * What reading a large round over HTTP costs: 10,000 trials × 1,000 points × 2 metrics in one round, eight of them running.
 * Prints how soon the first analysis is there, how quickly the round's page has its documents once the server is warm, while
 * measurements arrive too, how many requests a second each endpoint answers, and the server's memory. Fails where the page
 * takes longer than its goal. Takes two to three minutes.
 *
 *   node bench/server/reading.ts [directory for the project]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import { openSqliteStore } from '@attune/service/store';
import { fillProject } from '../scale/fill.ts';
import { serveProject, type Served } from './served.ts';

const trials = 10_000;
const points = 1000;
const metrics = ['train/loss', 'valid/loss'];
/** Milliseconds for table, report and rounds together, warm. */
const goal = 300;
const pages = 50;
const seconds = 5;
const connections = 10;
/** Longer than the analyst's process rests before it ends. */
const idleSeconds = 35;

const fifty = Array.from({ length: 50 }, (_, i) => 100 * (i + 1)).join(',');
const page = ['/rounds', '/rounds/1/table', '/rounds/1/report'];
const endpoints = [
  '/project',
  ...page,
  '/rounds/1/metrics',
  '/rounds/1/figures/axis:width',
  `/curves?trials=${fifty}&metrics=valid/loss`,
  '/trials?limit=100&sort=number',
  '/trials/5000',
];

const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'attune-bench-'));
let served: Served | null = null;
try {
  const began = performance.now();
  await fillProject(directory, trials, points, metrics);
  print('project filled', since(began));
  await leaseTaken(directory);
  served = await serveProject(directory);
  const { url } = served;
  print('server answers after', `${served.startup.toFixed(0)} ms`);
  print('first table, while the first analysis runs', await timed(url, '/rounds/1/table'));
  print('first analysis', await timed(url, '/rounds/1/report'));
  print('memory at most: server, analysis', megabytes(served, 'peak'));

  const warm = await pageTimes(url, pages);
  print(`round page (${page.length} documents), warm`, distribution(warm));
  const live = await whileMeasured(directory, () => pageTimes(url, pages));
  print('round page while measurements arrive', distribution(live));
  if (!(median(warm) < goal && median(live) < goal)) process.exitCode = 1;

  await timed(url, '/rounds/1/report');
  console.log(`\n${connections} connections, ${seconds} s each: requests/s, median, p99, kB an answer`);
  for (const path of endpoints) console.log(await load(url, path));

  console.log();
  print('memory after that: server, analysis', megabytes(served, 'now'));
  await analysed(url);
  await pause(1000 * idleSeconds);
  print(`memory ${idleSeconds} s later: server, analysis`, megabytes(served, 'now'));
} finally {
  await served?.end();
  rmSync(directory, { recursive: true, force: true });
}

/** As an engine elsewhere holds it, so that the server follows and leaves the running trials alone. */
async function leaseTaken(project: string): Promise<void> {
  const store = await openSqliteStore(join(project, '.attune', 'store.db'));
  const now = Date.now();
  await store.lease({ do: 'take', holder: 'bench 1', now, until: now + 3_600_000 });
  await store.close();
}

/** Until the report is that of the newest data. */
async function analysed(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/rounds/1/report`);
    if (!((await answer.json()) as { readonly analysing: boolean }).analysing) return;
    await pause(1000);
  }
}

function print(what: string, value: string): void {
  console.log(`${what.padEnd(46)} ${value}`);
}

function since(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

function megabytes(of: Served, which: 'now' | 'peak'): string {
  return `${of.memory(which, 'server').toFixed(0)} MB, ${of.memory(which, 'others').toFixed(0)} MB`;
}

async function read(url: string, path: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1${path}`);
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.arrayBuffer()).byteLength;
}

async function timed(url: string, path: string): Promise<string> {
  const began = performance.now();
  const bytes = await read(url, path);
  return `${since(began)}, ${(bytes / 1000).toFixed(0)} kB`;
}

/** Milliseconds for all documents of the round's page, asked for at once, time after time. */
async function pageTimes(url: string, times: number): Promise<readonly number[]> {
  const taken = [];
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await Promise.all(page.map((path) => read(url, path)));
    taken.push(performance.now() - began);
    await pause(100);
  }
  return taken;
}

/** Meanwhile another process's engine stores points of the eight running trials, ten times a second. */
async function whileMeasured<T>(project: string, use: () => Promise<T>): Promise<T> {
  const store = await openSqliteStore(join(project, '.attune', 'store.db'));
  const running = Array.from({ length: 8 }, (_, i) => trials - i);
  const ended = new AbortController();
  const writing = (async () => {
    for (let time = 1; !ended.signal.aborted; time++) {
      const attempts = await store.read('attempt', { trial: running });
      const batches = attempts.map(({ trial, number, metricsOffset, stdoutOffset }) => ({
        trial,
        attempt: number,
        series: metrics.map((metric) => ({ metric, steps: [10 * points + time], values: [1] })),
        checkpoints: [],
        from: { metrics: metricsOffset, stdout: stdoutOffset },
        to: { metrics: metricsOffset + 80, stdout: stdoutOffset },
      }));
      await store.ingest(batches, { actor: 'bench', time: Date.now() });
      await pause(100);
    }
  })();
  try {
    return await use();
  } finally {
    ended.abort();
    await writing;
    await store.close();
  }
}

async function load(url: string, path: string): Promise<string> {
  const result = await autocannon({ url: `${url}/api/v1${path}`, connections, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${path}: ${result.non2xx} refused, ${result.errors} failed`);
  const each = result.throughput.total / result.requests.total / 1000;
  const cells = [result.requests.average, result.latency.p50, result.latency.p99, each].map((value) =>
    value.toFixed(0).padStart(6),
  );
  return `${path.replace(fifty, '<50 trials>').padEnd(46)} ${cells.join('  ')}`;
}

function distribution(taken: readonly number[]): string {
  const worst = Math.max(...taken);
  return `median ${median(taken).toFixed(0)} ms, worst of ${taken.length} ${worst.toFixed(0)} ms; goal ${goal} ms`;
}

function median(taken: readonly number[]): number {
  return taken.toSorted((a, b) => a - b)[Math.floor(taken.length / 2)] ?? Number.NaN;
}
