import { describe, expect, it } from 'vitest';
import { eventWords, worthTelling } from './event-words.ts';

describe('what happened', () => {
  it.each([
    ['trial.completed', null, 'completed'],
    ['attempt.started', { attempt: 1, cause: 'start' }, 'started'],
    ['attempt.started', { attempt: 3, cause: 'retry' }, 'tried again, attempt 3'],
    ['attempt.started', { attempt: 2, cause: 'continue' }, 'continued, attempt 2'],
    ['round.extended', { trials: 1 }, 'given 1 more trial'],
    ['trial.stop-requested', null, 'asked for: stop'],
    ['round.operation-changed', { command: [] }, 'operation changed'],
    ['note.written', { note: 4 }, 'noted'],
    ['something', null, 'something'],
  ])('%s with %j is %j', (kind, data, words) => {
    expect(eventWords({ kind, data })).toBe(words);
  });

  it('leaves out who drives', () => {
    expect(worthTelling({ kind: 'lease.taken', data: null })).toBe(false);
    expect(worthTelling({ kind: 'trial.failed', data: null })).toBe(true);
  });
});
