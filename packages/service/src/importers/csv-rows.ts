/** CSV as RFC 4180 has it, row by row with line numbers; also with tabs or semicolons, told by the header. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { readLines, type TextLine } from './text-lines.ts';

export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows of one file, each with as many cells as the header. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly CsvRow[]>;
  /** Whether the last line broke off and was left out; known once all rows were read. */
  truncated(): boolean;
  /** Whether the last line that was read has no line break at its end: its last cell may be cut short. */
  unended(): boolean;
}

export const csvTexts = defineTexts('csv', {
  cells: '{path}:{line}: {cells} {cells|cell|cells} where the header has {columns}: mend or remove the line',
  repeated: '{path}:1: the header names {column} twice: rename one of them',
  quote: '{path}:{line}: the quote that begins here is never closed',
});

/** The table in a file; null where the file holds nothing. */
export async function openCsv(path: string): Promise<CsvTable | null> {
  const batches = readLines(path);
  const first = await firstLines(batches);
  if (first === null) return null;
  const [head, ...others] = first;
  const delimiter = delimiterOf(head.text);
  const header = (splitRow(head.text, delimiter) ?? [head.text]).map((name) => name.trim());
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) < index);
  if (twice !== undefined) throw new AttuneError('invalid', csvTexts.repeated({ path, column: twice }));
  let truncated = false;
  let unended = false;

  async function* rows(): AsyncGenerator<readonly CsvRow[]> {
    let open: TextLine | null = null;
    const take = (line: TextLine): readonly CsvRow[] => {
      const begun: TextLine = open === null ? line : { ...open, text: `${open.text}\n${line.text}`, ended: line.ended };
      if (open === null && line.text.trim() === '') return [];
      const cells = splitRow(begun.text, delimiter);
      open = cells === null ? begun : null;
      if (cells === null) return [];
      if (cells.length !== header.length) {
        truncated = !begun.ended && cells.length < header.length;
        if (truncated) return [];
        throw new AttuneError(
          'invalid',
          csvTexts.cells({ path, line: begun.number, cells: cells.length, columns: header.length }),
        );
      }
      unended = !begun.ended;
      return [{ line: begun.number, cells }];
    };
    yield others.flatMap(take);
    for await (const batch of batches) yield batch.flatMap(take);
    const unclosed = open as TextLine | null;
    if (unclosed === null) return;
    truncated = !unclosed.ended;
    if (!truncated) throw new AttuneError('invalid', csvTexts.quote({ path, line: unclosed.number }));
  }

  return { header, rows: rows(), truncated: () => truncated, unended: () => unended };
}

/** The first batch from its first line that is not blank; null where there is none. */
async function firstLines(
  batches: AsyncGenerator<readonly TextLine[]>,
): Promise<readonly [TextLine, ...TextLine[]] | null> {
  for (;;) {
    const next = await batches.next();
    if (next.done === true) return null;
    const at = next.value.findIndex(({ text }) => text.trim() !== '');
    const [head, ...others] = at < 0 ? [] : next.value.slice(at);
    if (head !== undefined) return [head, ...others];
  }
}

/** Of comma, tab and semicolon the one that is most frequent in the header. */
function delimiterOf(header: string): string {
  const counts = [',', '\t', ';'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

/** The cells of a row; null where a quote is still open at its end. */
function splitRow(text: string, delimiter: string): readonly string[] | null {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charAt(at) !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? undefined : end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    at += 1;
    for (;;) {
      const end = text.indexOf('"', at);
      if (end < 0) return null;
      cell += text.slice(at, end);
      at = end + 1;
      if (text.charAt(at) !== '"') break;
      cell += '"';
      at += 1;
    }
    const end = text.indexOf(delimiter, at);
    cells.push(cell + text.slice(at, end < 0 ? undefined : end));
    if (end < 0) return cells;
    at = end + 1;
  }
}
