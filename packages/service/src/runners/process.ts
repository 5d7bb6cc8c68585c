/** Which processes of this machine live: told apart by start time and boot, since process ids are used again. */
import { readdir, readFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A process as `launch.sh` wrote it down. */
export interface ProcessId {
  readonly pid: number;
  /** Ticks since boot, or a date where there is no `/proc`. */
  readonly start: string;
  readonly boot: string;
}

/** Reads `pid start boot`; undefined where the line is incomplete. */
export function parseProcessId(text: string): ProcessId | undefined {
  const match = /^(\d+) (\S+) (\S+)\n/.exec(text);
  const [, pid, start, boot] = match ?? [];
  if (pid === undefined || start === undefined || boot === undefined) return undefined;
  return { pid: Number(pid), start, boot };
}

/** This process, to be told apart from later ones with the same id. */
export async function ownProcess(): Promise<ProcessId> {
  return { pid: process.pid, start: (await startTime(process.pid)) ?? 'unknown', boot: await bootId() };
}

/** Whether that very process lives; a zombie does not. */
export async function alive(id: ProcessId): Promise<boolean> {
  if (id.boot !== (await bootId())) return false;
  return (await startTime(id.pid)) === id.start;
}

/**
 * Living members of the process group `leader` started, without the leader, that carry `variable=value` in their
 * environment: proof that they are what the leader started and no later group under the same number.
 */
export async function survivors(leader: number, variable: string): Promise<readonly number[]> {
  if (!groupExists(leader)) return [];
  const found: number[] = [];
  for (const pid of await processIds()) {
    if (pid === leader) continue;
    const stat = await readStat(pid);
    if (stat === undefined || stat.group !== leader || stat.state === 'Z') continue;
    if (await carries(pid, variable)) found.push(pid);
  }
  return found;
}

/** All living processes that carry `variable=value` in their environment. */
export async function carriers(variable: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const pid of await processIds()) if (await carries(pid, variable)) found.push(pid);
  return found;
}

async function processIds(): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => []);
  return entries.map(Number).filter((pid) => Number.isInteger(pid));
}

/** False for a zombie, which has no environment any more. */
async function carries(pid: number, variable: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').includes(variable);
}

/** Sends a signal; a process that is gone is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

async function bootId(): Promise<string> {
  return readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => 'none',
  );
}

/** As `launch.sh` computes it; undefined where there is no such living process. */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readStat(pid);
  if (stat !== undefined) return stat.state === 'Z' ? undefined : stat.start;
  if (process.platform === 'linux') return undefined;
  const listed = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  return listed?.stdout.trimEnd().replaceAll(/ +/g, '_');
}

/** Fields 3, 5 and 22 of `/proc/PID/stat` (proc(5)); the command's name, field 2, may itself hold spaces and brackets. */
async function readStat(pid: number): Promise<{ state: string; group: number; start: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields ?? [];
  const start = fields?.[19];
  if (state === undefined || group === undefined || start === undefined) return undefined;
  return { state, group: Number(group), start };
}
