import { leaseNeverTaken, type LeaseState } from '../lease.ts';
import type { Database } from './tables.ts';

export async function readLease(db: Database): Promise<LeaseState> {
  const row = await db.selectFrom('lease').select(['holder', 'token', 'expires_at']).executeTakeFirst();
  return row === undefined ? leaseNeverTaken : { holder: row.holder, token: row.token, expiresAt: row.expires_at };
}

export async function writeLease(db: Database, { holder, token, expiresAt }: LeaseState): Promise<void> {
  const columns = { holder, token, expires_at: expiresAt };
  await db
    .insertInto('lease')
    .values({ id: 1, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}
