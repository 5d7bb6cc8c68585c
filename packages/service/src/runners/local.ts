/** Runs jobs as process groups of this machine through `launch.sh`; they outlive the engine, and a later one finds them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { alive, carriers, parseProcessId, signalProcess, survivors, type ProcessId } from './process.ts';
import type { Job, JobState, Runner, StartedJob } from './runner.ts';

export const localRunnerTexts = defineTexts('local-runner', {
  notStarted: 'no process could be started for {directory}: {reason}',
});

const launcher = fileURLToPath(new URL('launch.sh', import.meta.url));

/** A runner for this machine. `environment` is what every job inherits, but for what Attune alone tells its jobs. */
export function localRunner(environment: NodeJS.ProcessEnv = process.env): Runner {
  const inherited = withoutProtocol(environment);
  const children = new Set<string>();
  const ends = latch();

  return {
    async start(job) {
      const child = await launch(job, { ...inherited, ...job.env });
      children.add(job.directory);
      child.once('exit', () => {
        children.delete(job.directory);
        ends.open();
      });
      child.unref();
      return null;
    },

    async poll(jobs) {
      return Promise.all(jobs.map((job) => stateOf(job, children.has(job.directory))));
    },

    async wait(signal) {
      await ends.wait(signal);
    },

    async stop(job, how) {
      await forbidBeginning(job.directory);
      const claim = await claimOf(job.directory);
      if (claim.kind !== 'process') return;
      const { id } = claim;
      if (how === 'kill') await killAll(job.directory, id);
      else if (await alive(id)) signalProcess(-id.pid, 'SIGTERM');
      else for (const pid of await survivors(id.pid, mark(job.directory))) signalProcess(pid, 'SIGTERM');
    },
  };
}

/** Variables of an attempt that this very process may be part of are none of the job's: `ATTUNE_RESUME` least of all. */
function withoutProtocol(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('ATTUNE_')));
}

async function launch({ directory, cwd, argv }: Job, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  try {
    // What is wrong with the arguments is thrown at once, what the system refuses comes as an event.
    const child = spawn('/bin/sh', [launcher, directory, cwd, ...argv], { detached: true, stdio: 'ignore', env });
    await once(child, 'spawn');
    return child;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AttuneError('unavailable', localRunnerTexts.notStarted({ directory, reason }), { cause });
  }
}

/** How often `killAll` looks for what still lives, and the milliseconds between two looks. */
const looks = 50;
const lookMilliseconds = 10;

/**
 * Kills what the launcher started, and waits until it is gone: it must neither write nor hold a device any more when its
 * place is given away. The launcher is spared, to leave the exit status, unless it is all there is.
 */
async function killAll(directory: string, launcherId: ProcessId): Promise<void> {
  let members = await survivors(launcherId.pid, mark(directory));
  if (members.length === 0 && (await alive(launcherId))) {
    signalProcess(launcherId.pid, 'SIGKILL');
    // It may just have started its command.
    await pass(lookMilliseconds);
    members = await survivors(launcherId.pid, mark(directory));
  }
  for (let look = 0; members.length > 0 && look < looks; look++) {
    for (const pid of members) signalProcess(pid, 'SIGKILL');
    await pass(lookMilliseconds);
    members = await survivors(launcherId.pid, mark(directory));
  }
}

/** What every process of an attempt carries in its environment. */
function mark(directory: string): string {
  return `ATTUNE_DIR=${directory}`;
}

/**
 * Who holds an attempt's directory: nobody yet, a process, somebody whose line is not written yet, or nobody ever again.
 */
type Claim =
  | { readonly kind: 'none' }
  | { readonly kind: 'unwritten' }
  | { readonly kind: 'void' }
  | { readonly kind: 'process'; readonly id: ProcessId };

async function stateOf(job: StartedJob, ours: boolean): Promise<JobState> {
  const exit = await exitOf(job.directory);
  if (exit !== undefined) return exit;
  if (ours) return { kind: 'running' };
  const claim = await claimOf(job.directory);
  switch (claim.kind) {
    case 'process':
      if (await alive(claim.id)) return { kind: 'running' };
      break;
    case 'unwritten':
      // A launcher that is about to write its line lives; one that was killed just then has started nothing.
      if ((await carriers(mark(job.directory))).length > 0) return { kind: 'running' };
      break;
    case 'none':
      if (!(await revoke(job.directory))) return stateOf(job, ours);
      break;
    case 'void':
      break;
  }
  // It may have ended between the two looks.
  return (await exitOf(job.directory)) ?? { kind: 'lost' };
}

async function exitOf(directory: string): Promise<JobState | undefined> {
  const path = join(directory, 'exit');
  const text = await readFile(path, 'utf8').catch(() => '');
  if (!text.endsWith('\n')) return undefined;
  return { kind: 'ended', code: Number(text), endedAt: Math.round((await stat(path)).mtimeMs) };
}

/**
 * A launcher looks for this file after its claim, and last before its command: it either finds it, or its claim is there to
 * be found by whoever has made it, and its command there for a signal.
 */
async function forbidBeginning(directory: string): Promise<void> {
  if ((await exitOf(directory)) !== undefined) return;
  // Where it cannot be made, a command that has begun still gets its signal.
  await writeFile(join(directory, 'stop'), '', { flag: 'a' }).catch(() => undefined);
}

async function claimOf(directory: string): Promise<Claim> {
  for (let look = 0; look < 3; look++) {
    const text = await readFile(join(directory, 'pid'), 'utf8').catch(() => undefined);
    if (text === undefined) return { kind: 'none' };
    if (text === revoked) return { kind: 'void' };
    const id = parseProcessId(text);
    if (id !== undefined) return { kind: 'process', id };
    // The file appears a moment before its line does.
    await pass(lookMilliseconds);
  }
  return { kind: 'unwritten' };
}

const revoked = 'revoked\n';

/**
 * Takes the claim before a launcher can, so that a job which has not begun never will; false where one has. Where not
 * even the directory was made, no launcher can claim it.
 */
async function revoke(directory: string): Promise<boolean> {
  return writeFile(join(directory, 'pid'), revoked, { flag: 'wx' }).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code === 'EEXIST') return false;
      if (error.code === 'ENOENT') return true;
      throw error;
    },
  );
}

/** A door that opens at an event and closes behind whoever waited. */
function latch(): { open(): void; wait(signal: AbortSignal): Promise<void> } {
  let opened = false;
  let waiter: (() => void) | undefined;
  return {
    open() {
      opened = true;
      waiter?.();
    },
    async wait(signal) {
      if (!opened && !signal.aborted) {
        await new Promise<void>((resolve) => {
          waiter = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      opened = false;
      waiter = undefined;
    },
  };
}
