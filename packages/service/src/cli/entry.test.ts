/** The program as a user starts it: real processes, under this Node and, by a stand-in, under one that is too old. */
import { execFile, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };

/** Without what would have it print in colours, or more than it says to everybody. */
const plain = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ATTUNE_DEBUG: undefined };

const program = fileURLToPath(new URL('../../bin/attune.js', import.meta.url));

interface Ended {
  readonly status: number | string | null;
  readonly out: string;
  readonly error: string;
}

async function node(file: string, ...argv: readonly string[]): Promise<Ended> {
  const cwd = mkdtempSync(join(tmpdir(), 'attune-entry-'));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [file, ...argv], { cwd, env: plain }, (_, out, error) => {
      resolve({ status: child.exitCode ?? child.signalCode, out, error });
    });
  });
}

describe('attune', () => {
  it('prints its version and no warnings', async () => {
    expect(await node(program, '--version')).toEqual({ status: 0, out: `${packageFile.version}\n`, error: '' });
  });

  it('fails with a status and one line', async () => {
    expect(await node(program, 'statsu')).toEqual({
      status: 2,
      out: '',
      error: "error: unknown command 'statsu' (Did you mean status?); see `attune --help`\n",
    });
  });

  it('asks nothing where nobody can answer, and writes no escape codes into pipes', async () => {
    const { status, out, error } = await node(program, 'init');
    expect(status).toBe(2);
    expect(error).toContain('--command is missing');
    expect(out + error).not.toContain('\u001b');
  });

  it('ends quietly when its reader has gone', async () => {
    const child = spawn(process.execPath, [program, 'run', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let error = '';
    child.stderr.on('data', (text: Buffer) => (error += text.toString()));
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, error }).toEqual({ status: 0, error: '' });
  });
});

describe('under a Node that is too old', () => {
  /** The program as it is, but for the Node that it asks for; beside it, a stand-in for the `node` package. */
  function oldMachine(standIn?: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'attune-old-'));
    const file = join(folder, 'attune.mjs');
    copyFileSync(program, file);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('const oldest = 24;');
    writeFileSync(file, text.replace('const oldest = 24;', 'const oldest = 999;'));
    if (standIn !== undefined) {
      const bin = join(folder, 'node_modules/node/bin');
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, 'node'), `#!/bin/sh\n${standIn}\n`);
      chmodSync(join(bin, 'node'), 0o755);
    }
    return file;
  }

  it('runs again under the one that is installed beside it: arguments, output and status pass through', async () => {
    const file = oldMachine('shift; printf "%s|" "$@"; echo oops >&2; exit 7');
    expect(await node(file, 'run', '--json', 'a b')).toEqual({ status: 7, out: 'run|--json|a b|', error: 'oops\n' });
  });

  it('passes signals on, and ends as its child ends', async () => {
    const file = oldMachine('trap "echo stopped; exit 130" INT; echo ready; while :; do sleep 0.05; done');
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
      if (out === 'ready\n') child.kill('SIGINT');
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, out }).toEqual({ status: 130, out: 'ready\nstopped\n' });
  });

  it('dies of the signal that its child died of', async () => {
    expect((await node(oldMachine('kill -KILL $$'))).status).toBe('SIGKILL');
  });

  it('says what to do where there is no other', async () => {
    const { status, error } = await node(oldMachine());
    expect(status).toBe(6);
    expect(error).toBe(
      `error: Attune needs Node 999 or newer, and this is Node ${process.versions.node}. Install a newer Node, or run \`npm install\` in the folder of Attune, which brings one along.\n`,
    );
  });
});
