/**
 * The live stream as calls of `onEvent`: connects, connects again after every loss from where it was, and tells of both.
 * Nothing is missed in between, unless `reset` says so.
 */
import type { LiveMessages } from '@attune/service/http';
import { ApiError } from './api-error.ts';
import { readMessages } from './event-reader.ts';
import { pause } from './pause.ts';

/** What a page is told. `online` comes with every connection, `offline` with every loss; `error` is the server's refusal. */
export type LiveEvent =
  | { readonly [K in keyof LiveMessages]: { readonly kind: K; readonly data: LiveMessages[K] } }[keyof LiveMessages]
  | { readonly kind: 'online' }
  | { readonly kind: 'offline'; readonly error: unknown; readonly retryMilliseconds: number };

export interface EventsOptions {
  /** The last event that is known; without it, what happens from now on. */
  readonly after?: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
  readonly onEvent: (event: LiveEvent) => void;
}

/** The first wait after a loss; each further one is twice as long, and by chance a little shorter or longer. */
const firstWait = 250;
const longestWait = 10_000;
/** The server says something at least every 15 seconds: who hears nothing for so long has lost it. */
const silenceMilliseconds = 40_000;
/** Answers to who asks. Any other may pass, though it looks final: a proxy answers 404 while the server starts again. */
const forGood: ReadonlySet<number> = new Set([401, 403]);

/**
 * Resolves when `signal` aborts, and not before: what cannot be reached now may be later. Rejects with `ApiError` where the
 * server refuses who asks: a token that it does not know (401), or a page or address that it does not serve (403).
 */
export async function followEvents(
  open: (after: number | null, signal: AbortSignal) => Promise<Response>,
  { after, signal, onEvent }: EventsOptions,
): Promise<void> {
  let last = after ?? null;
  let wait = firstWait;
  const over = (): boolean => signal?.aborted === true;
  while (!over()) {
    const lost = new AbortController();
    const watch = silenceWatch(() => lost.abort(new Error('the server has fallen silent')));
    const both = signal === undefined ? lost.signal : AbortSignal.any([lost.signal, signal]);
    let error: unknown = null;
    try {
      const response = await open(last, both);
      onEvent({ kind: 'online' });
      for await (const { id, name, data } of readMessages(response, watch.heard)) {
        wait = firstWait;
        const message = { kind: name, data } as LiveEvent;
        // The first status says where a reader that asked for nothing begins.
        if (message.kind === 'status') last ??= message.data.last;
        if (id !== null) last = id;
        onEvent(message);
      }
    } catch (cause) {
      error = cause;
    } finally {
      watch.end();
      lost.abort();
    }
    if (over()) return;
    if (error instanceof ApiError && forGood.has(error.status)) throw error;
    const retryMilliseconds = Math.round(wait * (0.75 + Math.random() / 2));
    onEvent({ kind: 'offline', error, retryMilliseconds });
    await pause(retryMilliseconds, signal);
    wait = Math.min(2 * wait, longestWait);
  }
}

function silenceWatch(silent: () => void): { readonly heard: () => void; readonly end: () => void } {
  let timer = setTimeout(silent, silenceMilliseconds);
  return {
    heard() {
      clearTimeout(timer);
      timer = setTimeout(silent, silenceMilliseconds);
    },
    end: () => clearTimeout(timer),
  };
}
