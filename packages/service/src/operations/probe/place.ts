/** Where probes run: a folder of their own, in which nothing of an earlier check is left, and one trial's share of GPUs. */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { shareGpus, visibleGpus } from '../../engine/index.ts';
import { alive, localRunner, ownProcess, parseProcessId, type Runner } from '../../runners/index.ts';
import type { Context } from '../operation.ts';
import type { Workspace } from '../workspace.ts';

export const probePlaceTexts = defineTexts('probe-place', {
  taken: 'another check is trying the training program: wait for it to end, or end process {pid}',
});

export interface ProbePlace {
  readonly runner: Runner;
  /** Exists; each probe gets a folder in it. */
  readonly directory: string;
  /** As for the first trial of a round; undefined where trials get none. */
  readonly gpus: readonly string[] | undefined;
}

/**
 * Takes the place: ends what a check that was killed left running, and removes its files. Throws `unavailable` where a
 * trial's GPUs are missing, `conflict` where another check is at work.
 */
export async function openProbePlace(context: Context, workspace: Workspace): Promise<ProbePlace> {
  const { environment } = context;
  const { resources } = workspace.project;
  const gpus =
    resources.gpusPerTrial === 0 ? undefined : shareGpus(resources, await visibleGpus(environment)).gpusOf(0);
  const runner = localRunner(environment);
  const directory = join(workspace.storeDirectory, 'check');
  const own = await ownProcess();
  const owner = parseProcessId(await readFile(join(directory, ownerFile), 'utf8').catch(() => ''));
  if (owner !== undefined && owner.pid !== own.pid && (await alive(owner))) {
    throw new AttuneError('conflict', probePlaceTexts.taken({ pid: String(owner.pid) }));
  }
  await endLeftovers(context, runner, directory);
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, ownerFile), `${own.pid} ${own.start} ${own.boot}\n`);
  return { runner, directory, gpus };
}

const ownerFile = 'owner';

/** How often is looked whether a killed process has gone, and the milliseconds between two looks. */
const looks = 100;
const lookMilliseconds = 50;

async function endLeftovers({ clock }: Context, runner: Runner, directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const jobs = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ directory: join(directory, name), handle: null }));
  // A job that has not begun never will once its state was asked for.
  await runner.poll(jobs);
  for (const job of jobs) await runner.stop(job, 'kill');
  // A launcher still writes the exit status of what was killed.
  for (let look = 0; look < looks; look++) {
    if ((await runner.poll(jobs)).every(({ kind }) => kind !== 'running')) return;
    await clock.sleep(lookMilliseconds);
  }
}
