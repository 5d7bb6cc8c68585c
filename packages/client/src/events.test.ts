import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { followEvents } from './events.ts';

/** Follows a server that answers these in turn, until the last is reached; what is told on the way. */
async function follow(statuses: readonly number[]) {
  const ended = new AbortController();
  const told: string[] = [];
  let asked = 0;
  const done = followEvents(
    async () => {
      const status = statuses[asked++] ?? 0;
      if (asked === statuses.length) ended.abort();
      return Promise.reject(new ApiError(status, { schema: 'error/1', code: 'invalid', message: '', issues: [] }));
    },
    { signal: ended.signal, onEvent: ({ kind }) => told.push(kind) },
  );
  const error: unknown = await done.then(
    () => null,
    (cause: unknown) => cause,
  );
  return { asked, told, error };
}

describe('the live stream of a client', () => {
  it('tries again after answers that may pass, as those of a proxy', async () => {
    expect(await follow([404, 503, 200])).toEqual({ asked: 3, told: ['offline', 'offline'], error: null });
  });

  it.each([401, 403])('ends where the server refuses who asks: %i', async (status) => {
    const { asked, told, error } = await follow([status, 200]);
    expect([asked, told]).toEqual([1, []]);
    expect(error).toMatchObject({ status });
  });
});
