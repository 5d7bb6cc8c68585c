/**
 * Attempts that programs of the user's own run, wherever they are: nothing is started here. Such a program asks for a
 * trial over HTTP, shows that it lives, and tells how the attempt ended; all of that lies in the attempt's directory.
 */
import { askToStop, endAttempt, exitOf, lastHeard, openAttempt } from './asked-files.ts';
import type { JobState, Runner, StartedJob } from './runner.ts';

/** Exit status of a killed process, as a shell tells it. */
const killed = 137;

const mark = 'ask';

/**
 * The handle of an attempt for a program that may be silent for so long before it is given up. `holder` is the name of the
 * token that it showed, which has no spaces; null where it needed none.
 */
export function newHandle(claim: string, patienceSeconds: number, holder: string | null = null): string {
  return [mark, claim, patienceSeconds, ...(holder === null ? [] : [holder])].join(' ');
}

/** Whose program runs the attempt; null where that was not asked. */
export function holderOf(handle: string | null): string | null {
  return isAskers(handle) ? (handle?.split(' ')[3] ?? null) : null;
}

/** Whether an attempt is run by a program that asked for it. */
export function isAskers(handle: string | null): boolean {
  return handle?.startsWith(`${mark} `) === true;
}

function patienceMilliseconds(handle: string | null): number {
  return 1000 * Number(handle?.split(' ')[2] ?? 0);
}

/** `now` in milliseconds UTC. */
export function askedRunner(now: () => number): Runner {
  /** When this runner first looked at an attempt: while no server ran, its program could not be heard. */
  const since = new Map<string, number>();

  async function stateOf({ directory, handle }: StartedJob): Promise<JobState> {
    const exit = await exitOf(directory);
    if (exit !== null) {
      since.delete(directory);
      return { kind: 'ended', code: exit.code, endedAt: exit.endedAt };
    }
    const first = since.get(directory) ?? now();
    if (!since.has(directory)) {
      since.set(directory, first);
      // The engine that gave it may have been killed before, or have had a folder of its own. Programs are told what fails.
      await openAttempt(directory).catch(() => undefined);
    }
    const heard = Math.max(first, (await lastHeard(directory)) ?? 0);
    return now() - heard > patienceMilliseconds(handle) ? { kind: 'lost' } : { kind: 'running' };
  }

  return {
    start: () => Promise.resolve(null),
    poll: (jobs) => Promise.all(jobs.map(stateOf)),
    wait: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    async stop({ directory }, how) {
      await openAttempt(directory);
      if (how === 'terminate') return askToStop(directory);
      // Whatever its program tells from now on comes too late.
      await endAttempt(directory, killed, null);
      since.delete(directory);
    },
  };
}

/** Each job by the runner that it belongs to; new ones by `started`. */
export function eitherRunner(started: Runner, asked: Runner): Runner {
  const runnerOf = ({ handle }: StartedJob): Runner => (isAskers(handle) ? asked : started);
  return {
    start: (job) => started.start(job),
    async poll(jobs) {
      const states = await Promise.all(jobs.map((job) => runnerOf(job).poll([job])));
      return states.flat();
    },
    wait: (signal) => started.wait(signal),
    stop: (job, how) => runnerOf(job).stop(job, how),
  };
}
