/** Tables as records with line numbers, whatever they are written in: lines of JSON, or CSV. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { numberIn } from '../cells.ts';
import { openCsv } from '../csv-rows.ts';
import { readLines, type TextLine } from '../text-lines.ts';

export interface TableRecord {
  /** From 1. */
  readonly line: number;
  /** Fields that are given; numbers, texts, true and false, null, and from JSON lists and mappings. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether `line` counts the entries of a list instead. */
  readonly entry?: true;
}

export interface RecordSource {
  readonly records: AsyncIterable<readonly TableRecord[]>;
  /** Whether the last line broke off and was left out; known once all records were read. */
  truncated(): boolean;
  /** Whether the last line lacks its end, so that its last value may be cut short. */
  unended(): boolean;
}

export const recordTexts = defineTexts('records', {
  notJson: '{path}:{line}: this line is not JSON ({reason}): each line must be one mapping',
  notList:
    '{path} begins as one JSON list, and is none ({reason}): mend it, or write one object a line without the brackets',
  notMapping: '{path}:{line}: this line holds {value}: each line must be one mapping of names to values',
});

/** Opens one file; null where it is empty. */
export type OpenRecords = (path: string) => Promise<RecordSource | null>;

export const openJsonLines: OpenRecords = (path) => {
  let truncated = false;
  async function* records(): AsyncGenerator<readonly TableRecord[]> {
    const batches = readLines(path);
    let begun = false;
    for await (const lines of batches) {
      if (!begun && lines.some(({ text }) => text.trim() !== '')) {
        begun = true;
        if (
          lines
            .find(({ text }) => text.trim() !== '')
            ?.text.trim()
            .startsWith('[') === true
        ) {
          yield listIn(await wholeText(lines, batches), path);
          return;
        }
      }
      yield lines.flatMap(({ number, text, ended }): TableRecord[] => {
        if (text.trim() === '') return [];
        try {
          return [{ line: number, fields: mappingIn(text, path, number) }];
        } catch (error) {
          truncated = !ended && error instanceof AttuneError && error.cause instanceof SyntaxError && number > 1;
          if (truncated) return [];
          throw error;
        }
      });
    }
  }
  return Promise.resolve({ records: records(), truncated: () => truncated, unended: () => false });
};

export const openCsvRecords: OpenRecords = async (path) => {
  const table = await openCsv(path);
  if (table === null) return null;
  const { header, rows } = table;
  async function* records(): AsyncGenerator<readonly TableRecord[]> {
    for await (const batch of rows) {
      yield batch.map(({ line, cells }) => ({
        line,
        fields: Object.fromEntries(
          cells.flatMap((cell, at) => {
            const name = header[at] ?? '';
            const value = valueOf(cell);
            return name === '' || value === undefined ? [] : [[name, value] as const];
          }),
        ),
      }));
    }
  }
  return { records: records(), truncated: () => table.truncated(), unended: () => table.unended() };
};

/** A cell as JSON would have it; undefined where it is empty. */
function valueOf(cell: string): unknown {
  const number = numberIn(cell);
  if (number === null) return undefined;
  if (number !== undefined) return number;
  if (/^true$/i.test(cell)) return true;
  if (/^false$/i.test(cell)) return false;
  if (!/^\s*[[{]/.test(cell)) return cell;
  try {
    return parseJson(cell);
  } catch {
    return cell;
  }
}

/** The rest of a file that is one list: it has to be held as a whole. */
async function wholeText(first: readonly TextLine[], rest: AsyncIterable<readonly TextLine[]>): Promise<string> {
  const texts = first.map(({ text }) => text);
  for await (const lines of rest) for (const { text } of lines) texts.push(text);
  return texts.join('\n');
}

function listIn(text: string, path: string): readonly TableRecord[] {
  let list: unknown;
  try {
    list = parseJson(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AttuneError('invalid', recordTexts.notList({ path, reason: brief(reason) }), { cause });
  }
  return (Array.isArray(list) ? list : [list]).map((one: unknown, index): TableRecord => {
    if (typeof one === 'object' && one !== null && !Array.isArray(one)) {
      return { line: index + 1, fields: one as Record<string, unknown>, entry: true };
    }
    throw new AttuneError('invalid', recordTexts.notMapping({ path, line: 1, value: 'a list' }));
  });
}

function mappingIn(text: string, path: string, line: number): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AttuneError('invalid', recordTexts.notJson({ path, line, reason: brief(reason) }), { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  const shown = Array.isArray(value) ? 'a list' : brief(String(value));
  throw new AttuneError('invalid', recordTexts.notMapping({ path, line, value: shown }));
}

/** JSON, also with the bare `NaN` and `Infinity` that Python writes: NaN becomes null, which a curve reads as NaN. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!/\b(NaN|Infinity)\b/.test(text)) throw error;
    const plain = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
      found.startsWith('"') ? found : found === 'NaN' ? 'null' : found.replace('Infinity', '1e999'),
    );
    return JSON.parse(plain) as unknown;
  }
}

function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
