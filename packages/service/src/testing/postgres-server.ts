/**
 * A PostgreSQL server of its own for tests and measurements, from the Debian package `postgresql`: durable as in
 * production, and gone afterwards.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

export interface PostgresServer {
  readonly port: number;
  /** The address of a project's notebook in a schema of its own. */
  address(schema: string): string;
  /** What `statement` answers the superuser: a row a line, columns with `|` between them. */
  ask(statement: string, database?: string): Promise<string>;
  /** `fast` breaks connections off; `immediate` is a crash. Resolves when the server is up again. */
  restart(mode: 'fast' | 'immediate'): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops the server and removes its data. */
  remove(): Promise<void>;
}

/** The user whom `address` names, who owns the database and has to give the password. */
export const user = 'attune_tester';

/** With characters that an address must escape. */
export const password = 'b%ttér staple@1/2';

const packages = '/usr/lib/postgresql';

/** Why no server can be started here; null where one can. */
export function noPostgres(): string | null {
  if (newestPrograms() === null) return `no PostgreSQL server in ${packages}: install the package postgresql`;
  if (isRoot && !existsSync('/usr/sbin/runuser')) return 'root needs runuser to start PostgreSQL';
  return null;
}

/** The server refuses to run as root: there it runs as the user that comes with the package. */
const isRoot = process.getuid?.() === 0;
const asServer: readonly string[] = isRoot ? ['/usr/sbin/runuser', '-u', 'postgres', '--'] : [];

function newestPrograms(): string | null {
  if (!existsSync(packages)) return null;
  const [newest = ''] = readdirSync(packages).toSorted((a, b) => Number(b) - Number(a));
  const folder = join(packages, newest, 'bin');
  return existsSync(join(folder, 'initdb')) ? folder : null;
}

/** Starts a server on a free loopback port. Its data lie under `parent`, which its user must be able to enter. */
export async function startPostgres(parent: string = tmpdir()): Promise<PostgresServer> {
  const programs = newestPrograms();
  if (programs === null) throw new Error(noPostgres() ?? '');
  const directory = await mkdtemp(join(parent, 'attune-postgres-'));
  // The server's user writes here too.
  await chmod(directory, 0o777);
  const data = join(directory, 'data');
  const port = await freePort();

  const run = (program: string, ...words: readonly string[]): Promise<string> =>
    output(directory, [...asServer, join(programs, program), ...words]);
  const ask = (statement: string, database = 'postgres'): Promise<string> =>
    run('psql', '-h', directory, '-p', String(port), '-U', 'postgres', '-d', database, '-Atqc', statement);
  const control = async (...words: readonly string[]): Promise<void> => {
    await run('pg_ctl', '-D', data, '-l', join(directory, 'log'), '-w', '-t', '120', ...words);
  };
  const remove = async (): Promise<void> => {
    await control('-m', 'immediate', 'stop').catch(() => undefined);
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  };

  try {
    // Only the making of the empty cluster is not synced; the server itself is as durable as any.
    await run('initdb', '-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync');
    await replace(directory, join(data, 'pg_hba.conf'), accessRules);
    await replace(directory, join(data, 'postgresql.auto.conf'), settings(directory, port));
    await control('start');
    await ask(`create role "${user}" login password '${password}'`);
    await ask(`create database notebooks owner "${user}"`);
  } catch (error) {
    await remove();
    throw error;
  }

  const secret = encodeURIComponent(password);
  return {
    port,
    address: (schema) =>
      `postgres://${user}:${secret}@127.0.0.1:${port}/notebooks?schema=${encodeURIComponent(schema)}`,
    ask,
    restart: (mode) => control('-m', mode, 'restart'),
    stop: () => control('-m', 'fast', 'stop'),
    start: () => control('start'),
    remove,
  };
}

/** The superuser comes in by the socket, all others over the network with a password. */
const accessRules = 'local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n';

function settings(directory: string, port: number): string {
  return `port = ${port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '${directory}'
shared_buffers = 32MB
`;
}

/** Writes a file that belongs to the server's user. */
async function replace(directory: string, path: string, text: string): Promise<void> {
  const staged = join(directory, 'staged');
  await writeFile(staged, text, { mode: 0o644 });
  await output(directory, [...asServer, 'cp', staged, path]);
}

async function output(directory: string, [program = '', ...words]: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, { cwd: directory });
  return stdout.trim();
}
