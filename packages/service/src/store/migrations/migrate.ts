/**
 * Brings a store to the version that this program knows, at opening and in one transaction. The version lies in the one
 * row of the table `schema_version`.
 */
import { AttuneError } from '@attune/core/errors';
import type { SqlBackend } from '../sql/backend.ts';
import { storeTexts } from '../refusals.ts';
import type { Database } from '../sql/tables.ts';
import { first } from './0001-first.ts';
import { tokens } from './0002-tokens.ts';
import type { Migration } from './migration.ts';

/** All of them, by ascending version. */
export const migrations: readonly Migration[] = [first, tokens];

/** The version that this program writes. */
export const storeVersion = migrations.length;

/**
 * `path` is the store's name in messages. Throws `unsupported` where the store is of a newer version, `invalid` where the
 * database is another program's; neither is touched then.
 */
export async function migrate(backend: SqlBackend, path: string, upTo: number = storeVersion): Promise<void> {
  const found = await backend.read((db) => versionOf(db, backend));
  if (found > storeVersion) {
    throw new AttuneError('unsupported', storeTexts.newer({ path, found, known: storeVersion }));
  }
  if (found >= upTo) return;

  await backend.write(async (db) => {
    const from = await versionOf(db, backend);
    if (from >= upTo) return;
    if (from === 0) {
      await db.schema
        .createTable('schema_version')
        .addColumn('version', 'integer', (column) => column.notNull())
        .execute();
      await db.insertInto('schema_version').values({ version: 0 }).execute();
    }
    for (const { version, up } of migrations) {
      if (version > from && version <= upTo) await up(db, backend.dialect);
    }
    await db.updateTable('schema_version').set({ version: upTo }).execute();
  });
}

/** 0 for an empty database. */
async function versionOf(db: Database, backend: SqlBackend): Promise<number> {
  const tables = await backend.tableNames(db);
  if (tables.length === 0) return 0;
  if (!tables.includes('schema_version')) throw backend.foreign();
  const { version } = await db.selectFrom('schema_version').select('version').executeTakeFirstOrThrow();
  return version;
}
