import { Client } from 'pg';
import { postgresAddress } from './postgres-address.ts';
import { ConnectionError, inWords } from './postgres-errors.ts';

/** Whether a store was made at `address`; throws as `openPostgresStore` does where that cannot be found out. */
export async function hasPostgresStore(address: string): Promise<boolean> {
  const place = postgresAddress(address);
  const client = new Client({ connectionString: place.connection, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect().catch((cause: unknown) => {
      throw new ConnectionError('no connection', { cause });
    });
    const { rows } = await client.query(
      "select 1 from pg_tables where schemaname = $1 and tablename = 'schema_version'",
      [place.schema],
    );
    return rows.length > 0;
  } catch (error) {
    throw inWords(error, place);
  } finally {
    await client.end();
  }
}
