/** Hears programs: notes that their attempts live, asks whether they should stop, and says in the log who speaks. */
import { AttuneError } from '@attune/core/errors';
import type { Clock } from '../../engine/index.ts';
import { isAskedToStop, isAskers, noteHeard } from '../../runners/index.ts';
import type { AttemptRow, ChangeEvent } from '../../store/index.ts';

/** How often an attempt's signs of life are written down, and its being asked to stop is looked for. */
const heardMilliseconds = 1000;
/** Attempts whose signs of life are remembered before old ones are forgotten. */
const mostSigns = 1000;

export interface SignsOfLife {
  /** Notes a sign of life now and then; whether the attempt is asked to stop. */
  heard(attempt: Pick<AttemptRow, 'trial' | 'number' | 'directory' | 'handle'>): Promise<boolean>;
  /**
   * Why who drives the round cannot know that the attempt was heard of: it was given to a program, whose silence ends it, and
   * its folder is not here. Null where that is not so, or not known.
   */
  unheard(trial: number, attempt: number): AttuneError | null;
  /** The line that tells who reports the attempt; null where `introduced` was called with it. */
  introduction(trial: number, attempt: number, actor: string): ChangeEvent | null;
  /** The line is in the log. */
  introduced(trial: number, attempt: number, actor: string): void;
}

interface Sign {
  readonly at: number;
  readonly stop: Promise<boolean>;
  unheard: AttuneError | null;
}

export function watchSigns(clock: Clock): SignsOfLife {
  const signs = new Map<string, Sign>();
  const known = new Set<string>();

  function forgetOld(now: number): void {
    for (const [key, { at }] of signs) if (now - at >= heardMilliseconds) signs.delete(key);
  }

  return {
    async heard({ trial, number, directory, handle }) {
      const key = keyOf(trial, number);
      const last = signs.get(key);
      const now = clock.now();
      if (last !== undefined && now - last.at < heardMilliseconds) return last.stop;
      const stop = noteHeard(directory, now)
        .then(() => isAskedToStop(directory))
        // The measurements are stored, the other attempts' too: a sign that cannot be written is no reason to refuse them.
        .catch((error: unknown) => {
          if (isAskers(handle) && error instanceof AttuneError) sign.unheard = error;
          return false;
        });
      const sign: Sign = { at: now, stop, unheard: null };
      signs.set(key, sign);
      if (signs.size > mostSigns) forgetOld(now);
      return stop;
    },
    unheard: (trial, attempt) => signs.get(keyOf(trial, attempt))?.unheard ?? null,
    introduction(trial, attempt, actor) {
      if (known.has(keyOf(trial, attempt, actor))) return null;
      return { kind: 'attempt.reported', subject: `trial ${trial}`, data: { attempt }, actor };
    },
    introduced(trial, attempt, actor) {
      // Who is forgotten is told of once more.
      if (known.size >= mostSigns) known.clear();
      known.add(keyOf(trial, attempt, actor));
    },
  };
}

function keyOf(...parts: readonly (number | string)[]): string {
  return parts.join(' ');
}
