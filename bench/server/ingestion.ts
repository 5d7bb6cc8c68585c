/**
 * Measurements over HTTP: points a second that `attune serve` makes durable, by size of batch and number of programs that
 * send at once, each answered before it sends its next batch; on SQLite and, where the Debian package is there, PostgreSQL.
 * Counts at the end that every point is stored once, and fails where not, or where no case on SQLite reaches the goal.
 * Takes about two minutes.
 *
 *   node bench/server/ingestion.ts [directory on the disk to be measured]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@attune/service/store';
import { noPostgres, startPostgres } from '../../packages/service/src/testing/postgres-server.ts';
import { prepareTrials, writer } from '../store/trials.ts';
import { serveProject } from './served.ts';

/** Points a second, durable, in batches over loopback. */
const goal = 100_000;
const seconds = 4;
const metrics = ['valid/loss', 'valid/error', 'train/loss', 'train/error'];

interface Case {
  /** Programs that send, each for a trial of its own. */
  readonly programs: number;
  /** Of each metric in a batch. */
  readonly steps: number;
}

const cases: readonly Case[] = [
  { programs: 1, steps: 1 },
  { programs: 1, steps: 100 },
  { programs: 1, steps: 2500 },
  { programs: 16, steps: 1 },
  { programs: 16, steps: 100 },
  { programs: 16, steps: 1000 },
  { programs: 64, steps: 1 },
  { programs: 64, steps: 100 },
];

const projectText = `attune: 1
name: bench
objective: { metric: valid/loss, direction: minimize }
train: { command: 'true', max_steps: 1000 }
hyperparameters: { lr: { range: [1e-3, 1] } }
baseline: { lr: 0.1 }
`;

const [parent = tmpdir()] = process.argv.slice(2);
const reason = noPostgres();

console.log(`durable points over loopback HTTP, ${metrics.length} metrics a batch, ${seconds} s each\n`);
const reached = await measured('SQLite', () => undefined);
if (!(reached >= goal)) process.exitCode = 1;
if (reason === null) {
  const server = await startPostgres(parent);
  try {
    await measured('PostgreSQL', (name) => server.address(name));
  } finally {
    await server.remove();
  }
} else console.log(`PostgreSQL: left out, ${reason}`);
console.log(
  'For comparison, quoted and not measured here: users of MLflow report about 5,000 to 7,700 metric values a second',
);
console.log('for its batched logging (issues of mlflow/mlflow).');

/** The most points a second of any case. `address` names the store of a case; a file in the project where undefined. */
async function measured(what: string, address: (name: string) => string | undefined): Promise<number> {
  console.log(what.padEnd(24) + columns(['points/s', 'requests/s', 'median ms', 'p99 ms']));
  const rates = [];
  for (const [index, one] of cases.entries()) rates.push(await measureCase(one, address(`ingestion_${index}`)));
  console.log(`most ${Math.round(Math.max(...rates)).toLocaleString('en')} points/s\n`);
  return Math.max(...rates);
}

async function measureCase({ programs, steps }: Case, address: string | undefined): Promise<number> {
  const directory = mkdtempSync(join(parent, 'attune-bench-'));
  if (address !== undefined) process.env['ATTUNE_STORE'] = address;
  try {
    writeFileSync(join(directory, 'attune.yaml'), projectText);
    mkdirSync(join(directory, '.attune'));
    const place = address ?? join(directory, '.attune', 'store.db');
    const store = await openStore(place);
    await prepareSenders(store, directory, programs);
    const served = await serveProject(directory);
    const sent = await sendAll(served.url, { programs, steps });
    await served.end();
    await check(store, sent);
    await store.close();
    const points = sent.batches.reduce((sum, count) => sum + count, 0) * steps * metrics.length;
    const requests = sent.times.length;
    const times = sent.times.toSorted((a, b) => a - b);
    const quantile = (p: number): string => (times[Math.floor(p * (times.length - 1))] ?? NaN).toFixed(1);
    const rate = points / sent.seconds;
    const name = `${programs} × ${(steps * metrics.length).toLocaleString('en')} points`;
    const figures = [Math.round(rate), Math.round(requests / sent.seconds)].map((n) => n.toLocaleString('en'));
    console.log(name.padEnd(24) + columns([...figures, quantile(0.5), quantile(0.99)]));
    return rate;
  } finally {
    delete process.env['ATTUNE_STORE'];
    rmSync(directory, { recursive: true, force: true });
  }
}

function columns(texts: readonly string[]): string {
  return texts.map((text) => text.padStart(12)).join('');
}

/** Running trials that report over HTTP. */
async function prepareSenders(store: Store, directory: string, programs: number): Promise<void> {
  await prepareTrials(store, programs);
  for (const round of await store.read('round')) {
    const { project } = round.resolved;
    const http = { ...project, metrics: { ...project.metrics, from: 'http' as const } };
    const row = { ...round, resolved: { ...round.resolved, project: http } };
    await store.write([{ do: 'update', kind: 'round', row }], writer);
  }
  const attempts = await store.read('attempt');
  await store.write(
    attempts.map((attempt) => {
      const row = { ...attempt, directory: join(directory, '.attune', attempt.directory) };
      return { do: 'update', kind: 'attempt', row };
    }),
    writer,
  );
}

interface Sent {
  /** Of each program. */
  readonly batches: readonly number[];
  readonly times: readonly number[];
  readonly seconds: number;
}

async function sendAll(url: string, { programs, steps }: Case): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: programs });
  const times: number[] = [];
  const began = performance.now();
  const batches = await Promise.all(
    Array.from({ length: programs }, async (_, index) => {
      // Written once, so that what is measured is the server and not who sends: only batch and trial differ.
      const series = JSON.stringify(seriesOf(steps, index));
      let batch = 0;
      for (; performance.now() - began < 1000 * seconds; batch++) {
        const start = performance.now();
        const body = `{"batches":[{"trial":${index + 1},"attempt":1,"batch":${batch},"series":${series}}]}`;
        await post(agent, `${url}/api/v1/measurements`, body);
        times.push(performance.now() - start);
      }
      return batch;
    }),
  );
  const taken = (performance.now() - began) / 1000;
  agent.destroy();
  return { batches, times, seconds: taken };
}

function seriesOf(steps: number, index: number) {
  return metrics.map((metric, m) => {
    const list = Array.from({ length: steps }, (_, i) => 10 * i);
    return { metric, steps: list, values: list.map((step) => Math.cos(step + m + index)) };
  });
}

function post(agent: Agent, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sending = request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(text))));
      answer.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Throws where the store holds anything but what was sent. */
async function check(store: Store, { batches }: Sent): Promise<void> {
  const trials = batches.map((_, index) => index + 1);
  const attempts = await store.read('attempt', { trial: trials });
  const summaries = await store.summaries({ trials });
  for (const { trial, metricsOffset } of attempts) {
    if (metricsOffset !== batches[trial - 1]) throw new Error(`trial ${trial}: ${metricsOffset} batches`);
  }
  const series = await Promise.all(trials.map((trial) => store.curves({ trials: [trial] })));
  for (const summary of summaries) {
    const curve = series[summary.trial - 1]?.find(({ metric }) => metric === summary.metric);
    const points = curve?.steps.length ?? 0;
    const each = points / (batches[summary.trial - 1] ?? NaN);
    if (summary.count !== points || !Number.isInteger(each))
      throw new Error(`trial ${summary.trial}: ${points} points`);
  }
}
