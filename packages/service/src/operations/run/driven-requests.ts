/** The requests that a server drives by: claimed before it begins, and gone when it has obeyed or refuses them. */
import type { AttuneError } from '@attune/core/errors';
import { withRequests } from '../../engine/index.ts';
import type { Change, ChangeEvent, RequestRow, Store, Writer } from '../../store/index.ts';

/** What is asked of the round's driver. */
export async function requestsOf(store: Store, number: number): Promise<readonly RequestRow[]> {
  return (await store.read('request')).filter(isOf(number));
}

/**
 * The same, marked as begun under the writer's lease: what was taken back before is not among them, and what is among them
 * cannot be taken back any more.
 */
export async function claim(
  store: Store,
  number: number,
  by: Writer & { readonly token: number },
): Promise<readonly RequestRow[]> {
  return claimAll(store, isOf(number), by);
}

/** The request as it stands, claimed likewise; undefined where it was taken back. */
export async function claimOne(
  store: Store,
  row: RequestRow,
  by: Writer & { readonly token: number },
): Promise<RequestRow | undefined> {
  return (await claimAll(store, isAmong([row]), by))[0];
}

async function claimAll(
  store: Store,
  wanted: (row: RequestRow) => boolean,
  by: Writer & { readonly token: number },
): Promise<readonly RequestRow[]> {
  return withRequests(store, wanted, async (rows) => {
    const claimed = rows.map((row) => claimedBy(row, by.token));
    const changed = claimed.filter((row, index) => row !== rows[index]);
    if (changed.length > 0) {
      await store.write(
        changed.map((row) => ({ do: 'update', kind: 'request', row })),
        by,
      );
    }
    return claimed;
  });
}

/** Takes away those that are still there. */
export async function drop(store: Store, rows: readonly RequestRow[], by: Writer): Promise<void> {
  await withRequests(store, isAmong(rows), async (there) => {
    if (there.length > 0) await store.write(there.map(deletionOf), by);
  });
}

/** The same for what cannot be done: the log says why. */
export async function dropRefused(
  store: Store,
  rows: readonly RequestRow[],
  refusal: { readonly subject: string; readonly error: AttuneError },
  by: Writer,
): Promise<void> {
  const told = [refused(refusal)];
  await withRequests(store, isAmong(rows), (there) => store.write(there.map(deletionOf), { ...by, told }));
}

/** What the log says of a request that cannot be done. */
export function refused({
  subject,
  error: { code, message },
}: {
  readonly subject: string;
  readonly error: AttuneError;
}): ChangeEvent {
  return { kind: 'request.failed', subject, data: { code, message } };
}

function isOf(number: number): (row: RequestRow) => boolean {
  return ({ request }) =>
    (request.kind === 'drive-round' || request.kind === 'pause-round') && request.round === number;
}

function isAmong(rows: readonly RequestRow[]): (row: RequestRow) => boolean {
  const ids = new Set(rows.map(({ id }) => id));
  return ({ id }) => ids.has(id);
}

function claimedBy(row: RequestRow, token: number): RequestRow {
  const { request } = row;
  if (request.kind !== 'drive-round' && request.kind !== 'compare') return row;
  return request.token === token ? row : { ...row, request: { ...request, token } };
}

function deletionOf(row: RequestRow): Change {
  return { do: 'delete', kind: 'request', row };
}
