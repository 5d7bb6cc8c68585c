import { migrate } from '../migrations/migrate.ts';
import { sqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { postgresAddress } from './postgres-address.ts';
import { openPostgresBackend } from './postgres-backend.ts';
import { inWords } from './postgres-errors.ts';

/**
 * Opens the store at `address`, as `postgres://user@host/database?schema=digits`: its schema is made where it is missing
 * and brought up to this program's version where it is older. Any number of processes and machines may have it open.
 * `clock` gives the time of events that no writer dates, in milliseconds UTC. Throws `invalid` where the address cannot be
 * read or the schema is another program's, `unavailable` where the server cannot be reached or refuses, `unsupported`
 * where a newer version of Attune wrote the store.
 */
export async function openPostgresStore(
  address: string,
  options: { readonly clock?: () => number } = {},
): Promise<Store> {
  const place = postgresAddress(address);
  try {
    const backend = await openPostgresBackend(place);
    try {
      await migrate(backend, place.shown);
    } catch (error) {
      await backend.close();
      throw error;
    }
    return sqlStore(backend, options.clock ?? Date.now);
  } catch (error) {
    throw inWords(error, place);
  }
}
