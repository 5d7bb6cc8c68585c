/** What every store that processes share must do: several processes on one store, and processes that die; real ones. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStore, type EventRow, type Store } from '../store/index.ts';
import { attempt, insert, project, round, study, trial, writer } from './store-rows.ts';

/** Each of these tests is many commits of several processes: seconds, and minutes on a slow disk. */
const limit = 300_000;

/** More events than any of them writes. */
const all = 10_000_000;

/** `address` names a new store each time. */
export function processesContract(name: string, address: () => string): void {
  describe(`${name}, shared by processes`, { timeout: limit }, () => {
    it('two processes write while this one writes and reads: all wait their turn and nothing is lost', async () => {
      const file = address();
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
      expect(await store.events(0, all)).toHaveLength(written);
      await store.close();
    });

    it('a process killed at any moment leaves exactly the points that its offset tells of, and none acknowledged is lost', async () => {
      const file = address();
      await (await openWithTrials(file)).close();

      for (const commits of [1, 2, 5, 9, 14]) {
        const child = ingesting(file, 1, 100_000);
        let acknowledged = 0;
        let lines = 0;
        for await (const line of createInterface(child.stdout)) {
          acknowledged = Number(line);
          if (++lines === commits) child.kill('SIGKILL');
        }
        const store = await openStore(file);
        // A server may still be at the last commit of a client that has died: a write waits for its turn behind it.
        await store.write([], writer);
        const [row] = await store.read('attempt', { trial: [1] });
        expect(lines).toBeGreaterThanOrEqual(commits);
        expect(row?.metricsOffset).toBeGreaterThanOrEqual(acknowledged);
        await expectPoints(store, 1, (row?.metricsOffset ?? 0) / 10);
        await store.close();
      }
    });

    it('four processes that compete lose nothing, count nothing twice and never write under a lease that was lost', async () => {
      const file = address();
      const store = await openWithTrials(file);
      await store.write([insert('project', project)], writer);
      const rounds = 30;
      const names = ['ada', 'bob', 'cyd', 'dan'];
      const competitors = names.map((name) => competing(file, name, rounds));
      const state = { running: true };
      const answers = Promise.all(competitors.map(({ done }) => done)).finally(() => (state.running = false));
      await Promise.all(competitors.map(({ ready }) => ready));
      for (const { go } of competitors) go();

      // A reader that goes on from the last event it has seen misses none.
      const seen: EventRow[] = [];
      while (state.running) {
        seen.push(...(await store.events(seen.at(-1)?.seq ?? 0, 20)));
        await pass(1);
      }
      const done = await answers;
      seen.push(...(await store.events(seen.at(-1)?.seq ?? 0, all)));
      const events = await store.events(0, all);
      expect(seen).toEqual(events);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));

      expect(done.map(({ raised, stored }) => [raised, stored])).toEqual(names.map(() => [rounds, rounds]));
      expect((await store.read('round'))[0]).toMatchObject({ note: String(4 * rounds), revision: 1 + 4 * rounds });
      expect(events.filter(({ kind }) => kind === 'raised').map(({ data }) => data)).toEqual(
        Array.from({ length: 4 * rounds }, (_, i) => i + 1),
      );
      const steps = Array.from({ length: 4 * rounds * 5 }, (_, i) => i);
      expect(await store.curves({ trials: [1] })).toEqual([
        { trial: 1, attempt: 1, metric: 'valid/loss', steps, values: steps.map((step) => step / 2) },
      ]);

      const written = done.reduce((sum, { written: own }) => sum + own, 0);
      expectFenced(events, written);
      // They did get in each other's way, else this shows nothing: of the four that began from the same row, three.
      expect(done.filter(({ late }) => late > 0).length).toBeGreaterThanOrEqual(names.length - 1);
      await store.close();
    });
  });
}

async function openWithTrials(file: string): Promise<Store> {
  const store = await openStore(file);
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

interface Done {
  readonly raised: number;
  readonly stored: number;
  readonly written: number;
  readonly fenced: number;
  readonly late: number;
}

interface Competitor {
  /** It has read the row that all of them change, and waits for `go` to change it. */
  readonly ready: Promise<unknown>;
  readonly go: () => void;
  readonly done: Promise<Done>;
}

function competing(file: string, name: string, rounds: number): Competitor {
  const program = join(import.meta.dirname, 'competing-process.ts');
  const child = spawn(process.execPath, [program, file, name, String(rounds)]);
  const lines: string[] = [];
  const output = createInterface(child.stdout).on('line', (line) => lines.push(line));
  const closed = once(child, 'close');
  return {
    ready: Promise.race([once(output, 'line'), closed]),
    go: () => child.stdin.end(),
    done: Promise.all([closed, textOf(child.stderr)]).then(([end, errors]) => {
      expect([end, errors]).toEqual([[0, null], '']);
      return JSON.parse(lines.at(-1) ?? '') as Done;
    }),
  };
}

/** Tokens only grow, and what was written under one comes before the next was given. */
function expectFenced(events: readonly EventRow[], written: number): void {
  let newest = 0;
  let count = 0;
  for (const { kind, data } of events) {
    const { token } = (data ?? {}) as { readonly token?: number };
    if (kind === 'lease.taken') {
      expect(token).toBe(newest + 1);
      newest = token ?? NaN;
    } else if (kind === 'under-lease') {
      expect(token).toBe(newest);
      count++;
    }
  }
  expect(count).toBe(written);
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
