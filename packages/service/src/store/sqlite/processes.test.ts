/** Several processes on one store, and processes that die: real ones. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { attempt, insert, round, study, trial, writer } from '../../testing/store-rows.ts';
import type { Store } from '../store.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { scratchDirectory } from './scratch-directory.ts';

const path = scratchDirectory();

it('two processes write while this one writes and reads: all wait their turn and nothing is lost', async () => {
  const file = path('shared.db');
  const store = await openWithTrials(file);
  const children = [ingesting(file, 1, 60), ingesting(file, 2, 60)];
  const ends = children.map((child) => Promise.all([once(child, 'close'), textOf(child.stderr)]));

  const state = { running: true };
  const ended = Promise.all(ends).finally(() => (state.running = false));
  let written = 0;
  let seen = 0;
  while (state.running) {
    const note = { id: ++written, subject: 'project', text: 'still here', time: 0 };
    await store.write([insert('note', note, { kind: 'note.added', subject: 'project' })], writer);
    const points = (await store.summaries({ trials: [1, 2] })).reduce((sum, { count }) => sum + count, 0);
    expect(points).toBeGreaterThanOrEqual(seen);
    seen = points;
  }

  for (const [[code], errors] of await ended) expect([code, errors]).toEqual([0, '']);
  await expectPoints(store, 1, 60 * 25);
  await expectPoints(store, 2, 60 * 25);
  expect(await store.read('note')).toHaveLength(written);
  expect(await store.events(0, 100_000)).toHaveLength(written);
  await store.close();
});

it('a process killed at any moment leaves exactly the points that its offset tells of, and none acknowledged is lost', async () => {
  const file = path('killed.db');
  await (await openWithTrials(file)).close();

  for (const commits of [1, 2, 5, 9, 14]) {
    const child = ingesting(file, 1, 100_000);
    let acknowledged = 0;
    let lines = 0;
    for await (const line of createInterface(child.stdout)) {
      acknowledged = Number(line);
      if (++lines === commits) child.kill('SIGKILL');
    }
    const store = await openSqliteStore(file);
    const [row] = await store.read('attempt', { trial: [1] });
    expect(lines).toBeGreaterThanOrEqual(commits);
    expect(row?.metricsOffset).toBeGreaterThanOrEqual(acknowledged);
    await expectPoints(store, 1, (row?.metricsOffset ?? 0) / 10);
    await store.close();
  }
});

async function openWithTrials(file: string): Promise<Store> {
  const store = await openSqliteStore(file);
  const rows = [1, 2].flatMap((id) => [insert('trial', trial(id, 1, 1)), insert('attempt', attempt(id, 1))]);
  await store.write([insert('round', round(1)), insert('study', study(1, 1)), ...rows], writer);
  return store;
}

function ingesting(file: string, of: number, commits: number): ChildProcessWithoutNullStreams {
  const program = join(import.meta.dirname, 'ingesting-process.ts');
  const child = spawn(process.execPath, [program, file, String(of), String(commits)]);
  if (commits < 100_000) child.stdout.resume();
  return child;
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const part of stream) text += String(part);
  return text;
}

/** The first `count` points of each series, no more and no fewer, in curves and summaries alike. */
async function expectPoints(store: Store, of: number, count: number): Promise<void> {
  const steps = Array.from({ length: count }, (_, i) => i);
  const values = steps.map((step) => step / 2);
  const names = ['train/loss', 'valid/loss'];
  expect(await store.curves({ trials: [of] })).toEqual(
    names.map((metric) => ({ trial: of, attempt: 1, metric, steps, values })),
  );
  expect((await store.summaries({ trials: [of] })).map((summary) => [summary.metric, summary.count])).toEqual(
    names.map((metric) => [metric, count]),
  );
}
