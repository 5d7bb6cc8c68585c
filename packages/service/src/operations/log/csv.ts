/** CSV as RFC 4180 has it; cells that a spreadsheet would run as a formula are made harmless. */

export type Cell = number | string | boolean | null;

/** One line for each row under a header line; the columns are those of the first row. `null` is an empty cell. */
export function csvText(table: readonly (readonly (readonly [column: string, value: Cell])[])[]): string {
  const [first] = table;
  if (first === undefined) return '';
  const lines = [first.map(([column]) => column), ...table.map((row) => row.map(([, value]) => value))];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
