/** `attune serve` upon a project, as a process of its own: its address, its memory, its end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const attune = join(import.meta.dirname, '../../packages/service/bin/attune.js');

export interface Served {
  /** `http://127.0.0.1:4400`. */
  readonly url: string;
  /** Milliseconds from the process's start until it answered. */
  readonly startup: number;
  /** Megabytes: now, or at most since it began; of the server, or of the processes that it has begun. */
  memory(which: 'now' | 'peak', of: 'server' | 'others'): number;
  end(): Promise<void>;
}

/** `flags` of `attune serve`. */
export async function serveProject(directory: string, flags: readonly string[] = ['--no-dashboard']): Promise<Served> {
  const began = performance.now();
  const words = ['serve', ...flags, '--json', '--project', directory];
  const child = spawn(process.execPath, [attune, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await Promise.race([once(child.stdout, 'data'), gone(child)])) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { readonly url: string };
  await fetch(`${url}/api/v1/project`);
  const startup = performance.now() - began;
  return {
    url,
    startup,
    memory(which, of) {
      const own = String(child.pid ?? 0);
      if (of === 'server') return megabytesOf(own, which);
      const others = readFileSync(`/proc/${own}/task/${own}/children`, 'utf8').split(' ').filter(Boolean);
      return others.reduce((sum, pid) => sum + megabytesOf(pid, which), 0);
    },
    async end() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}

function megabytesOf(pid: string, which: 'now' | 'peak'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = new RegExp(`${which === 'now' ? 'VmRSS' : 'VmHWM'}:\\s+(\\d+)`).exec(status) ?? [];
  return Number(kilobytes) / 1024;
}

async function gone(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`attune serve ended with ${code ?? 'a signal'}`);
}
