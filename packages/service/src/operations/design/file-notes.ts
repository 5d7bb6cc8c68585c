/** The notes in a round’s file, which may be edited at any time: read for the notebook, where a broken file is no reason to fail. */
import { join } from 'node:path';
import { readDocument } from '../../project/index.ts';
import type { RoundRow } from '../../store/index.ts';

/** Trimmed; empty where there are none, where the file is gone or cannot be read, and for a comparison, which has no file. */
export function roundFileNotes(directory: string, { file, resolved }: RoundRow): string {
  if (resolved.comparison !== undefined) return '';
  try {
    const { notes } = readDocument(join(directory, file)).value;
    return typeof notes === 'string' ? notes.trim() : '';
  } catch {
    // Whatever is wrong with the file, `attune check` and `attune run` name it.
    return '';
  }
}
