/** The processes of attempts as the machine lists them, seen from outside of Attune. Needs `/proc`. */
import { readdirSync, readFileSync } from 'node:fs';

export interface AttemptProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Ticks since boot: with `pid` it tells this process from any later one. */
  readonly start: string;
  /** Its `ATTUNE_DIR`. */
  readonly directory: string;
}

/** Living processes of attempts whose directories lie under `root`, and of these only where `still` lists them. */
export function attemptProcesses(root: string, still?: readonly AttemptProcess[]): readonly AttemptProcess[] {
  const pids = still?.map(({ pid }) => String(pid)) ?? readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  const found = pids
    .flatMap((pid) => attemptProcess(pid) ?? [])
    .filter(({ directory }) => directory.startsWith(`${root}/`));
  return still === undefined
    ? found
    : found.filter((one) => still.some(({ pid, start }) => pid === one.pid && start === one.start));
}

/** Fields 3, 4, 5 and 22 of `/proc/PID/stat`, see proc(5). */
function attemptProcess(pid: string): AttemptProcess | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const [state, parent, group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const start = rest[16];
  const directory = /(?:^|\0)ATTUNE_DIR=([^\0]*)/.exec(read(`/proc/${pid}/environ`))?.[1];
  if (state === 'Z' || parent === undefined || group === undefined || start === undefined) return undefined;
  if (directory === undefined) return undefined;
  return { pid: Number(pid), parent: Number(parent), group: Number(group), start, directory };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
