/**
 * The typed client: every route of the server's table can be called, and its input and result have the types of the
 * operation behind it. Runs where `fetch` does.
 */
import type { Api, Route } from '@attune/service/http';
import { ApiError, type ErrorBody } from './api-error.ts';
import { followEvents, type EventsOptions } from './events.ts';
import { requestOf } from './request-of.ts';

export interface ClientOptions {
  /** The server's address, as in `http://127.0.0.1:4400`; in a page of that server, empty. */
  readonly base?: string;
  /** Needed by servers that are not on this machine's loopback. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
}

export interface AttuneClient {
  /** Throws `ApiError` where the server refuses, `TypeError` where it cannot be reached. */
  call<R extends Route>(
    route: R,
    input: Api[R]['input'],
    options?: { readonly signal?: AbortSignal },
  ): Promise<Api[R]['result']>;
  /**
   * Tells what happens, live, from the event `after` on; connects again by itself. Resolves when `signal` aborts, throws
   * `ApiError` where the server refuses who asks (401, 403).
   */
  events(options: EventsOptions): Promise<void>;
}

export function attuneClient({ base = '', token, fetch: send = fetch }: ClientOptions = {}): AttuneClient {
  const authorization: Readonly<Record<string, string>> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    events: (options) =>
      followEvents(async (after, signal) => {
        const query = after === null ? '' : `?after=${after}`;
        const response = await send(`${base}/api/v1/events/stream${query}`, {
          headers: { accept: 'text/event-stream', ...authorization },
          signal,
        });
        if (!response.ok) throw new ApiError(response.status, await errorBody(response));
        return response;
      }, options),
    async call(route, input, { signal } = {}) {
      const { method, path, body } = requestOf(route, input as Readonly<Record<string, unknown>>);
      const response = await send(`${base}/api/v1${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...authorization,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
      if (!response.ok) throw new ApiError(response.status, await errorBody(response));
      return (await response.json()) as never;
    },
  };
}

/** What a proxy in between answers is no document of the server's. */
async function errorBody(response: Response): Promise<ErrorBody> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as Partial<ErrorBody>;
    if (body.schema === 'error/1') return body as ErrorBody;
  } catch {
    // Told below.
  }
  const message = `the server answered ${response.status} ${response.statusText}`.trim();
  return { schema: 'error/1', code: 'unavailable', message, issues: [] };
}
