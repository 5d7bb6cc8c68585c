/** Whether a failed attempt is followed by another (design: retry rules), and when a whole round should pause. */
import type { TrialEvent } from '@attune/core/study';
import { crashKey } from './log-tail.ts';
import type { Verdict } from './verdict.ts';

/** Attempts that may be lost one after the other without a step's progress. */
const lossesWithoutProgress = 5;

/** Attempts of one trial that may crash, each for another reason. */
const crashes = 3;

/** Attempts in a row that fail before their first measurement until the round pauses. */
export const failuresUntilPause = 3;

/** The ended attempts that an engine knows of, newest last. */
export interface History {
  readonly history: readonly EndedAttempt[];
}

export interface EndedAttempt {
  readonly trial: number;
  readonly kind: Verdict['outcome']['kind'];
  readonly code: number | null;
  readonly message: string;
  /** Whether an earlier engine started it. */
  readonly adopted: boolean;
  /** Whether it ended under this engine, in the round that is driven: what ended before may have been mended since. */
  readonly current: boolean;
  /** Whether it reported a measurement. */
  readonly learnt: boolean;
  /** Whether it came to a later checkpoint than any attempt of its trial before it. */
  readonly checkpointAdvanced: boolean;
}

/** What happens to the trial: the verdict's event, or `retry`. `history` does not yet hold `ended`. */
export function follow(verdict: Verdict, ended: EndedAttempt, history: History): TrialEvent {
  if (verdict.event.kind !== 'fail') return verdict.event;
  return retries(ended, history) ? { kind: 'retry' } : verdict.event;
}

/** A trial that has used up its tries and runs again was given them anew by the user: so they are counted in turns. */
function retries(ended: EndedAttempt, { history }: History): boolean {
  const own = history.filter(({ trial }) => trial === ended.trial);
  switch (ended.kind) {
    case 'crashed':
      return (own.filter(isCrash).length + 1) % crashes !== 0 && !crashedAlike(ended, history);
    case 'timed-out':
      return ended.checkpointAdvanced;
    case 'preempted':
    case 'lost': {
      const streak = [...own.filter((one) => !isPause(one)), ended].toReversed();
      const end = streak.findIndex(({ kind, checkpointAdvanced }) => !lossKinds.has(kind) || checkpointAdvanced);
      const losses = end === -1 ? streak.length : end;
      return losses === 0 || losses % lossesWithoutProgress !== 0;
    }
    case 'finished':
    case 'infeasible':
    case 'stopped':
      return false;
  }
}

/** A crash that counts: what kept attempts from beginning at all under an earlier engine was for the user to mend. */
function isCrash(ended: EndedAttempt): boolean {
  return ended.kind === 'crashed' && (ended.current || !crashedAtOnce(ended));
}

/** Whether an attempt of any trial has crashed with the same message. */
function crashedAlike(ended: EndedAttempt, history: readonly EndedAttempt[]): boolean {
  const key = crashKey(ended.message);
  // SIGKILL leaves a program no time for words: the end of its log tells no cause.
  return (
    ended.code !== killedCode &&
    history.some((other) => isCrash(other) && other.code !== killedCode && crashKey(other.message) === key)
  );
}

/** Exit status after SIGKILL. */
const killedCode = 137;

const lossKinds: ReadonlySet<EndedAttempt['kind']> = new Set(['preempted', 'lost']);

/** Interrupted by the user, who leaves no last words to keep, or never begun: neither a loss nor progress. */
function isPause({ kind, code, message }: EndedAttempt): boolean {
  return kind === 'preempted' && (message === '' || code === null);
}

/** Whether an attempt failed by itself before it learnt anything; what went down with an earlier engine did not. */
export function diedAtOnce(ended: EndedAttempt): boolean {
  if (!ended.current) return false;
  return crashedAtOnce(ended) || (ended.kind === 'lost' && !ended.adopted && !ended.learnt);
}

/** A program that ends well without reporting the objective will do so in every trial, whatever else it reports. */
function crashedAtOnce({ kind, code, learnt }: EndedAttempt): boolean {
  return kind === 'crashed' && (!learnt || code === 0);
}

/** Whether the latest attempts all died at once, so that the round should pause. */
export function deadStart({ history }: History): boolean {
  const latest = history.filter(({ current }) => current).slice(-failuresUntilPause);
  return latest.length === failuresUntilPause && latest.every(diedAtOnce);
}
