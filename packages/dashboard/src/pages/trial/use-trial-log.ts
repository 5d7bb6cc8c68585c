/** Reads a trial's log and follows it while the trial runs. */
import { useCallback, useEffect, useState } from 'react';
import { client } from '../../api/client.ts';
import { deepened, grown, openWindow, type LogWindow } from './log-window.ts';
import type { Stream } from './trial-search.ts';

export interface LogAsked {
  readonly trial: number;
  readonly stream: Stream;
  /** Undefined: the latest. */
  readonly attempt: number | undefined;
  /** Only lines that hold these words. */
  readonly find: string | undefined;
}

export interface FollowedLog {
  /** Null until it was read. */
  readonly window: LogWindow | null;
  readonly error: Error | null;
  readonly readOlder: () => void;
}

/** Milliseconds from one look at a growing log to the next. */
const lookEvery = 1_000;
const tail = 400;

export function useTrialLog({ trial, stream, attempt, find }: LogAsked): FollowedLog {
  const asked = JSON.stringify([trial, stream, attempt, find]);
  const [state, setState] = useState<{
    readonly of: string;
    readonly window: LogWindow | null;
    readonly error: Error | null;
  }>({
    of: asked,
    window: null,
    error: null,
  });
  const current = state.of === asked ? state : { of: asked, window: null, error: null };

  useEffect(() => {
    const ended = new AbortController();
    const about = {
      trial,
      stream,
      ...(attempt === undefined ? {} : { attempt }),
      ...(find === undefined ? {} : { search: find }),
    };
    void follow(about, ended.signal, (change) => {
      setState((before) => ({ of: asked, error: null, window: change(before.of === asked ? before.window : null) }));
    }).catch((error: unknown) => {
      if (ended.signal.aborted) return;
      const failed = error instanceof Error ? error : new Error(String(error));
      setState((before) => ({ of: asked, window: before.of === asked ? before.window : null, error: failed }));
    });
    return () => ended.abort();
  }, [asked, trial, stream, attempt, find]);

  const first = current.window?.lines[0]?.offset;
  const number = current.window?.attempt;
  const readOlder = useCallback(() => {
    if (first === undefined || number === undefined) return;
    client
      .call('GET /trials/{trial}/log', { trial, stream, attempt: number, before: first, limit: tail })
      .then((document) =>
        setState((before) => {
          if (before.of !== asked || before.window === null) return before;
          return { ...before, window: deepened(before.window, document) };
        }),
      )
      .catch(() => undefined);
  }, [asked, trial, stream, number, first]);

  return { window: current.window, error: current.error, readOlder };
}

type About = Pick<LogAsked, 'trial' | 'stream'> & { readonly attempt?: number; readonly search?: string };

async function follow(
  about: About,
  signal: AbortSignal,
  take: (change: (window: LogWindow | null) => LogWindow) => void,
): Promise<void> {
  let last = await client.call('GET /trials/{trial}/log', { ...about, limit: tail }, { signal });
  const begun = last;
  take(() => openWindow(about.search === undefined ? begun : { ...begun, more: false }));
  // The attempt that was read first stays the one that is followed.
  const own = last.attempt === 0 ? about : { ...about, attempt: last.attempt };
  while (!signal.aborted && (!last.ended || (about.search !== undefined && last.more))) {
    if (!last.more || about.search === undefined) await pause(signal);
    if (document.hidden) continue;
    const part = await client.call('GET /trials/{trial}/log', { ...own, after: last.next, limit: 2_000 }, { signal });
    const changed = part.lines.length > 0 || part.ended !== last.ended;
    last = part;
    if (changed) take((window) => (window === null ? openWindow(part) : grown(window, part)));
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, lookEvery);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
