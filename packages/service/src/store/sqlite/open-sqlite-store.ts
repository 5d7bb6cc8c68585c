import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { migrate } from '../migrations/migrate.ts';
import { sqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { openSqliteBackend } from './sqlite-backend.ts';
import { inWords } from './sqlite-errors.ts';

/**
 * Opens the store in the file at `path`, which is made (with its directory) where it is missing and brought up to this
 * program's version where it is older. Several processes may have it open. `clock` gives the time of events that no
 * writer dates, in milliseconds UTC. Throws `unavailable` where the file cannot be used, `unsupported` where a newer
 * version of Attune wrote it, `invalid` where it is another program's database.
 */
export async function openSqliteStore(path: string, options: { readonly clock?: () => number } = {}): Promise<Store> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const backend = await openSqliteBackend(path);
    try {
      await migrate(backend, path);
    } catch (error) {
      await backend.close();
      throw error;
    }
    return sqlStore(backend, options.clock ?? Date.now);
  } catch (error) {
    throw inWords(error, path);
  }
}
