/** The attempt that a program speaks of: one that it was given, and that still runs. */
import { AttuneError } from '@attune/core/errors';
import { defineTexts, type Message } from '@attune/core/texts';
import { exitOf, holderOf, isAskers } from '../../runners/index.ts';
import type { AttemptRow, Store } from '../../store/index.ts';
import type { Visitor } from '../tokens/visitor.ts';

export const askedAttemptTexts = defineTexts('asked-attempt', {
  missing: 'trial {trial} has no attempt {attempt}: say what POST /ask answered',
  process: 'attempt {attempt} of trial {trial} was not given to a program that asked: how it ended is seen by itself',
  ended:
    'attempt {attempt} of trial {trial} has ended without you: it was stopped, or given up after a long silence; ask for another trial',
  told: 'attempt {attempt} of trial {trial} has ended as you told it: {outcome}; that stands',
  own: 'the token of attempt {own} of trial {trial} reports that attempt alone',
  started:
    'attempt {attempt} of trial {trial} was started by Attune: only its own program may report it, with the token in ATTUNE_TOKEN, or one with the scope admin',
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
  const refused = whyNotBy(attempt, visitor);
  if (refused !== null) throw new AttuneError('conflict', refused);
  return attempt;
}

/** The name by which a visitor may report attempts of its own alone; null of whoever may report any. */
export function reporterOf(visitor: Visitor | undefined): string | null {
  return visitor === undefined || visitor.scope === 'admin' ? null : visitor.name;
}

/** Why a visitor may not report an attempt; null where they may. Absent: nobody is asked who they are. */
export function whyNotBy({ trial, number: attempt, handle }: AttemptRow, visitor: Visitor | undefined): Message | null {
  if (visitor?.attempt !== undefined) {
    const { trial: of, number: own } = visitor.attempt;
    return of === trial && own === attempt ? null : askedAttemptTexts.own({ trial: of, own });
  }
  const reporter = reporterOf(visitor);
  if (reporter === null) return null;
  if (!isAskers(handle)) return askedAttemptTexts.started({ trial, attempt });
  const holder = holderOf(handle);
  return holder === null || holder === reporter ? null : askedAttemptTexts.held({ trial, attempt, holder });
}

/** Refuses what comes after an attempt's end: by its program's own word, or without it. */
export async function afterItsEnd({ trial, number: attempt, directory }: AttemptRow): Promise<AttuneError> {
  const told = (await exitOf(directory))?.told ?? null;
  const text =
    told === null
      ? askedAttemptTexts.ended({ trial, attempt })
      : askedAttemptTexts.told({ trial, attempt, outcome: told.outcome });
  return new AttuneError('conflict', text);
}
