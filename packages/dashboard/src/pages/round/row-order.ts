/** The order of a table's rows: by one column, what has no value last whichever way, equal ones by trial. */
import type { Column } from './table-columns.ts';

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** `-objective` → the greatest first. */
export function readOrder(text: string | undefined): Order {
  if (text === undefined) return { column: 'rank', descending: false };
  return text.startsWith('-') ? { column: text.slice(1), descending: true } : { column: text, descending: false };
}

/** Undefined for the order that needs no word in the address. */
export function writeOrder({ column, descending }: Order): string | undefined {
  if (column === 'rank' && !descending) return undefined;
  return `${descending ? '-' : ''}${column}`;
}

/** A press on a heading: that column, and the other way round at the second press. */
export function nextOrder(now: Order, column: string): Order {
  return now.column === column ? { column, descending: !now.descending } : { column, descending: false };
}

export function orderedRows(
  rows: readonly number[],
  columns: readonly Column[],
  { column: wanted, descending }: Order,
): readonly number[] {
  const column = columns.find(({ id }) => id === wanted);
  if (column === undefined) return rows;
  // Asked once for each row, not at each comparison.
  const keyed = rows.map((row) => ({ row, value: column.value(row) }));
  const way = descending ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (a.value === b.value) return a.row - b.row;
      if (isAbsent(a.value)) return isAbsent(b.value) ? a.row - b.row : 1;
      if (isAbsent(b.value)) return -1;
      if (typeof a.value === 'number' && typeof b.value === 'number') return way * (a.value - b.value) || a.row - b.row;
      return way * collator.compare(String(a.value), String(b.value)) || a.row - b.row;
    })
    .map(({ row }) => row);
}

const collator = new Intl.Collator('en', { numeric: true });

function isAbsent(value: unknown): boolean {
  return value === null || value === '';
}
