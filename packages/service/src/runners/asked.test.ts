import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { virtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { endAttempt, exitOf, isAskedToStop, noteHeard, noteInfeasible, openAttempt } from './asked-files.ts';
import { askedRunner, eitherRunner, holderOf, isAskers, newHandle } from './asked.ts';
import { localRunner } from './local.ts';
import type { JobState, Runner } from './runner.ts';

let root: string;
let clock: VirtualClock;
let runner: Runner;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'attune-asked-'));
  clock = virtualClock();
  runner = askedRunner(() => clock.now());
});

afterEach(() => rm(root, { recursive: true }));

const job = () => ({ directory: join(root, 'attempt-1'), handle: newHandle('claim', 60) });

async function state(by = runner): Promise<JobState | undefined> {
  return (await by.poll([job()]))[0];
}

describe('an attempt that a program asked for', () => {
  it('is lost after too long a silence, counted from its last sign of life or from when a server first looked', async () => {
    expect(await state()).toEqual({ kind: 'running' });
    clock.advance(59_000);
    expect(await state()).toEqual({ kind: 'running' });
    await noteHeard(job().directory, clock.now());
    clock.advance(59_000);
    expect(await state()).toEqual({ kind: 'running' });
    clock.advance(2_000);
    expect(await state(askedRunner(() => clock.now()))).toEqual({ kind: 'running' });
    expect(await state()).toEqual({ kind: 'lost' });
  });

  it('ends once: by its program or by Attune, and the other comes too late', async () => {
    const { directory } = job();
    await openAttempt(directory);
    expect(await endAttempt(directory, 1, { outcome: 'failed', message: 'no\ndata' })).toBe(true);
    expect(await endAttempt(directory, 0, { outcome: 'completed', message: '' })).toBe(false);
    await runner.stop(job(), 'kill');
    expect(await state()).toMatchObject({ kind: 'ended', code: 1 });
    expect((await exitOf(directory))?.told).toEqual({ outcome: 'failed', message: 'no\ndata' });
  });

  it('is asked to stop, and closed when it does not', async () => {
    const { directory } = job();
    await runner.stop(job(), 'terminate');
    expect(await isAskedToStop(directory)).toBe(true);
    expect(await state()).toEqual({ kind: 'running' });
    await runner.stop(job(), 'kill');
    expect(await state()).toMatchObject({ kind: 'ended', code: 137 });
    expect(await endAttempt(directory, 0, { outcome: 'completed', message: '' })).toBe(false);
  });

  it('is heard by no server that has not its folder, and by all once whoever drives has looked at it', async () => {
    const { directory } = job();
    const unseen = { code: 'unavailable', message: expect.stringContaining(directory) as string };
    await expect(noteHeard(directory, clock.now())).rejects.toMatchObject(unseen);
    await expect(endAttempt(directory, 0, { outcome: 'completed', message: '' })).rejects.toMatchObject(unseen);
    await expect(noteInfeasible(directory, 'too wide')).rejects.toMatchObject(unseen);
    expect(await readdir(root)).toEqual([]);
    expect(await state()).toEqual({ kind: 'running' });
    await noteHeard(directory, clock.now());
    expect(await endAttempt(directory, 0, { outcome: 'completed', message: '' })).toBe(true);
    expect(await state()).toMatchObject({ kind: 'ended', code: 0 });
  });

  it('is told from a process by its handle', async () => {
    const both = eitherRunner(localRunner(), runner);
    const process = { directory: join(root, 'attempt-2'), handle: null };
    expect(await both.poll([process, job()])).toEqual([{ kind: 'lost' }, { kind: 'running' }]);
    expect([null, '1234', newHandle('a', 5)].map(isAskers)).toEqual([false, false, true]);
    expect([null, '1 2 3 4', newHandle('a', 5), newHandle('a', 5, 'gpu-7')].map(holderOf)).toEqual([
      null,
      null,
      null,
      'gpu-7',
    ]);
  });
});
