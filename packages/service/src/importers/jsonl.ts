/** Lines of JSON, or one list: a trial a line with its curve inside, or a measurement a line. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { defineTexts } from '@attune/core/texts';
import type { Importer } from './importer.ts';
import { tableHistories } from './table/histories.ts';
import { openJsonLines } from './table/records.ts';

const texts = defineTexts('jsonl', {
  summary: 'lines of JSON, or one list: a trial a line with its curve in a field, or a measurement a line',
});

export const jsonl: Importer = {
  name: 'jsonl',
  summary: texts.summary(),
  detect: (path) => /\.(jsonl|ndjson|json)(\.gz)?$/i.test(path) || beginsWith(path, /^\uFEFF?\s*(\{|\[\s*\{)/),
  open: (path, options) => tableHistories(path, openJsonLines, options),
};

/** Whether a file's first bytes match; false where it is no file or cannot be read. */
export function beginsWith(path: string, pattern: RegExp): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(256);
      return pattern.test(bytes.subarray(0, readSync(file, bytes)).toString('utf8'));
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
