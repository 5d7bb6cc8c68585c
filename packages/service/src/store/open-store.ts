/** Opens a store wherever it lies: a SQLite file, or a schema of a PostgreSQL database. */
import { access } from 'node:fs/promises';
import { isPostgres } from './postgres/postgres-address.ts';
import { openSqliteStore } from './sqlite/open-sqlite-store.ts';
import type { Store } from './store.ts';

/**
 * `address` is a file's path, or `postgres://…?schema=…`. The store is made where there is none. Throws as
 * `openSqliteStore` and `openPostgresStore` do.
 */
export async function openStore(address: string): Promise<Store> {
  if (!isPostgres(address)) return openSqliteStore(address);
  // The driver is loaded only by those who need it: every command would wait for it.
  const { openPostgresStore } = await import('./postgres/open-postgres-store.ts');
  return openPostgresStore(address);
}

/** Whether a store was made there; throws `unavailable` where that cannot be found out. */
export async function hasStore(address: string): Promise<boolean> {
  if (isPostgres(address)) {
    const { hasPostgresStore } = await import('./postgres/has-postgres-store.ts');
    return hasPostgresStore(address);
  }
  return access(address).then(
    () => true,
    () => false,
  );
}
