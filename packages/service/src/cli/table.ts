/** Aligned columns for a screen or a file: numbers to the right, and on a narrow screen the least important give way. */
import type { Output } from './terminal.ts';
import { cut, displayWidth, pad, printable } from './width.ts';

export interface Column<R> {
  readonly header: string;
  /** What stands in the cell; empty or `null` is drawn as an empty cell. */
  readonly cell: (row: R) => string | number | null;
  /** `right` for numbers; default: right where every cell is a number. */
  readonly align?: 'left' | 'right';
  /** Columns with the highest number are left out first when the screen is narrow; 0 (the default) always stays. */
  readonly drop?: number;
  /** Fewest columns that this column may be cut down to when even that is too wide; default: never cut. */
  readonly least?: number;
  /** Colours a cell that is already cut and padded. */
  readonly style?: (text: string, row: R) => string;
}

/** The table's lines, each ended by a newline; of an empty table the header alone. */
export function table<R>(columns: readonly Column<R>[], rows: readonly R[], output: Output): string {
  const kept = fit(
    columns.map((column) => measure(column, rows)),
    output.width,
  );
  const line = (parts: readonly string[]): string => `${parts.join(gap).trimEnd()}\n`;
  const header = line(
    kept.map((one) => output.colours.dim(pad(cut(one.column.header, one.width), one.width, one.align))),
  );
  const body = rows.map((row, index) =>
    line(
      kept.map(({ column, width, align, cells }) => {
        const text = pad(cut(cells[index] ?? '', width), width, align);
        return column.style === undefined ? text : column.style(text, row);
      }),
    ),
  );
  return header + body.join('');
}

/** A number in a cell: four significant digits, NaN and infinities by name. */
export function cellNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) return String(Number(value.toPrecision(4)));
  const [mantissa = '', exponent = ''] = value.toExponential(3).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`;
}

const gap = '  ';

interface Measured<R> {
  readonly column: Column<R>;
  readonly cells: readonly string[];
  readonly align: 'left' | 'right';
  readonly width: number;
}

function measure<R>(column: Column<R>, rows: readonly R[]): Measured<R> {
  const values = rows.map((row) => column.cell(row));
  const cells = values.map((value) =>
    value === null ? '' : typeof value === 'number' ? cellNumber(value) : printable(value),
  );
  const numeric = values.some((value) => value !== null) && values.every((value) => typeof value !== 'string');
  return {
    column,
    cells,
    align: column.align ?? (numeric ? 'right' : 'left'),
    width: Math.max(displayWidth(column.header), ...cells.map(displayWidth)),
  };
}

/** First leaves out droppable columns, then cuts the cuttable ones, widest first. */
function fit<R>(columns: readonly Measured<R>[], width: number): readonly Measured<R>[] {
  const total = (list: readonly Measured<R>[]): number =>
    list.reduce((sum, one) => sum + one.width, 0) + gap.length * Math.max(0, list.length - 1);
  let kept = columns;
  while (total(kept) > width) {
    const last = Math.max(...kept.map((one) => one.column.drop ?? 0));
    if (last <= 0) break;
    kept = kept.filter((one, index) => index !== kept.findLastIndex((other) => (other.column.drop ?? 0) === last));
  }
  while (total(kept) > width) {
    const spare = (one: Measured<R>): number => one.width - (one.column.least ?? one.width);
    const widest = kept.filter((one) => spare(one) > 0).toSorted((a, b) => b.width - a.width)[0];
    if (widest === undefined) break;
    kept = kept.map((one) => (one === widest ? { ...one, width: one.width - 1 } : one));
  }
  return kept;
}
