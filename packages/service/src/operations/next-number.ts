/**
 * Inserts rows that are numbered one after another. Writers of one process take turns at a store; those of several may take
 * the same next number, and then the later one takes another.
 */
import { randomInt } from 'node:crypto';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { Clock } from '../engine/index.ts';
import { storeTexts, type RowKind, type Store } from '../store/index.ts';
import { oneAfterAnother } from './one-after-another.ts';

export const nextNumberTexts = defineTexts('next-number', {
  crowded: 'too many programs write to this store at the same moment, and nothing was written: try again',
});

const mostTries = 20;
/** The longest pause after the first try, in milliseconds; it doubles with each. */
const firstPause = 5;
const longestPause = 320;

/**
 * Calls `write`, which reads the last row of `kind` and inserts the next one, until nobody else has taken its number.
 * Throws `unavailable` where somebody always has; what else `write` throws at once.
 */
export function inTurn<T>(
  store: Store,
  { kind, clock }: { readonly kind: RowKind; readonly clock: Clock },
  write: () => Promise<T>,
): Promise<T> {
  return oneAfterAnother(store, () => untilFree(kind, clock, write));
}

async function untilFree<T>(kind: string, clock: Clock, write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (!isTaken(error, kind)) throw error;
      if (tries === mostTries) throw crowded(error);
      await pauseAfter(tries, clock);
    }
  }
}

/** Of chance length, so that those who met once do not meet again. */
export function pauseAfter(tries: number, clock: Clock): Promise<void> {
  return clock.sleep(1 + randomInt(Math.min(longestPause, firstPause * 2 ** (tries - 1))));
}

/** That trying again in vain was not the asker's mistake: whoever is told so asks again. */
export function crowded(cause: unknown): AttuneError {
  return new AttuneError('unavailable', nextNumberTexts.crowded(), { cause });
}

function isTaken(error: unknown, kind: string): boolean {
  if (!(error instanceof AttuneError) || error.detail.key !== storeTexts.exists({ row: '' }).key) return false;
  return String(error.detail.values['row']).startsWith(`${kind} `);
}
