/** Whoever asked something of the engine may take it back at any moment, also while the engine obeys. */
import { isDeepStrictEqual } from 'node:util';
import { AttuneError } from '@attune/core/errors';
import { storeTexts, type Change, type RequestRow, type Store } from '../store/index.ts';
import { commit, type Drive } from './drive.ts';

/** Commits what a request asked for, and that it was obeyed; false, and nothing is stored, where it was taken back. */
export async function commitObeyed(drive: Drive, row: RequestRow, changes: readonly Change[] = []): Promise<boolean> {
  try {
    await commit(drive, [...changes, { do: 'delete', kind: 'request', row }]);
    return true;
  } catch (error) {
    if (await takenBack(drive, row, error)) return false;
    throw error;
  }
}

/** Whether a commit failed because the request that goes with it is gone; never where the lease is. */
export async function takenBack({ context }: Drive, row: RequestRow, error: unknown): Promise<boolean> {
  return anyGone(context.store, [row], error);
}

/** Calls `write` with the requests that are wanted, and again where one of them was taken back or changed meanwhile. */
export async function withRequests<T>(
  store: Store,
  wanted: (row: RequestRow) => boolean,
  write: (rows: readonly RequestRow[]) => Promise<T>,
): Promise<T> {
  for (;;) {
    const rows = (await store.read('request')).filter(wanted);
    try {
      return await write(rows);
    } catch (error) {
      if (!(await anyGone(store, rows, error))) throw error;
    }
  }
}

async function anyGone(store: Store, rows: readonly RequestRow[], error: unknown): Promise<boolean> {
  if (!(error instanceof AttuneError) || (error.code !== 'not-found' && error.code !== 'conflict')) return false;
  if (error.detail.key === storeTexts.fenced({ newest: 0, token: 0 }).key) return false;
  const there = await store.read('request', { id: rows.map(({ id }) => id) });
  return rows.some((row) => !there.some((one) => isDeepStrictEqual(one, row)));
}
