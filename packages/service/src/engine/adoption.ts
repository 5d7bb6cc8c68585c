/** Takes over what an earlier engine left running, of whichever round. */
import type { AttemptRow, Store } from '../store/index.ts';
import { sendsToServer } from '../protocol/index.ts';
import { gpusOfSlot } from './devices.ts';
import { adoptAttempt, type Live } from './live.ts';
import { tellAddress } from './server-address.ts';

export interface Adopted {
  readonly live: readonly Live[];
  /** Every attempt of their trials. */
  readonly attempts: readonly AttemptRow[];
}

/**
 * Takes over all attempts without an end. `gpus` are those that are visible now; `server` is where their processes find this
 * one, if it is a server.
 */
export async function adoptRunning(store: Store, gpus: readonly string[], server?: string): Promise<Adopted> {
  const trials = await store.read('trial', { status: ['running'] });
  if (trials.length === 0) return { live: [], attempts: [] };
  const trial = trials.map(({ id }) => id);
  const attempts = await store.read('attempt', { trial });
  const checkpoints = await store.read('checkpoint', { trial });
  const rounds = await store.read('round', { round: [...new Set(trials.map(({ round }) => round))] });
  const live: Live[] = [];
  for (const row of trials) {
    const attempt = attempts.findLast((one) => one.trial === row.id && one.endedAt === null);
    const project = rounds.find(({ number }) => number === row.round)?.resolved.project;
    if (attempt === undefined || project === undefined) continue;
    if (server !== undefined && sendsToServer(project)) await tellAddress(attempt.directory, server);
    live.push(
      await adoptAttempt({
        trial: row,
        attempt,
        project,
        gpus: gpusOfSlot(project.resources, gpus, attempt.slot),
        checkpoints: checkpoints.filter((checkpoint) => checkpoint.trial === row.id),
        store,
      }),
    );
  }
  return { live, attempts };
}
