import { describe, expect, it } from 'vitest';
import { eventWords, worthTelling } from './event-words.ts';

describe('what happened', () => {
  it.each([
    ['trial.completed', 'trial 7', null, 'completed'],
    ['trial.infeasible', 'trial 7', { reason: 'diverged' }, 'infeasible: diverged'],
    ['attempt.started', 'trial 7', { attempt: 1, cause: 'start' }, 'started'],
    ['attempt.started', 'trial 7', { attempt: 3, cause: 'retry' }, 'tried again, attempt 3'],
    ['attempt.started', 'trial 7', { attempt: 2, cause: 'continue' }, 'continued, attempt 2'],
    ['attempt.told', 'trial 7', { attempt: 2, outcome: 'completed' }, 'said to be completed by its program'],
    ['round.extended', 'round 1', { trials: 1 }, 'given 1 more trial'],
    ['round.continue-requested', 'round 1', null, 'asked to go on'],
    ['trial.stop-requested', 'trial 7', null, 'asked to stop'],
    ['round.operation-changed', 'round 1', { command: [] }, 'runs its trials in another way from here on'],
    [
      'comparison.started',
      'round 2',
      { candidate: { label: 'trial 7' }, baseline: { label: 'baseline' } },
      'began: trial 7 against baseline',
    ],
    ['comparison.concluded', 'round 2', { recommendation: 'reject' }, 'decided: keep the baseline'],
    ['note.written', 'trial 7', { note: 4 }, 'noted'],
    ['note.written', 'project', { note: 4 }, 'note written'],
    ['request.failed', 'project', { message: 'no' }, 'what was asked for could not be done: no'],
    ['something.new-here', 'project', null, 'something new here'],
  ])('%s of %s with %j is %j', (kind, subject, data, words) => {
    expect(eventWords({ kind, subject, data })).toBe(words);
  });

  it('leaves out who drives, and by which call', () => {
    expect(['lease.taken', 'http.changed', 'attempt.heard'].map((kind) => worthTelling({ kind }))).toEqual([
      false,
      false,
      false,
    ]);
    expect(worthTelling({ kind: 'trial.failed' })).toBe(true);
  });
});
