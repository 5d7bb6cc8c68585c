/** Rounds that an earlier engine left as running while this one drives another. */
import type { RoundRow } from '../store/index.ts';
import { commit, type Drive } from './drive.ts';
import { engineTexts } from './texts.ts';

/** Says of rounds that count as running that nobody drives them: only one can be driven at a time. */
export async function pauseAbandoned(drive: Drive): Promise<void> {
  const running = await drive.context.store.read('round', { status: ['running'] });
  const abandoned = running.filter(({ number }) => number !== drive.round.number);
  if (abandoned.length === 0) return;
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
