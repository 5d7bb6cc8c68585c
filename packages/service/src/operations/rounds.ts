/** Finds the round that a user means. */
import { AttuneError } from '@attune/core/errors';
import type { RoundRow, Store } from '../store/index.ts';
import { workspaceTexts } from './workspace.ts';

/** The stored round of that number, or the latest one; throws `not-found`. */
export async function roundOf(store: Store, number: number | undefined): Promise<RoundRow> {
  const rounds = await store.read('round');
  const latest = rounds.at(-1);
  if (latest === undefined) throw new AttuneError('not-found', workspaceTexts.nothingYet());
  const round = number === undefined ? latest : rounds.find((one) => one.number === number);
  if (round !== undefined) return round;
  const existing = rounds.map((one) => one.number).join(', ');
  throw new AttuneError('not-found', workspaceTexts.noRound({ round: number ?? 0, count: rounds.length, existing }));
}
