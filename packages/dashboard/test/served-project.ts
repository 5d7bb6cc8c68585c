/** A real project with results, and a real `attune serve` upon it in a process of its own, which can be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { quickProject, type QuickProject } from '../../service/test/quick-project.ts';

const attune = fileURLToPath(new URL('../../service/bin/attune.js', import.meta.url));

export interface ServedProject {
  readonly project: QuickProject;
  /** Stays the same over restarts. */
  readonly url: string;
  /** Kills the server as a crash would: it gets no chance to say goodbye. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  /** Ends the server and removes the project. */
  close(): Promise<void>;
}

/** `rounds`: as in `quickProject`; those named in `run` have run before the server starts, in the project as `prepare` leaves it. */
export async function servedProject(
  rounds: Readonly<Record<string, string>>,
  run: readonly string[] = [],
  prepare: (project: QuickProject) => void = () => undefined,
): Promise<ServedProject> {
  const project = quickProject(rounds);
  prepare(project);
  for (const round of run) await project.document('run', round);
  let child: ChildProcess | undefined;
  let address: { readonly url: string; readonly port: number } | undefined;

  async function start(): Promise<void> {
    // Not the usual one: while it is away, another test's server could take it.
    const port = String(address?.port ?? 0);
    child = spawn(process.execPath, [attune, 'serve', '--json', '--project', project.directory, '--port', port], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    address = await readyOf(child);
  }

  async function ended(signal: NodeJS.Signals): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.once('exit', () => resolve(undefined));
    child.kill(signal);
    await promise;
  }

  await start();
  return {
    project,
    url: address?.url ?? '',
    kill: () => ended('SIGKILL'),
    start,
    async close() {
      await ended('SIGTERM');
      project.remove();
    },
  };
}

/** The document that the server prints once it listens. */
async function readyOf(child: ChildProcess): Promise<{ readonly url: string; readonly port: number }> {
  if (child.stdout === null) throw new Error('the server has no output');
  let text = '';
  for await (const line of createInterface({ input: child.stdout })) {
    text += line;
    // A document of several lines ends with a line that closes it.
    if (!/^\}|\}$/.test(line)) continue;
    const said = JSON.parse(text) as { readonly url?: string; readonly port?: number };
    const { url, port } = said;
    if (url !== undefined && port !== undefined) return { url, port };
    break;
  }
  throw new Error(`the server ended before it listened: ${text}`);
}
