/**
 * Reads a growing file of lines chunk by chunk. Only lines that end in a newline are read, so that a half-written one is
 * never taken for a whole one, and every result says how many bytes were used up: whoever stores the lines stores that
 * offset with them, and nothing is read twice.
 */
import { defineTexts, type Message } from '@attune/core/texts';

export const linesTexts = defineTexts('lines', {
  tooLong: 'a line of {bytes} bytes, ending at byte {offset}, was skipped: the longest that is read has {limit} bytes',
});

/** The longest line that is read, in bytes without its newline. */
export const longestLine = 1 << 20;

/** What a chunk completed. */
export interface LineBatch {
  /** Without their line ends; `\r\n` counts as one line end. */
  readonly lines: readonly string[];
  readonly problems: readonly Message[];
  /** Byte offset behind the last line that was completed. */
  readonly offset: number;
}

export interface LineReader {
  /** Takes the bytes that follow those of the last call. The chunk may be reused once the call has returned. */
  push(chunk: Uint8Array): LineBatch;
}

/** Reads from byte `start`, which must be 0 or the offset behind a line. A byte-order mark at 0 is dropped. */
export function createLineReader(start = 0, limit = longestLine): LineReader {
  let offset = start;
  /** Pieces of the unfinished line; once it passes the limit only its length is kept. */
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  function keep(piece: Buffer): void {
    pendingBytes += piece.length;
    if (pendingBytes > limit) pending = [];
    else if (piece.length > 0) pending.push(piece);
  }

  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const lines: string[] = [];
      const problems: Message[] = [];
      let from = 0;
      for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, from)) {
        keep(bytes.subarray(from, end));
        if (pendingBytes > limit) {
          problems.push(tooLong(pendingBytes, offset + pendingBytes, limit));
        } else {
          const text = (pending.length === 1 && pending[0] ? pending[0] : Buffer.concat(pending)).toString('utf8');
          lines.push(trimmed(text, offset === 0));
        }
        offset += pendingBytes + 1;
        pending = [];
        pendingBytes = 0;
        from = end + 1;
      }
      // A copy: the caller may reuse the chunk's memory.
      keep(Buffer.from(bytes.subarray(from)));
      return { lines, problems, offset };
    },
  };
}

const newline = 0x0a;
const byteOrderMark = '\uFEFF';

function trimmed(text: string, first: boolean): string {
  const start = first && text.startsWith(byteOrderMark) ? 1 : 0;
  return text.slice(start, text.endsWith('\r') ? -1 : undefined);
}

/** The numbers as text: messages round long ones. */
function tooLong(bytes: number, end: number, limit: number): Message {
  return linesTexts.tooLong({ bytes: String(bytes), offset: String(end), limit: String(limit) });
}
