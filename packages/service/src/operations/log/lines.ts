/**
 * Lines of a log by their byte offsets, forwards and backwards, in bounded memory however long file and lines are. Of a
 * line that carriage returns wrote anew, as progress bars do, the last text counts, as on a terminal.
 */
import type { FileHandle } from 'node:fs/promises';

export interface LogLine {
  /** Where it begins. */
  readonly offset: number;
  /** Where the next one begins. */
  readonly end: number;
  readonly text: string;
  /** Longer than is kept. */
  readonly clipped: boolean;
  /** Not ended by a newline yet. */
  readonly partial: boolean;
}

const blockBytes = 256 << 10;
/** Of a line, bytes that are kept. */
const longestLine = 16 << 10;
/** How far back lines are counted; what is longer begins there. */
const furthestBack = 8 << 20;

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Lines from byte `from`, which begins one, to byte `to`. */
export async function* linesFrom(file: FileHandle, from: number, to: number): AsyncGenerator<LogLine> {
  let offset = from;
  let line = emptyLine();
  const block = Buffer.allocUnsafe(blockBytes);
  for (let position = from; position < to;) {
    const { bytesRead } = await file.read(block, 0, Math.min(blockBytes, to - position), position);
    if (bytesRead === 0) break;
    let start = 0;
    for (let i = 0; i < bytesRead; i++) {
      const byte = block[i];
      if (byte !== newline && byte !== carriageReturn) continue;
      line.add(block.subarray(start, i));
      start = i + 1;
      if (byte === carriageReturn) {
        line.overwrite();
        continue;
      }
      const end = position + i + 1;
      yield { offset, end, ...line.read(), partial: false };
      offset = end;
      line = emptyLine();
    }
    line.add(block.subarray(start, bytesRead));
    position += bytesRead;
  }
  if (offset < to) yield { offset, end: to, ...line.read(), partial: true };
}

/** Where the `count` lines before byte `end` begin; a line that is not ended counts. */
export async function startOfLast(file: FileHandle, end: number, count: number): Promise<number> {
  const block = Buffer.allocUnsafe(blockBytes);
  let left = count;
  let first = end;
  for (let position = end; position > 0 && end - position < furthestBack;) {
    const size = Math.min(blockBytes, position);
    position -= size;
    const { bytesRead } = await file.read(block, 0, size, position);
    for (let i = bytesRead - 1; i >= 0; i--) {
      const begins = position + i + 1;
      // The newline that ends the last line begins none.
      if (block[i] !== newline || begins === end) continue;
      first = begins;
      if (--left === 0) return begins;
    }
    if (position === 0) return 0;
  }
  return first === end ? Math.max(0, end - furthestBack) : first;
}

interface GrowingLine {
  add(bytes: Buffer): void;
  /** What comes next is written over what is there. */
  overwrite(): void;
  read(): { readonly text: string; readonly clipped: boolean };
}

function emptyLine(): GrowingLine {
  let shown = '';
  let shownClipped = false;
  let pieces: Buffer[] = [];
  let kept = 0;
  let clipped = false;
  const settle = (): void => {
    if (kept === 0) return;
    shown = Buffer.concat(pieces).toString('utf8');
    shownClipped = clipped;
    pieces = [];
    kept = 0;
    clipped = false;
  };
  return {
    add(bytes) {
      const room = Math.min(bytes.length, longestLine - kept);
      if (room < bytes.length) clipped = true;
      if (room === 0) return;
      // The block is read into again.
      pieces.push(Buffer.from(bytes.subarray(0, room)));
      kept += room;
    },
    overwrite: settle,
    read() {
      settle();
      return { text: shown, clipped: shownClipped };
    },
  };
}
