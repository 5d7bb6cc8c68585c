/** The attempt that a program speaks of: one that it was given, and that still runs. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { isAskers } from '../runners/index.ts';
import type { AttemptRow, Store } from '../store/index.ts';

export const askedAttemptTexts = defineTexts('asked-attempt', {
  missing: 'trial {trial} has no attempt {attempt}: say what POST /ask answered',
  process: 'attempt {attempt} of trial {trial} was not given to a program that asked: how it ended is seen by itself',
  ended:
    'attempt {attempt} of trial {trial} has ended without you: it was stopped, or given up after a long silence; ask for another trial',
});

/** Throws `not-found` where there is none, `conflict` where it was not given to a program. */
export async function askedAttempt(store: Store, trial: number, number: number): Promise<AttemptRow> {
  const attempt = (await store.read('attempt', { trial: [trial] })).find((one) => one.number === number);
  if (attempt === undefined) throw new AttuneError('not-found', askedAttemptTexts.missing({ trial, attempt: number }));
  if (!isAskers(attempt.handle)) {
    throw new AttuneError('conflict', askedAttemptTexts.process({ trial, attempt: number }));
  }
  return attempt;
}

export function endedWithout({ trial, number }: AttemptRow): AttuneError {
  return new AttuneError('conflict', askedAttemptTexts.ended({ trial, attempt: number }));
}
