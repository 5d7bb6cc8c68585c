import { sql } from 'kysely';
import type { SqlDialect } from '../sql/dialect.ts';

export const sqliteDialect: SqlDialect = {
  columnTypes: { json: 'text', binary: 'blob' },
  counting: (column) => column.primaryKey().autoIncrement(),
  clustered: (table) => table.modifyEnd(sql`without rowid`),
  // One parameter instead of one a value: no limit to their number, and one statement for all lengths.
  among: (values) => sql`(select value from json_each(${JSON.stringify(values)}))`,
};
