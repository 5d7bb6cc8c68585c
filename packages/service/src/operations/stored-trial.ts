/** A trial that a person or program names by its number. */
import { AttuneError } from '@attune/core/errors';
import type { Store } from '../store/index.ts';
import { workspaceTexts } from './workspace.ts';

/** The trial and its round; throws `not-found` with the numbers there are. */
export async function trialOf(store: Store, id: number) {
  const [row] = await store.read('trial', { id: [id] });
  if (row === undefined) {
    const last = (await store.read('trial')).at(-1)?.id;
    const detail =
      last === undefined ? workspaceTexts.noTrials({ trial: id }) : workspaceTexts.noTrial({ trial: id, last });
    throw new AttuneError('not-found', detail);
  }
  const [round] = await store.read('round', { id: [row.round] });
  if (round === undefined) throw new AttuneError('not-found', workspaceTexts.nothingYet());
  return { row, round };
}
