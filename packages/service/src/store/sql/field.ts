/** How a field of a row lies in columns: each codec writes its column or columns and reads them back, checked. */
import type { Scalar } from './dialect.ts';
import type { Columns } from './tables.ts';

export interface Field<T> {
  readonly write: (value: T) => Columns;
  readonly read: (columns: Columns) => T;
}

export function integer(column: string): Field<number> {
  return { write: (value) => ({ [column]: value }), read: (columns) => numberIn(columns, column) };
}

export function text(column: string): Field<string> {
  return { write: (value) => ({ [column]: value }), read: (columns) => textIn(columns, column) };
}

/** A string of a fixed set, which nothing but this program writes. */
export function word<T extends string>(column: string): Field<T> {
  return { write: (value) => ({ [column]: value }), read: (columns) => textIn(columns, column) as T };
}

/** JSON; what is undefined becomes null. Its type is that of what was written. */
export function json<T>(column: string): Field<T> {
  return {
    write: (value) => ({ [column]: jsonText(value) }),
    read: (columns) => JSON.parse(textIn(columns, column)) as T,
  };
}

/** The same field with null for none. */
export function optional<T>(column: string, field: (column: string) => Field<T>): Field<T | null> {
  const { write, read } = field(column);
  return {
    write: (value) => (value === null ? { [column]: null } : write(value)),
    read: (columns) => (columns[column] === null ? null : read(columns)),
  };
}

/** `undefined` has no JSON text. */
export function jsonText(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

function numberIn(columns: Columns, column: string): number {
  const value = columns[column];
  if (typeof value !== 'number') throw unexpected(column, value);
  return value;
}

function textIn(columns: Columns, column: string): string {
  const value = columns[column];
  if (typeof value !== 'string') throw unexpected(column, value);
  return value;
}

/** Only damage or a foreign hand leads here: a defect, not a user's mistake. */
function unexpected(column: string, value: Scalar | undefined): TypeError {
  return new TypeError(`column ${column} of the store holds ${value === null ? 'null' : typeof value}`);
}
