/** Text files as lines, in batches and as they are read, so that a large file never lies in memory as a whole. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';

export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Whether a line break follows: the last line of a file that is being written may break off. */
  readonly ended: boolean;
}

export const textLinesTexts = defineTexts('text-lines', {
  notFound: 'there is no {path}: check the path',
  isFolder: '{path} is a folder: give the path of a file',
  unreadable: '{path} cannot be read: {reason}',
});

/** The file's lines without their breaks (LF or CRLF) and without a byte order mark; unpacked where it ends in `.gz`. */
export async function* readLines(path: string): AsyncGenerator<readonly TextLine[]> {
  let rest = '';
  let number = 0;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of bytesOf(path)) {
      const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = pieces.pop() ?? '';
      const lines = pieces.map((piece): TextLine => ({ number: ++number, text: withoutReturn(piece), ended: true }));
      if (lines.length > 0) yield lines;
    }
  } catch (cause) {
    throw readError(path, cause);
  }
  rest += decoder.decode();
  if (rest !== '') yield [{ number: number + 1, text: withoutReturn(rest), ended: false }];
}

/** The error for a file or folder that could not be read. */
export function readError(path: string, cause: unknown): AttuneError {
  if (cause instanceof AttuneError) return cause;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AttuneError('not-found', textLinesTexts.notFound({ path }), { cause });
  }
  if (code === 'EISDIR') return new AttuneError('invalid', textLinesTexts.isFolder({ path }), { cause });
  const reason = typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause);
  return new AttuneError('unavailable', textLinesTexts.unreadable({ path, reason }), { cause });
}

function bytesOf(path: string): AsyncIterable<Buffer> {
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  if (!path.endsWith('.gz')) return stream as AsyncIterable<Buffer>;
  const unpacked = createGunzip();
  stream.on('error', (error) => unpacked.destroy(error));
  return stream.pipe(unpacked) as AsyncIterable<Buffer>;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
