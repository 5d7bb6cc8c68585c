/** Lets a round go on that was paused or interrupted. */
import { defineTexts } from '@attune/core/texts';
import { useAction } from '../api/use-action.ts';
import type { Round } from './listed-round.ts';

export const continueTexts = defineTexts('dashboard-continue', {
  continue: 'Continue',
  continued: 'Round {round} goes on',
  waits: 'Round {round} goes on when it can: {reason}',
});

export function useContinue(round: number) {
  return useAction('POST /rounds/{round}/continue', {
    done: ({ waits }) =>
      (waits === null ? continueTexts.continued({ round }) : continueTexts.waits({ round, reason: waits })).text,
    stale: ['GET /rounds', 'GET /status', 'GET /jobs'],
  });
}

/** A comparison goes on by the command that began it. */
export function canContinue({ status, comparison }: Pick<Round, 'status' | 'comparison'>): boolean {
  return (status === 'paused' || status === 'interrupted') && comparison === null;
}
