/** Reads a trial's log and follows it while the trial runs. */
import { useCallback, useEffect, useState } from 'react';
import { client } from '../../api/client.ts';
import { followLog } from './follow-log.ts';
import { deepened, type LogWindow } from './log-window.ts';
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
/** Lines that are read first, and for each look back. */
const tail = 400;
/** Lines of each look at what was added. */
const longestPart = 2_000;

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
    const failed = (cause: unknown): void => {
      if (ended.signal.aborted) return;
      const error = cause instanceof Error ? cause : new Error(String(cause));
      setState((before) => ({ of: asked, window: before.of === asked ? before.window : null, error }));
    };
    void followLog({
      read: (where) => {
        const limit = where.after === undefined ? tail : longestPart;
        return client.call('GET /trials/{trial}/log', { ...about, ...where, limit }, { signal: ended.signal });
      },
      searching: find !== undefined,
      hidden: () => document.hidden,
      signal: ended.signal,
      every: lookEvery,
      take: (change) => {
        if (ended.signal.aborted) return;
        setState((before) => ({ of: asked, error: null, window: change(before.of === asked ? before.window : null) }));
      },
      failed,
    }).catch(failed);
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
