/**
 * For tests: one of several processes that compete for the same rows, measurements and lease of a store.
 *
 *   node competing-process.ts <store> <name> <rounds>
 *
 * Each round it raises a number that all raise; stores the next five points of attempt 1 of trial 1, whoever stored those
 * before them; takes the lease from whoever holds it and writes under it. Prints how often each succeeded.
 *
 * When it has read the number for the first time it prints `ready`, and goes on once its standard input ends: so all of
 * them can be made to begin with the same.
 */
import { setTimeout as pass } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { AttuneError } from '@attune/core/errors';
import { openStore, type Store } from '../store/index.ts';

const [address = '', name = '', rounds = ''] = process.argv.slice(2);
const store = await openStore(address);
let released: Promise<unknown> | null = null;
const done = { raised: 0, stored: 0, written: 0, fenced: 0, late: 0 };

for (let i = 0; i < Number(rounds); i++) {
  while (!(await accepted(raise(store)))) done.late++;
  done.raised++;
  while (!(await accepted(storePoints(store)))) done.late++;
  done.stored++;
  if (await accepted(writeUnderLease(store, i))) done.written++;
  else done.fenced++;
}
await store.close();
process.stdout.write(`${JSON.stringify(done)}\n`);

async function accepted(attempt: Promise<unknown>): Promise<boolean> {
  try {
    return (await attempt) !== false;
  } catch (error) {
    if (error instanceof AttuneError && error.code === 'conflict') return false;
    throw error;
  }
}

async function raise(from: Store): Promise<void> {
  const [round] = await from.read('round', { id: [1] });
  if (round === undefined) throw new Error('no round');
  await release();
  const note = String(Number(round.note) + 1);
  const event = { kind: 'raised', subject: 'round 1', data: Number(note) };
  await from.write([{ do: 'update', kind: 'round', row: { ...round, note }, event }], { actor: name, time: 0 });
}

/** The first time, when all are told to go; then at once. */
function release(): Promise<unknown> {
  if (released === null) {
    released = text(process.stdin);
    process.stdout.write('ready\n');
  }
  return released;
}

async function storePoints(into: Store): Promise<void> {
  const [attempt] = await into.read('attempt', { trial: [1], id: [1] });
  const from = attempt?.metricsOffset ?? 0;
  const steps = Array.from({ length: 5 }, (_, i) => from / 10 + i);
  const series = [{ metric: 'valid/loss', steps, values: steps.map((step) => step / 2) }];
  const offsets = { from: { metrics: from, stdout: 0 }, to: { metrics: from + 50, stdout: 0 } };
  await into.ingest([{ trial: 1, attempt: 1, series, checkpoints: [], ...offsets }], { actor: name, time: 0 });
}

/** False where another took the lease first. */
async function writeUnderLease(into: Store, round: number): Promise<boolean> {
  const holder = `${name} ${round}`;
  const current = await into.lease({ do: 'read' });
  const displacing = current === null ? {} : { displacing: current.holder };
  const lease = await into.lease({ do: 'take', holder, now: 0, until: 1, ...displacing });
  if (lease?.holder !== holder) return false;
  // Now and then another takes over meanwhile.
  await pass(round % 3);
  const [project] = await into.read('project');
  if (project === undefined) throw new Error('no project');
  const event = { kind: 'under-lease', subject: holder, data: { token: lease.token } };
  await into.write([{ do: 'update', kind: 'project', row: project, event }], {
    actor: name,
    time: 0,
    token: lease.token,
  });
  return true;
}
