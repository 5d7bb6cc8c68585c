import { describe, expect, it } from 'vitest';
import { ApiError } from '@attune/client';
import { followLog, type LogFollowing } from './follow-log.ts';
import type { LogDocument, LogWindow } from './log-window.ts';

function part(text: string, rest: Partial<LogDocument> = {}): LogDocument {
  const lines = text === '' ? [] : [{ offset: Number(text), text, clipped: false, partial: false }];
  const about = { schema: 'trial-log/1' as const, trial: 1, attempt: 1, stream: 'stdout' as const };
  return { ...about, lines, next: 1, size: 9, more: false, ended: false, ...rest };
}

/** What a page shows and is told, where the server answers this in turn. */
async function follow(answers: readonly (LogDocument | Error)[], options: Partial<LogFollowing> = {}) {
  const left = [...answers];
  const asked: object[] = [];
  const failures: unknown[] = [];
  let window: LogWindow | null = null;
  const done = followLog({
    async read(where) {
      asked.push(where);
      const answer = left.shift();
      if (answer === undefined)
        throw new ApiError(404, { schema: 'error/1', code: 'not-found', message: '', issues: [] });
      if (answer instanceof Error) throw answer;
      return Promise.resolve(answer);
    },
    searching: false,
    hidden: () => false,
    signal: new AbortController().signal,
    every: 1,
    take: (change) => void (window = change(window)),
    failed: (error) => failures.push(error),
    ...options,
  });
  const error: unknown = await done.then(
    () => null,
    (cause: unknown) => cause,
  );
  const shown = (window as LogWindow | null)?.lines.map(({ text }) => text);
  return { asked, failures, error, shown };
}

describe('a log that is followed', () => {
  it('reads on until the attempt has ended, and then what is left', async () => {
    const { asked, shown, error } = await follow([
      part('1', { more: true }),
      part('2', { ended: true, more: true, next: 2 }),
      part('3', { ended: true }),
    ]);
    expect([shown, error]).toEqual([['1', '2', '3'], null]);
    expect(asked).toEqual([{}, { after: 1, attempt: 1 }, { after: 2, attempt: 1 }]);
  });

  it('goes on after what passes, from where it was, though it was the first look', async () => {
    const away = new TypeError('cannot be reached');
    const { shown, failures, error } = await follow([away, part('1'), away, part('2', { ended: true })]);
    expect([shown, failures, error]).toEqual([['1', '2'], [away, away], null]);
  });

  it('ends with what the server refuses', async () => {
    const { asked, error } = await follow([part('1')]);
    expect(asked).toHaveLength(2);
    expect(error).toBeInstanceOf(ApiError);
  });

  it('leaves the page time while nobody sees it, though there is more to be found', async () => {
    const ended = new AbortController();
    let looks = 0;
    const hidden = (): boolean => ++looks > 0;
    setTimeout(() => ended.abort(), 50);
    const { asked } = await follow([part('1', { more: true })], { searching: true, hidden, signal: ended.signal });
    expect(asked).toHaveLength(1);
    expect(looks).toBeLessThan(200);
  });
});
