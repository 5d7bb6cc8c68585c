/**
 * One SQLite file: a connection that reads beside any writer (WAL), and one that writes, a transaction at a time.
 *
 * SQLite's write lock is not fair: a process that writes without pause starves the others for seconds. So each write is
 * short and followed by a pause, in which another process finds the lock free; and a writer that finds it taken asks
 * again every millisecond, without blocking its own process meanwhile.
 */
import { setTimeout as pass } from 'node:timers/promises';
import { AttuneError } from '@attune/core/errors';
import { refuse, storeTexts } from '../refusals.ts';
import type { SqlBackend } from '../sql/backend.ts';
import type { Database } from '../sql/tables.ts';
import { connect, type SqliteConnection } from './sqlite-connection.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { inWords, isBusy } from './sqlite-errors.ts';

/** After each write, for other processes' sake. */
const pauseMilliseconds = 2;

/** How long a writer asks for the lock before it gives up. */
const patienceSeconds = 10;

/** Opens the file, or makes an empty one. */
export async function openSqliteBackend(path: string): Promise<SqlBackend> {
  const writer = connect(path, 'write');
  try {
    // Setting the mode takes a lock unless it is set already. FULL: a commit survives the loss of power.
    await patiently(() => writer.exec('pragma journal_mode = wal'));
    writer.exec('pragma synchronous = full');
    const reader = connect(path, 'read');
    return backend(path, writer, reader);
  } catch (error) {
    writer.close();
    throw error;
  }
}

function backend(path: string, writer: SqliteConnection, reader: SqliteConnection): SqlBackend {
  let open = true;
  let lastWrite: Promise<unknown> = Promise.resolve();

  return {
    dialect: sqliteDialect,
    tableNames: async (db) => (await db.introspection.getTables()).map(({ name }) => name),
    foreign: () => new AttuneError('invalid', storeTexts.foreign({ path })),
    read: async (work) => {
      if (!open) throw refuse.closed();
      return work(reader.db).catch((error: unknown) => {
        throw inWords(error, path);
      });
    },
    write: async (work) => {
      if (!open) throw refuse.closed();
      const turn = lastWrite.then(() => transaction(writer, work));
      const pause = (): Promise<void> => pass(pauseMilliseconds);
      lastWrite = turn.then(pause, pause);
      return turn.catch((error: unknown) => {
        throw inWords(error, path);
      });
    },
    close: async () => {
      if (!open) return;
      open = false;
      await lastWrite;
      // The last connection to close tidies the file up, which only a writing one can.
      reader.close();
      writer.close();
    },
  };
}

async function transaction<T>(connection: SqliteConnection, work: (db: Database) => Promise<T>): Promise<T> {
  await patiently(() => connection.exec('begin immediate'));
  try {
    const result = await work(connection.db);
    connection.exec('commit');
    return result;
  } catch (error) {
    // A full disk ends a transaction by itself.
    if (connection.inTransaction()) connection.exec('rollback');
    throw error;
  }
}

/** Does what needs the lock as soon as no other process has it. */
async function patiently(locked: () => void): Promise<void> {
  const deadline = performance.now() + 1000 * patienceSeconds;
  for (;;) {
    try {
      locked();
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) {
        throw new AttuneError('unavailable', storeTexts.locked({ seconds: patienceSeconds }), { cause: error });
      }
    }
    await pass(1);
  }
}
