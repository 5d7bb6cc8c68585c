#!/usr/bin/env node
// Starts Attune. Any Node can read this file: where the machine's own Node is too old for Attune, the same command runs
// again under the one that the `node` package installed beside it.
import { spawn } from 'node:child_process';
import * as modules from 'node:module';

const oldest = 24;
const major = Number(process.versions.node.split('.')[0]);
const again = 'ATTUNE_NODE';
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

if (major >= oldest && modules.isBuiltin('node:sqlite')) {
  // Training programs and their own calls of Attune begin afresh.
  delete process.env[again];
  // Keeps compiled modules between calls, which halves the time until the first line.
  modules.enableCompileCache?.();
  import('../src/cli/entry.ts').then((entry) => entry.enter());
} else {
  const newer = process.env[again] === undefined ? newerNode() : undefined;
  if (newer === undefined) {
    process.stderr.write(
      `error: Attune needs Node ${oldest} or newer, and this is Node ${process.versions.node}. ` +
        'Install a newer Node, or run `npm install` in the folder of Attune, which brings one along.\n',
    );
    process.exitCode = 6;
  } else {
    runUnder(newer);
  }
}

/** The executable of the `node` package, or undefined. */
function newerNode() {
  try {
    return modules.createRequire(import.meta.url).resolve('node/bin/node');
  } catch {
    return undefined;
  }
}

/**
 * Runs this command under another Node: same arguments and terminal; signals go in, the exit status comes out.
 * A Ctrl-C in the terminal reaches the child twice, from the terminal and from here; the child takes it as one.
 */
function runUnder(node) {
  let child;
  // Before the child exists: a signal in between must not end this process and leave the child behind.
  for (const signal of signals) process.on(signal, () => child?.kill(signal));
  child = spawn(node, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, [again]: node } });
  child.on('error', (error) => {
    process.stderr.write(`error: Node cannot be started from ${node}: ${error.message}\n`);
    process.exitCode = 6;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1;
    else {
      for (const name of signals) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    }
  });
}
