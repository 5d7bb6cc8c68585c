/** What the migrations make on PostgreSQL, held against what they made when each version was released. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withPostgres } from '../../testing/with-postgres.ts';
import { storeVersion } from '../migrations/migrate.ts';
import { openPostgresStore } from './open-postgres-store.ts';

withPostgres('the migrations on PostgreSQL', (server) => {
  it('make the very tables kept for this version', async () => {
    await (await openPostgresStore(server().address('made'))).close();
    const columns = await server().ask(
      `select table_name || '.' || column_name, data_type, is_nullable, is_identity
       from information_schema.columns where table_schema = 'made' order by table_name, ordinal_position`,
      'notebooks',
    );
    const constraints = await server().ask(
      `select conrelid::regclass, pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'made'::regnamespace order by 1, 2`,
      'notebooks',
    );
    const kept = join(import.meta.dirname, `../migrations/fixtures/postgres-${storeVersion}.txt`);
    expect(`${columns}\n${constraints}\n`).toBe(readFileSync(kept, 'utf8'));
  });
});
