import type { Migration } from './migration.ts';

/** Who may ask a server. */
export const tokens: Migration = {
  version: 2,
  up: async ({ schema }) => {
    await schema
      .createTable('token')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('revoked_at', 'bigint')
      .addColumn('last_used_at', 'bigint')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .execute();
  },
};
