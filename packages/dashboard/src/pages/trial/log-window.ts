/** The part of a log that a page holds: grows at its end while a trial writes, and at its beginning when asked. */
import type { Api } from '@attune/client';

export type LogDocument = Api['GET /trials/{trial}/log']['result'];
export type LogLine = LogDocument['lines'][number];

export interface LogWindow {
  readonly lines: readonly LogLine[];
  /** Where to read on. */
  readonly next: number;
  /** Whether there is more before the first line. */
  readonly older: boolean;
  readonly ended: boolean;
  readonly size: number;
  readonly attempt: number;
}

/** Lines held at most: the oldest are let go, and can be read again. */
export const mostLines = 3_000;

export function openWindow({ lines, next, more, ended, size, attempt }: LogDocument): LogWindow {
  return { lines, next, older: more, ended, size, attempt };
}

/** With what was written since. An unfinished last line is replaced by what it has become. */
export function grown(window: LogWindow, { lines, next, ended, size }: LogDocument): LogWindow {
  const first = lines[0]?.offset ?? Infinity;
  const kept = window.lines.filter(({ offset }) => offset < first);
  const all = [...kept, ...lines];
  const shown = all.slice(-mostLines);
  return { ...window, lines: shown, next, ended, size, older: window.older || shown.length < all.length };
}

/** With what stands before it. */
export function deepened(window: LogWindow, { lines, more }: LogDocument): LogWindow {
  const first = window.lines[0]?.offset ?? Infinity;
  const earlier = lines.filter(({ offset }) => offset < first);
  return { ...window, lines: [...earlier, ...window.lines].slice(0, 2 * mostLines), older: more };
}

/** What a program prints when it breaks, in several languages; told by how a line begins. */
const broken =
  /^\s*(Traceback \(most recent call last\)|(Uncaught |Unhandled )?[\w.]*(Error|Exception|Interrupt)\b.*:|\S*Error: |panicked at|panic:|thread '.*' panicked|Segmentation fault|terminate called|Killed$|fatal error:)/;

/** The place among the lines where the last thing broke: of a traceback its beginning; −1 where nothing did. */
export function lastTrouble(lines: readonly { readonly text: string }[]): number {
  const last = lines.findLastIndex(({ text }) => broken.test(text));
  if (last === -1) return -1;
  // A traceback ends with the error's name: what one wants to see begins above.
  const begins = lines.findLastIndex(
    ({ text }, at) => at <= last && last - at <= 200 && /^\s*Traceback \(most/.test(text),
  );
  return begins === -1 ? last : begins;
}
