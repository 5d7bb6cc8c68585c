import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runnerContract } from '../testing/runner-contract.ts';
import { localRunner } from './local.ts';

runnerContract('the local runner', localRunner);

describe('a claim whose line is not written', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'attune-claim-'));
    await writeFile(join(directory, 'pid'), '');
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('is a running job while its launcher lives, however slow that is', async () => {
    const launcher = spawn('sleep', ['100000'], { env: { ...process.env, ATTUNE_DIR: directory }, stdio: 'ignore' });
    await once(launcher, 'spawn');
    expect(await localRunner().poll([{ directory, handle: null }])).toEqual([{ kind: 'running' }]);
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    expect(await localRunner().poll([{ directory, handle: null }])).toEqual([{ kind: 'lost' }]);
  });

  it('is a lost job where nobody is left to write it', async () => {
    expect(await localRunner().poll([{ directory, handle: null }])).toEqual([{ kind: 'lost' }]);
  });
});

describe('a claim of another process', () => {
  it.each([
    ['of an earlier start of the machine', '1 1 00000000-0000-0000-0000-000000000000\n'],
    ['under a process id that is in use again', `${process.pid} 1 none\n`],
  ])('%s is a lost job, and stopping it touches nobody', async (_, line) => {
    const directory = await mkdtemp(join(tmpdir(), 'attune-claim-'));
    await writeFile(join(directory, 'pid'), line);
    const job = { directory, handle: null };
    expect(await localRunner().poll([job])).toEqual([{ kind: 'lost' }]);
    await localRunner().stop(job, 'terminate');
    await localRunner().stop(job, 'kill');
    await rm(directory, { recursive: true });
  });
});
