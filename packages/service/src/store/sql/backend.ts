import type { SqlDialect } from './dialect.ts';
import type { Database } from './tables.ts';

/** An open database. */
export interface SqlBackend {
  readonly dialect: SqlDialect;
  /** Sees what is committed, and waits for no writer. */
  read<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** One transaction, durable when the promise resolves, undone when `work` throws. One at a time in this process. */
  write<T>(work: (db: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
