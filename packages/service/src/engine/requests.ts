/** Obeys what other processes ask of the engine. A request stays in the store until it has been obeyed to the end. */
import { advance, ended } from '@attune/core/study';
import type { RequestRow } from '../store/index.ts';
import { commit, type Drive } from './drive.ts';
import { askToEnd } from './stopping.ts';

export async function obeyRequests(drive: Drive): Promise<void> {
  for (const row of await drive.context.store.read('request')) await stopTrial(drive, row);
}

async function stopTrial(drive: Drive, row: RequestRow): Promise<void> {
  const { trial: id } = row.request;
  const live = drive.live.get(id);
  if (live !== undefined) {
    if (live.stopping === null) await askToEnd(drive, live, 'user');
    return;
  }
  const [trial] = await drive.context.store.read('trial', { id: [id] });
  if (trial === undefined || ended(trial.state)) return done(drive, row);
  const stopped = { ...trial, state: advance(trial, { kind: 'stop' }) };
  await commit(drive, [
    { do: 'update', kind: 'trial', row: stopped, event: { kind: 'trial.stopped', subject: `trial ${id}` } },
    { do: 'delete', kind: 'request', row },
  ]);
  drive.waiting = drive.waiting.filter((waiting) => waiting.id !== id);
}

async function done(drive: Drive, row: RequestRow): Promise<void> {
  await commit(drive, [{ do: 'delete', kind: 'request', row }]);
}
