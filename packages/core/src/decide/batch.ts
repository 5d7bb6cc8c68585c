/** How many pairs to start next: enough to use every slot, and not more than the answer may need. */
import { leastPairs } from './boundary.ts';
import type { Decision } from './facts.ts';

export interface Started {
  /** Pairs that have been started so far, lost ones included. */
  readonly pairs: number;
  readonly pairsMax: number;
  /** Trials at a time. */
  readonly slots: number;
}

/** 0 where the decision is final or too many pairs were lost; a lost pair is replaced, until as many were as may be judged. */
export function nextPairs({ final, lost }: Pick<Decision, 'final' | 'lost'>, started: Started): number {
  const { pairs, pairsMax, slots } = started;
  if (final) return 0;
  const wanted = Math.max(Math.floor(slots / 2), pairs - lost < leastPairs ? leastPairs - (pairs - lost) : 1);
  return Math.max(0, Math.min(wanted, pairsMax + Math.min(lost, pairsMax) - pairs));
}
