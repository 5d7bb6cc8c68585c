/** Tells, where a round is begun or continued, of other rounds that have not ended: they wait, and nothing of them is lost. */
import { ended } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import type { RoundRow, Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';

export const runOthersTexts = defineTexts('run-others', {
  paused:
    'round {round} is paused with {done} of {trials} trials ended, and waits meanwhile: `attune run {round}` goes on with it afterwards',
  interrupted:
    'round {round} was interrupted with {done} of {trials} trials ended, and waits meanwhile: `attune run {round}` goes on with it afterwards',
  compared:
    'the comparison of round {round} has not ended, and waits meanwhile: the same `attune compare` goes on with it afterwards',
});

/** To be called by the one who drives: whatever else is stored as running was interrupted. */
export async function tellOthers(context: Context, store: Store, number: number): Promise<void> {
  const open = (await store.read('round')).filter((one) => one.number !== number && one.status !== 'completed');
  for (const round of open) {
    context.progress({ kind: 'message', level: 'info', message: await standingOf(store, round) });
  }
}

/** The engine itself tells of trials that were left running. */
async function standingOf(store: Store, { number: round, status, resolved }: RoundRow): Promise<Message> {
  const { compared, paused, interrupted } = runOthersTexts;
  if (resolved.comparison !== undefined) return compared({ round });
  const trials = await store.read('trial', { round: [round] });
  const told = { round, trials: trials.length, done: trials.filter(({ state }) => ended(state)).length };
  return status === 'paused' ? paused(told) : interrupted(told);
}
