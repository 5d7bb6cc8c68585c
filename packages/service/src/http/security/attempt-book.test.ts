import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { newAttemptToken } from '../../runners/index.ts';
import { openMemoryStore, type AttemptRow, type Store } from '../../store/index.ts';
import { populate, update, writer } from '../../testing/store-rows.ts';
import { virtualClock } from '../../testing/virtual-clock.ts';
import { openAttemptBook } from './attempt-book.ts';

const clock = virtualClock();
let store: Store;
let reads: number;
let token: string;
let directory: string;

beforeEach(async ({ onTestFinished }) => {
  directory = mkdtempSync(join(tmpdir(), 'attune-attempt-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const memory = openMemoryStore();
  reads = 0;
  store = {
    ...memory,
    read(kind, selection) {
      reads++;
      return memory.read(kind, selection);
    },
  };
  await populate(store);
  const [trial] = await store.read('trial', { id: [1] });
  if (trial === undefined) throw new Error('no trial');
  await store.write([update('trial', { ...trial, state: { status: 'running' } })], writer);
  await change({ endedAt: null, directory });
  token = await newAttemptToken(directory, 1, 2);
});

async function change(fields: Partial<AttemptRow>): Promise<void> {
  const row = (await store.read('attempt', { trial: [1] })).find(({ number }) => number === 2);
  if (row === undefined) throw new Error('no attempt');
  await store.write([update('attempt', { ...row, ...fields })], writer);
}

it('an attempt is known by its token while it runs, and a second later not any more', async () => {
  const book = openAttemptBook(store, clock);
  expect(await book.find(token, false)).toEqual({ trial: 1, number: 2 });
  await change({ endedAt: 5 });
  clock.advance(1_001);
  expect(await book.find(token, false)).toBeNull();
});

it('only its own token opens it, and what is kept is no token', async () => {
  const book = openAttemptBook(store, clock);
  const kept = readFileSync(join(directory, 'token'), 'utf8').trim();
  const others = [`${token.slice(0, -1)}!`, token.replace('1.2', '1.1'), token.replace('1.2', '9.2'), kept, ''];
  for (const other of others) expect(await book.find(other, false)).toBeNull();
  expect(kept).toMatch(/^[0-9a-f]{64}$/);
  expect(await book.find(await newAttemptToken(directory, 1, 2), false)).not.toBeNull();
  expect(await book.find(token, false)).toBeNull();
});

it('who guesses does not have the store asked each time', async () => {
  const book = openAttemptBook(store, clock);
  reads = 0;
  for (let i = 0; i < 100; i++) {
    expect(await book.find(token.replace('1.2', '1.7'), true)).toBeNull();
    clock.advance(1);
  }
  expect(reads).toBeLessThanOrEqual(8);
  expect(await book.find(token, true)).toEqual({ trial: 1, number: 2 });
});
