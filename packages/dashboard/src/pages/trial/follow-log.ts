/** Follows a log that grows: reads its end, then what is added, until its attempt has ended and all of it was read. */
import { ApiError, pause } from '@attune/client';
import { grown, openWindow, type LogDocument, type LogWindow } from './log-window.ts';

export interface LogFollowing {
  /** From the end of what was written so far, or on from `after`; of the attempt that is followed. */
  readonly read: (where: { readonly after?: number; readonly attempt?: number }) => Promise<LogDocument>;
  /** Whether only some lines are looked for, from the beginning on. */
  readonly searching: boolean;
  /** Whether nobody sees the page: then nothing is read. */
  readonly hidden: () => boolean;
  readonly signal: AbortSignal;
  /** Milliseconds from one look to the next. */
  readonly every: number;
  readonly take: (change: (window: LogWindow | null) => LogWindow) => void;
  /** Told of what goes wrong on the way; it is tried again. */
  readonly failed: (error: unknown) => void;
}

/** Rejects with what the server refuses for good. */
export async function followLog(following: LogFollowing): Promise<void> {
  const { searching, hidden, signal, every, take, failed } = following;
  let last: LogDocument | null = null;
  // The attempt that was read first stays the one that is followed.
  let attempt = 0;
  let lost = false;
  let rest = false;
  for (;;) {
    if (rest) await pause(every, signal);
    if (signal.aborted) return;
    rest = true;
    if (last !== null && hidden()) continue;
    const before: LogDocument | null = last;
    try {
      last = await following.read({
        ...(before === null ? {} : { after: before.next }),
        ...(attempt === 0 ? {} : { attempt }),
      });
    } catch (error) {
      if (refused(error)) throw error;
      if (!aborted(signal)) failed(error);
      lost = true;
      continue;
    }
    const part = last;
    if (before === null) {
      attempt = part.attempt;
      take(() => openWindow(searching ? { ...part, more: false } : part));
    } else if (lost || part.lines.length > 0 || part.ended !== before.ended) {
      take((window) => (window === null ? openWindow(part) : grown(window, part)));
    }
    lost = false;
    // Of the end of a log, more is what stands before it.
    rest = !part.more || (before === null && !searching);
    if (part.ended && rest) return;
  }
}

/** What asking again does not change. */
function refused(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}

/** May have changed while something was awaited. */
function aborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
