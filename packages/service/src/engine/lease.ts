/** Being the one engine of a store: takes the lease, keeps it while it runs, and says when it was lost. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { alive, ownProcess, type ProcessId } from '../runners/index.ts';
import type { Lease, Store } from '../store/index.ts';
import type { Clock } from './clock.ts';

export const leaseTexts = defineTexts('lease', {
  held: 'another engine drives this project ({holder}): `attune status` shows what it does',
  lost: 'the lease was lost to another engine: this one stops, trials go on under the other',
});

/** How long a lease lasts unless it is renewed; another machine waits this long after a crash. */
const leaseMilliseconds = 30_000;

export interface HeldLease {
  readonly token: number;
  /** Renews when due; throws `conflict` where another engine has taken over. */
  keep(): Promise<void>;
  release(): Promise<void>;
}

/** Takes the lease, also from an engine of this machine that died; null where a living one holds it. */
export async function takeLease(store: Store, clock: Clock): Promise<HeldLease | null> {
  const own = await ownProcess();
  // The last word tells two takers of one process apart.
  const holder = `${hostname()} ${own.pid} ${own.start} ${own.boot} ${randomUUID()}`;
  const current = await store.lease({ do: 'read' });
  const displacing = current !== null && (await isDead(current)) ? current.holder : undefined;
  const now = clock.now();
  const lease = await store.lease({
    do: 'take',
    holder,
    now,
    until: now + leaseMilliseconds,
    ...(displacing === undefined ? {} : { displacing }),
  });
  if (lease?.holder !== holder) return null;

  const { token } = lease;
  let due = now + leaseMilliseconds / 3;
  return {
    token,
    async keep() {
      if (clock.now() < due) return;
      const until = clock.now() + leaseMilliseconds;
      const kept = await store.lease({ do: 'keep', token, until });
      if (kept?.token !== token) throw new AttuneError('conflict', leaseTexts.lost());
      due = until - (leaseMilliseconds * 2) / 3;
    },
    async release() {
      await store.lease({ do: 'release', token });
    },
  };
}

/** Whether a living engine holds the lease now. */
export async function engineAlive(store: Store, now: number): Promise<Lease | null> {
  const lease = await store.lease({ do: 'read' });
  return lease === null || lease.expiresAt < now || (await isDead(lease)) ? null : lease;
}

/** The engine at work, as people are told of it: its machine and process. */
export function engineName({ holder }: Lease): string {
  return holder.split(' ').slice(0, 2).join(' process ');
}

/** A holder on this machine whose process is gone; of other machines only time tells. */
async function isDead({ holder }: Lease): Promise<boolean> {
  const [host, pid, start, boot] = holder.split(' ');
  if (host !== hostname() || pid === undefined || start === undefined || boot === undefined) return false;
  const id: ProcessId = { pid: Number(pid), start, boot };
  return !(await alive(id));
}
