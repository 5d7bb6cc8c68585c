import type { AttuneError } from '@attune/core/errors';
import type { SqlDialect } from './dialect.ts';
import type { Database } from './tables.ts';

/** An open database. */
export interface SqlBackend {
  readonly dialect: SqlDialect;
  /** Names of the tables that are there, as `db` sees them. */
  tableNames(db: Database): Promise<readonly string[]>;
  /** The refusal where these tables are another program's. */
  foreign(): AttuneError;
  /** Sees what is committed, and waits for no writer. */
  read<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** One transaction, durable when the promise resolves, undone when `work` throws. One at a time in this process. */
  write<T>(work: (db: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
