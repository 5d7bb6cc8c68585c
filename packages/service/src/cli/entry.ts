/** The process's door: gathers the world into a `Host`, turns signals into an abort, and sets the exit status. */
import { constants } from 'node:os';
import { systemClock } from '../operations/operation.ts';
import { commandsFor } from './commands-for.ts';
import type { Asker } from './asker.ts';
import type { Host } from './host.ts';
import { main } from './main.ts';
import { globalsOf } from './parse.ts';
import { streamOutput, terminalOf } from './terminal.ts';

/** Milliseconds in which a second signal counts as the first one's echo: a terminal and a parent may both send it. */
const echo = 300;

/** Runs the command line of this process. The first Ctrl-C asks the command to stop, the second one ends it. */
export async function enter(): Promise<void> {
  const argv = process.argv.slice(2);
  const stopping = new AbortController();
  let stoppedAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const now = systemClock.now();
      if (!stopping.signal.aborted) stoppedAt = now;
      else if (now - stoppedAt > echo) process.exit(128 + constants.signals[signal]);
      stopping.abort(signal);
    });
  }
  // `attune trials | head` closes the pipe early: that is no error, and a round goes on without being watched.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.exitCode = await main(argv, hostOf(argv, stopping.signal), await commandsFor(argv));
}

function hostOf(argv: readonly string[], signal: AbortSignal): Host {
  const environment = process.env;
  const { color } = globalsOf(argv);
  const out = streamOutput(process.stdout, environment, color);
  const error = streamOutput(process.stderr, environment, color);
  const canAsk = process.stdin.isTTY && process.stdout.isTTY && (environment['CI'] ?? '') === '';
  return {
    terminal: terminalOf(out, error, canAsk ? loadAsker : undefined),
    directory: process.cwd(),
    environment,
    clock: systemClock,
    actor: `cli:${environment['USER'] ?? environment['USERNAME'] ?? 'user'}`,
    signal,
  };
}

async function loadAsker(): Promise<Asker> {
  return (await import('./clack-asker.ts')).clackAsker();
}
