/** What an earlier engine left behind: attempts that still run, of whichever round, and rounds that nobody drives. */
import type { AttemptRow, RoundRow, Store } from '../store/index.ts';
import { gpusOfSlot } from './devices.ts';
import { commit, type Drive } from './drive.ts';
import { adoptAttempt, type Live } from './live.ts';
import { engineTexts } from './texts.ts';

export interface Adopted {
  readonly live: readonly Live[];
  /** Every attempt of their trials. */
  readonly attempts: readonly AttemptRow[];
}

/** Takes over all attempts without an end. `gpus` are those that are visible now. */
export async function adoptRunning(store: Store, gpus: readonly string[]): Promise<Adopted> {
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
    live.push(
      await adoptAttempt({
        trial: row,
        attempt,
        project,
        gpus: gpusOfSlot(project.resources, gpus, attempt.slot),
        checkpoints: checkpoints.filter((checkpoint) => checkpoint.trial === row.id),
      }),
    );
  }
  return { live, attempts };
}

/** Says of rounds that count as running that nobody drives them: only one can be driven at a time. */
export async function pauseAbandoned(drive: Drive): Promise<void> {
  const running = await drive.context.store.read('round', { status: ['running'] });
  const abandoned = running.filter(({ number }) => number !== drive.round.number);
  await commit(
    drive,
    abandoned.map((round) => ({
      do: 'update',
      kind: 'round',
      row: { ...round, status: 'paused', note: engineTexts.interrupted().text } satisfies RoundRow,
      event: { kind: 'round.paused', subject: `round ${round.number}` },
    })),
  );
}
