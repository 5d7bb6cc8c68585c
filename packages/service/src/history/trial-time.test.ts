import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMemoryStore, type Store } from '../store/index.ts';
import { attempt, insert, round, study, trial, writer } from '../testing/store-rows.ts';
import { rememberStepTime } from './step-time.ts';
import { trialTime } from './trial-time.ts';

let directory: string;
let store: Store;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'attune-trial-time-'));
  store = openMemoryStore();
  await store.write([insert('round', round(1)), insert('study', study(1, 1))], writer);
});

afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** A trial of 10 steps with an attempt of so many seconds each. */
async function took(
  id: number,
  status: 'completed' | 'failed' | 'stopped',
  ...seconds: readonly number[]
): Promise<void> {
  const row = {
    ...trial(id, 1, 1),
    untilStep: 10,
    state: status === 'completed' ? { status } : { status, reason: 'x' },
  };
  const attempts = seconds.map((each, index) => ({
    ...attempt(id, index + 1),
    startedAt: 1000,
    endedAt: 1000 + each * 1000,
  }));
  await store.write([insert('trial', row as never), ...attempts.map((one) => insert('attempt', one))], writer);
}

it('is unknown before anything was measured', async () => {
  expect(await trialTime(null, directory, 10)).toBeNull();
  expect(await trialTime(store, directory, 10)).toBeNull();
});

it('is start-up and steps after a check; a check of an older version had no start-up', async () => {
  await rememberStepTime(directory, { stepSeconds: 0.5, startSeconds: 3 });
  expect(await trialTime(store, directory, 10)).toEqual({
    from: 'check',
    seconds: 8,
    startSeconds: 3,
    stepSeconds: 0.5,
  });
  writeFileSync(join(directory, 'check.json'), '{"stepSeconds":0.5}');
  expect(await trialTime(store, directory, 10)).toEqual({
    from: 'check',
    seconds: 5,
    startSeconds: null,
    stepSeconds: 0.5,
  });
});

it('is what a result has cost, repeated and failed attempts with it, once trials have ended', async () => {
  await rememberStepTime(directory, { stepSeconds: 0.5, startSeconds: 3 });
  await took(1, 'completed', 4);
  await took(2, 'completed', 1, 5);
  expect(await trialTime(store, directory, 10)).toEqual({ from: 'attempts', seconds: 5, trials: 2 });
  await took(3, 'failed', 2);
  // Stopped by hand: it says nothing of how long a trial takes.
  await took(4, 'stopped', 100);
  expect(await trialTime(store, directory, 10)).toEqual({ from: 'attempts', seconds: 6, trials: 2 });
});

it('is in proportion where trials of another length were measured', async () => {
  await took(1, 'completed', 4);
  expect(await trialTime(store, directory, 20)).toMatchObject({ seconds: 8 });
});

it('takes no failed trial for a measurement', async () => {
  await took(1, 'failed', 1);
  expect(await trialTime(store, directory, 10)).toBeNull();
});
