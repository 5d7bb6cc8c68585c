/** Node's built-in SQLite behind Kysely's SQLite dialect, with prepared statements kept for reuse. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Database, Tables } from '../sql/tables.ts';

export interface SqliteConnection {
  readonly db: Database;
  readonly inTransaction: () => boolean;
  readonly exec: (sql: string) => void;
  readonly close: () => void;
}

/** A reading connection cannot change the file whatever it is asked. */
export function connect(path: string, mode: 'read' | 'write'): SqliteConnection {
  const connection = new DatabaseSync(path, {
    readOnly: mode === 'read',
    enableForeignKeyConstraints: true,
    timeout: mode === 'read' ? 10_000 : 0,
  });
  const statements = new Map<string, SqliteStatement>();
  const database = {
    prepare(sql: string): SqliteStatement {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = adapt(connection.prepare(sql));
      if (statements.size < keptStatements) statements.set(sql, statement);
      return statement;
    },
    close: () => undefined,
  };
  return {
    db: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }),
    inTransaction: () => connection.isTransaction,
    exec: (sql) => connection.exec(sql),
    close: () => connection.close(),
  };
}

/** More than the store's own queries need. */
const keptStatements = 256;

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as readonly SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as readonly SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as readonly SQLInputValue[])),
  };
}
