/** What differs between the databases; all else is one query code. */
import type { ColumnDefinitionBuilder, CreateTableBuilder, RawBuilder } from 'kysely';

/** A value as a driver takes and gives it. Integers are safe integers, not bigints or text; JSON is text; NaN is null. */
export type Scalar = number | string | Uint8Array | null;

export interface SqlDialect {
  readonly columnTypes: {
    readonly json: 'text' | 'json';
    readonly binary: 'blob' | 'bytea';
  };
  /** Makes a column the primary key that counts up by itself. */
  counting(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** Keeps a table's rows in the order of its primary key, where the database can. */
  clustered<T extends string, C extends string>(table: CreateTableBuilder<T, C>): CreateTableBuilder<T, C>;
  /** A list of any length for the right-hand side of `in`. */
  among<T extends number | string>(values: readonly T[]): RawBuilder<T>;
}
