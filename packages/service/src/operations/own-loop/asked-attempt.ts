/** The attempt that a program speaks of: one that it was given, and that still runs. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { holderOf, isAskers } from '../../runners/index.ts';
import type { AttemptRow, Store } from '../../store/index.ts';
import type { Visitor } from '../tokens/visitor.ts';

export const askedAttemptTexts = defineTexts('asked-attempt', {
  missing: 'trial {trial} has no attempt {attempt}: say what POST /ask answered',
  process: 'attempt {attempt} of trial {trial} was not given to a program that asked: how it ended is seen by itself',
  ended:
    'attempt {attempt} of trial {trial} has ended without you: it was stopped, or given up after a long silence; ask for another trial',
  held: 'attempt {attempt} of trial {trial} was given to {holder}: only that token, or one with the scope admin, may report it',
});

/** Throws `not-found` where there is none, `conflict` where it was given to no program, or to somebody else's. */
export async function askedAttempt(
  store: Store,
  trial: number,
  number: number,
  visitor: Visitor | undefined,
): Promise<AttemptRow> {
  const attempt = (await store.read('attempt', { trial: [trial] })).find((one) => one.number === number);
  if (attempt === undefined) throw new AttuneError('not-found', askedAttemptTexts.missing({ trial, attempt: number }));
  if (!isAskers(attempt.handle)) {
    throw new AttuneError('conflict', askedAttemptTexts.process({ trial, attempt: number }));
  }
  const holder = holderAgainst(attempt, reporterOf(visitor));
  if (holder !== null) {
    throw new AttuneError('conflict', askedAttemptTexts.held({ trial, attempt: number, holder }));
  }
  return attempt;
}

/** The name by which a visitor may report attempts of its own alone; null of whoever may report any. */
export function reporterOf(visitor: Visitor | undefined): string | null {
  return visitor === undefined || visitor.scope === 'admin' ? null : visitor.name;
}

/** Who holds the attempt where that is somebody else than the reporter; else null. */
export function holderAgainst({ handle }: AttemptRow, reporter: string | null): string | null {
  const holder = holderOf(handle);
  return reporter === null || holder === reporter ? null : holder;
}

export function endedWithout({ trial, number }: AttemptRow): AttuneError {
  return new AttuneError('conflict', askedAttemptTexts.ended({ trial, attempt: number }));
}
