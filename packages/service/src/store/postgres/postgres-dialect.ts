import { sql } from 'kysely';
import type { SqlDialect } from '../sql/dialect.ts';

export const postgresDialect: SqlDialect = {
  // Not jsonb: that forgets the order of keys, and refuses the character 0 that a message of a crash may hold.
  columnTypes: { json: 'json', binary: 'bytea' },
  counting: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
  // PostgreSQL keeps no table in the order of its key.
  clustered: (table) => table,
  // One parameter for all values. An empty list has no type of its own, and `null` fits any column and equals nothing.
  among: (values) => {
    if (values.length === 0) return sql`(null)`;
    const type = sql.raw(typeof values[0] === 'string' ? 'text[]' : 'bigint[]');
    return sql`(select unnest(${values}::${type}))`;
  },
};
