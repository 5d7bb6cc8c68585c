/** Follows one growing file of lines from a byte offset that is already in the store. */
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { defineTexts, type Message } from '@attune/core/texts';
import { createLineReader } from '../protocol/index.ts';

export const followerTexts = defineTexts('follower', {
  shortened:
    '{file} has been begun anew: what was read of it before is kept, and nothing more of this attempt is read; let the program open it for appending',
});

/**
 * Bytes read at a time: some ten thousand points, so that storing them holds the store's write lock for milliseconds only,
 * and a fast disk is still kept busy. With several files being followed it bounds memory too.
 */
const readBytes = 512 << 10;

export interface NewLines {
  readonly lines: readonly string[];
  readonly problems: readonly Message[];
  /** Offset behind the last complete line. */
  readonly offset: number;
  /** Whether there may be more to read at once. */
  readonly more: boolean;
}

export interface Follower {
  /** Lines completed since the last call. A file that does not exist yet has none. */
  read(): Promise<NewLines>;
  close(): Promise<void>;
}

/** Reads from byte `offset`, which is behind a line, up to byte `end`. */
export function followLines(path: string, offset: number, end = Infinity): Follower {
  const reader = createLineReader(offset);
  let position = offset;
  let committed = offset;
  let file: FileHandle | undefined;
  let shortened = false;
  const nothing = (problems: readonly Message[] = []) => ({ lines: [], problems, offset: committed, more: false });

  return {
    async read() {
      file ??= await open(path, 'r').catch(() => undefined);
      if (file === undefined || shortened) return nothing();
      const length = (await file.stat()).size;
      if (length < position) {
        shortened = true;
        return nothing([followerTexts.shortened({ file: basename(path) })]);
      }
      const size = Math.min(end, length);
      if (size <= position) return nothing();
      const wanted = Math.min(readBytes, size - position);
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, position);
      position += bytesRead;
      const batch = reader.push(buffer.subarray(0, bytesRead));
      committed = batch.offset;
      return { ...batch, more: position < size };
    },
    async close() {
      await file?.close();
      file = undefined;
    },
  };
}
