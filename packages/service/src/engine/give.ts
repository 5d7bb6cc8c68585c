/** Gives a waiting trial to a program that asked for one. */
import type { EngineRequest, RequestRow } from '../store/index.ts';
import type { Drive } from './drive.ts';
import { startTrial } from './fill.ts';
import { ownLoop } from '../protocol/index.ts';
import { commitObeyed, takenBack } from './taken-back.ts';

/**
 * The request goes with the commit that begins the attempt, so that it is obeyed once; it waits where no trial does, and
 * goes where nobody waits for an answer any more.
 */
export async function giveTrial(
  drive: Drive,
  row: RequestRow,
  { round, handle, until }: Extract<EngineRequest, { readonly kind: 'give-trial' }>,
): Promise<void> {
  const { context } = drive;
  if (context.clock.now() > until) {
    await commitObeyed(drive, row);
    return;
  }
  if (round !== drive.round.number || !ownLoop(drive.project)) return;
  if (drive.closed !== null || context.signal.aborted) return;
  const next = drive.waiting.shift();
  if (next === undefined) return;
  try {
    await startTrial(drive, next, freeSlot(drive), { handle, changes: [{ do: 'delete', kind: 'request', row }] });
  } catch (error) {
    if (drive.live.has(next.id)) throw error;
    // Nothing of the attempt was stored.
    drive.waiting.unshift(next);
    if (!(await takenBack(drive, row, error))) throw error;
  }
}

/** Programs bring their own machines: there is always room for one more. */
function freeSlot({ live }: Drive): number {
  const taken = new Set([...live.values()].map(({ attempt }) => attempt.slot));
  let slot = 0;
  while (taken.has(slot)) slot++;
  return slot;
}
