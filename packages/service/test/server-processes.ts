/** Servers in processes of their own, to be killed. */
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { attuneClient, type AttuneClient } from '../../client/src/index.ts';

export interface ServerProcess extends AttuneClient {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** As a crash does. */
  kill(): Promise<void>;
}

export interface ServerOrder {
  /** Default: any free one. */
  readonly port?: number;
  /** More words of the command line. */
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ServerProcesses {
  /** Resolves when it listens. */
  start(directory: string, order?: ServerOrder): Promise<ServerProcess>;
  /** Kills this child too, in the end. */
  add(child: ChildProcess): void;
  killAll(): Promise<void>;
}

export function serverProcesses(): ServerProcesses {
  const children: ChildProcess[] = [];
  return {
    async start(directory, { port = 0, words = [], environment = {} } = {}) {
      const attune = join(import.meta.dirname, '..', 'bin', 'attune.js');
      const child = spawn(
        process.execPath,
        [attune, 'serve', '--no-dashboard', '--json', '--port', String(port), '--project', directory, ...words],
        { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } },
      );
      children.push(child);
      const line = await firstLine(child);
      const { url } = JSON.parse(line) as { readonly url: string };
      return { ...attuneClient({ base: url }), child, url, port: Number(new URL(url).port), kill: () => killed(child) };
    },
    add: (child) => void children.push(child),
    async killAll() {
      await Promise.all(children.splice(0).map(killed));
    },
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Rejects where the server ends before it listens. */
async function firstLine(child: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  const ended = new AbortController();
  child.once('exit', () => ended.abort(new Error('the server did not start')));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line', { signal: ended.signal })) as [string];
  return line;
}
