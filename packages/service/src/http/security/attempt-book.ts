/** The attempts that run and whose programs may show a token of their own, as a server asks for them. */
import type { Clock } from '../../engine/index.ts';
import { attemptNamedIn, isAttemptToken } from '../../runners/index.ts';
import type { AttemptRow, Store } from '../../store/index.ts';

/** Milliseconds for which what was read is taken as it was. */
const freshFor = 1_000;
/** The same for one that is not among them: an attempt is stored before its process begins to start. */
const missingFor = { usually: 1, hurried: 50 } as const;

export interface AttemptBook {
  /** The running attempt whose token it is, or null. Where the asker guesses, the store is not asked each time. */
  find(token: string, guessing: boolean): Promise<{ readonly trial: number; readonly number: number } | null>;
}

export function openAttemptBook(store: Store, clock: Clock): AttemptBook {
  let read: { readonly at: number; readonly rows: Promise<readonly AttemptRow[]> } | null = null;

  async function running(): Promise<readonly AttemptRow[]> {
    const trials = await store.read('trial', { status: ['running'] });
    if (trials.length === 0) return [];
    const attempts = await store.read('attempt', { trial: trials.map(({ id }) => id) });
    return attempts.filter(({ endedAt }) => endedAt === null);
  }

  function rows(newerThan: number): Promise<readonly AttemptRow[]> {
    if (read === null || read.at <= newerThan) {
      const own = { at: clock.now(), rows: running() };
      read = own;
      own.rows.catch(() => {
        if (read === own) read = null;
      });
    }
    return read.rows;
  }

  return {
    async find(token, guessing) {
      const named = attemptNamedIn(token);
      if (named === null) return null;
      const now = clock.now();
      const isNamed = ({ trial, number }: AttemptRow): boolean => trial === named.trial && number === named.number;
      const known = (await rows(now - freshFor)).find(isNamed);
      const newerThan = now - (guessing ? missingFor.hurried : missingFor.usually);
      const found = known ?? (await rows(newerThan)).find(isNamed);
      return found !== undefined && (await isAttemptToken(found.directory, token)) ? named : null;
    },
  };
}
