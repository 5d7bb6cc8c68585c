/**
 * Trials that a round was promised over the API. The request alone knows of them until a server begins it, so that taking
 * it back changes one thing; then the round file is told, before the store plans them.
 */
import { withRequests } from '../../engine/index.ts';
import type { RequestRow, RoundRow, Store, Writer } from '../../store/index.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { isDrive } from '../requests.ts';
import { chooseRound } from '../round-choice.ts';
import type { Workspace } from '../workspace.ts';
import { searchTrials, totalWith, writeTotal } from './extension.ts';

/** What is promised: `+20`, `52`, in the order in which it was asked for; what is begun as the total that it came to. */
export function promises(requests: readonly RequestRow[], number: number): readonly string[] {
  return requests.filter(isDrive(number)).flatMap(({ request }) => {
    if (request.why !== 'extend') return [];
    return [request.total === undefined ? request.trials : String(request.total)];
  });
}

/**
 * Writes into the round file what these requests of the round promise, first into the requests what that comes to: whoever
 * does it again after a kill comes to the same. They cannot be taken back from then on.
 */
export async function settle(
  store: Store,
  workspace: Workspace,
  round: RoundRow,
  requests: readonly RequestRow[],
  by: Writer,
): Promise<readonly RequestRow[]> {
  if (!requests.filter(isDrive(round.number)).some(({ request }) => request.why === 'extend')) return requests;
  const ids = new Set(requests.map(({ id }) => id));
  const { directory } = workspace;
  const name = await chooseRound(directory, directory, String(round.number), await store.read('round'));
  const { resolved } = designStored(workspace, name, round);
  const before = Math.max(searchTrials(round.resolved), searchTrials(resolved));
  return withRequests(
    store,
    ({ id }) => ids.has(id),
    async (rows) => {
      let total = before;
      const settled = rows.map((row): RequestRow => {
        const { request } = row;
        if (request.kind !== 'drive-round' || request.why !== 'extend') return row;
        // The file may ask for more by now than what was begun came to.
        total = Math.max(total, request.total ?? totalWith(total, request.trials));
        return request.total === undefined ? { ...row, request: { ...request, total } } : row;
      });
      const changed = settled.filter((row, index) => row !== rows[index]);
      if (changed.length > 0) {
        await store.write(
          changed.map((row) => ({ do: 'update', kind: 'request', row })),
          by,
        );
      }
      writeTotal(workspace, name, total);
      return settled;
    },
  );
}
