import type { SqlDialect } from '../sql/dialect.ts';
import type { Database } from '../sql/tables.ts';

/** One step from a version of the store to the next; once released, it never changes. */
export interface Migration {
  /** From 1, without gaps. */
  readonly version: number;
  /** Runs inside the transaction that also raises the version. Uses `schema` and SQL: the tables' types are today's. */
  readonly up: (db: Database, dialect: SqlDialect) => Promise<void>;
}
