/**
 * What the store does in a second: durable points, and reads of 10,000 trials × 100 points × 3 metrics.
 *
 *   node bench/store/store.ts [directory] [python]
 *
 * `directory` is on the disk to be measured (default: the system's for temporary files); `python` is an interpreter that
 * can import optuna, for comparison (default: python3; left out where it cannot). The PostgreSQL server is one of its
 * own, on the same disk, durable as in production; its column is left out where the Debian package is absent.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Batch, type Store } from '@attune/service/store';
import { noPostgres, startPostgres } from '../../packages/service/src/testing/postgres-server.ts';
import { prepareTrials, writer } from './trials.ts';

interface Line {
  readonly what: string;
  readonly figure: string;
}

const metrics = ['valid/loss', 'valid/error', 'train/loss', 'train/error'];

/** Names a new store: a file, or a schema of a server. */
type Place = (name: string) => string;

const [parent = tmpdir(), python = 'python3'] = process.argv.slice(2);
const directory = mkdtempSync(join(parent, 'attune-bench-'));
const reason = noPostgres();
const server = reason === null ? await startPostgres(parent) : null;
try {
  const columns = [await measured((name) => join(directory, `${name}.db`))];
  if (server !== null) columns.push(await measured((name) => server.address(name)));
  const [first = []] = columns;
  print([
    { what: '', figures: ['SQLite', server === null ? `PostgreSQL: left out, ${reason ?? ''}` : 'PostgreSQL'] },
    ...first.map(({ what }, i) => ({ what, figures: columns.map((column) => column[i]?.figure ?? '') })),
    ...optuna().map(({ what, figure }) => ({ what, figures: [figure] })),
  ]);
} finally {
  await server?.remove();
  rmSync(directory, { recursive: true, force: true });
}

async function measured(place: Place): Promise<readonly Line[]> {
  const long = { trials: 1, lines: 2_000, commits: 100 };
  const short = { trials: 8, lines: 20, commits: 100 };
  return [
    ...(await ingestion(place, 'ingest, commits of 4 metrics × 2,000 lines', long)),
    ...(await ingestion(place, 'ingest, commits of 8 trials × 4 metrics × 20 lines', short)),
    ...(await writing(place)),
    ...(await reading(place)),
  ];
}

function print(rows: readonly { readonly what: string; readonly figures: readonly string[] }[]): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const column = Math.max(...rows.map(({ figures }) => figures[0]?.length ?? 0));
  for (const { what, figures } of rows) {
    const [first = '', ...others] = figures;
    console.log(`${what.padEnd(width)}  ${first.padEnd(column)}  ${others.join('  ')}`.trimEnd());
  }
}

async function ingestion(
  place: Place,
  what: string,
  size: { readonly trials: number; readonly lines: number; readonly commits: number },
): Promise<readonly Line[]> {
  const address = place(`ingestion ${what.length}`);
  const store = await openStore(address);
  await prepareTrials(store, size.trials);
  const times: number[] = [];
  const began = performance.now();
  for (let commit = 0; commit < size.commits; commit++) {
    const batches = Array.from({ length: size.trials }, (_, i) => points(i + 1, commit, size.lines));
    const start = performance.now();
    await store.ingest(batches, writer);
    times.push(performance.now() - start);
  }
  const seconds = (performance.now() - began) / 1000;
  const count = size.trials * size.lines * size.commits * metrics.length;
  const ended = Array.from({ length: size.trials }, (_, i) => ({ trial: i + 1, attempt: 1 }));
  await store.compact(ended, writer);
  await store.close();
  return [
    { what, figure: `${thousands(count / seconds)} points/s` },
    { what: '  a commit, with the wait for its turn', figure: quantiles(times) },
    { what: '  on disk', figure: `${((await bytesOf(address)) / count).toFixed(1)} bytes a point` },
  ];
}

/** Of the file; of the schema's tables with their indices and what is kept apart, once dead rows are swept. */
async function bytesOf(address: string): Promise<number> {
  if (server === null || !address.startsWith('postgres:')) return statSync(address).size;
  const schema = new URL(address).searchParams.get('schema') ?? '';
  await server.ask('vacuum full', 'notebooks');
  const size = `select sum(pg_total_relation_size(oid)) from pg_class
    where relkind = 'r' and relnamespace = '"${schema}"'::regnamespace`;
  return Number(await server.ask(size, 'notebooks'));
}

async function writing(place: Place): Promise<readonly Line[]> {
  const store = await openStore(place('writing'));
  const times: number[] = [];
  await prepareTrials(store, 2_000, async (write) => {
    const start = performance.now();
    await write();
    times.push(performance.now() - start);
  });
  await store.close();
  return [{ what: 'write 25 trials, 25 attempts and 25 events', figure: quantiles(times) }];
}

async function reading(place: Place): Promise<readonly Line[]> {
  const address = place('reading');
  const store = await openStore(address);
  const trials = await prepareTrials(store, 10_000);
  for (let from = 0; from < trials.length; from += 100) {
    const batches = trials.slice(from, from + 100).map((trial) => points(trial, 0, 100, metrics.slice(0, 3)));
    await store.ingest(batches, writer);
  }
  const lines = [
    await timed('read all 10,000 trials', () => store.read('trial')),
    await timed('read all 10,000 attempts', () => store.read('attempt')),
    await timed('read the 100 trials that run', () => store.read('trial', { status: ['running'] })),
    await timed('summaries of 1 metric, 10,000 trials', () => store.summaries({ trials, metrics: ['valid/loss'] })),
    await timed('summaries of 3 metrics, 10,000 trials', () => store.summaries({ trials })),
    await timed('curves of 1 metric, 10,000 trials', () => store.curves({ trials, metrics: ['valid/loss'] })),
    await timed('curves of 3 metrics, 1 trial', () => store.curves({ trials: [5_000] })),
    await timed('open the store and read 1 trial', async () => {
      const other: Store = await openStore(address);
      await other.read('trial', { id: [77] });
      await other.close();
    }),
  ];
  await store.close();
  return lines;
}

function optuna(): readonly Line[] {
  const { status, stdout } = spawnSync(python, [join(import.meta.dirname, 'optuna_report.py'), directory], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (status !== 0) return [{ what: 'Optuna', figure: `left out: ${python} cannot import optuna` }];
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [what = '', rate] = line.split('\t');
      return { what, figure: `${thousands(Number(rate))} points/s` };
    });
}

/** `lines` steps of each metric, after `commit` such batches. */
function points(trial: number, commit: number, lines: number, names: readonly string[] = metrics): Batch {
  const steps = Array.from({ length: lines }, (_, i) => 10 * (commit * lines + i));
  const series = names.map((metric, m) => ({ metric, steps, values: steps.map((step) => Math.cos(step + m + trial)) }));
  const [metricsFrom, metricsTo] = [commit, commit + 1];
  return {
    trial,
    attempt: 1,
    series,
    checkpoints: [],
    from: { metrics: metricsFrom, stdout: 0 },
    to: { metrics: metricsTo, stdout: 0 },
  };
}

/** Each read five times: the first is printed, since that is what a command on the terminal waits for. */
async function timed(what: string, work: () => Promise<unknown>): Promise<Line> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return { what, figure: `${times[0]?.toFixed(1) ?? ''} ms at first, then ${Math.min(...times).toFixed(1)} ms` };
}

function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms`;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en');
}
