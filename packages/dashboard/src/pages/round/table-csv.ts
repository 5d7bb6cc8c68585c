/** Rows of the table as CSV (RFC 4180), with values as they are stored, not as they are shown. */
import type { Column } from './table-columns.ts';

export function tableCsv(rows: readonly number[], columns: readonly Column[]): string {
  const head = columns.map(({ id }) => field(id)).join(',');
  const lines = rows.map((row) => columns.map(({ value }) => field(value(row))).join(','));
  return `${[head, ...lines].join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula is kept a text. */
function field(value: number | string | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
