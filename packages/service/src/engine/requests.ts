/** Obeys what other processes ask of the engine. A request stays in the store until it has been obeyed to the end. */
import { advance, ended } from '@attune/core/study';
import type { RequestRow } from '../store/index.ts';
import type { Drive } from './drive.ts';
import { giveTrial } from './give.ts';
import { askToEnd } from './stopping.ts';
import { commitObeyed } from './taken-back.ts';
import { waitInTurn } from './wait-in-turn.ts';

/** With `starts: false` only what ends trials. */
export async function obeyRequests(drive: Drive, { starts = true }: { readonly starts?: boolean } = {}): Promise<void> {
  for (const row of await drive.context.store.read('request')) {
    const { request } = row;
    switch (request.kind) {
      case 'stop-trial':
        await stopTrial(drive, row, request.trial);
        break;
      case 'retry-trial':
        if (starts && request.round === drive.round.number) await retryTrial(drive, row, request.trial);
        break;
      case 'pause-round':
        if (starts && request.round === drive.round.number) drive.closed ??= { kind: 'asked', actor: request.actor };
        break;
      case 'give-trial':
        if (starts) await giveTrial(drive, row, request);
        break;
      // Asked of a server, between rounds.
      case 'drive-round':
      case 'compare':
        break;
    }
  }
}

/** Whether trials are still to be stopped. */
export async function stopsAsked({ context }: Drive): Promise<boolean> {
  return (await context.store.read('request')).some(({ request }) => request.kind === 'stop-trial');
}

async function stopTrial(drive: Drive, row: RequestRow, id: number): Promise<void> {
  const live = drive.live.get(id);
  if (live !== undefined) {
    if (live.stopping === null) await askToEnd(drive, live, 'user');
    return;
  }
  const [trial] = await drive.context.store.read('trial', { id: [id] });
  if (trial === undefined || ended(trial.state)) return done(drive, row);
  const stopped = { ...trial, state: advance(trial, { kind: 'stop' }) };
  const obeyed = await commitObeyed(drive, row, [
    { do: 'update', kind: 'trial', row: stopped, event: { kind: 'trial.stopped', subject: `trial ${id}` } },
  ]);
  if (!obeyed) return;
  drive.waiting = drive.waiting.filter((waiting) => waiting.id !== id);
}

async function retryTrial(drive: Drive, row: RequestRow, id: number): Promise<void> {
  const live = drive.live.get(id);
  // Asked for while it ends, for whatever reason: it is tried again once it has.
  if (live !== undefined && live.stopping !== null) return;
  const [trial] = await drive.context.store.read('trial', { id: [id] });
  // What has completed, perhaps while it was to be stopped, is not run again.
  const open = trial === undefined || !ended(trial.state) || live !== undefined;
  if (open || trial.state.status === 'completed') return done(drive, row);
  const waiting = { ...trial, state: advance(trial, { kind: 'reopen' }) };
  const obeyed = await commitObeyed(drive, row, [
    { do: 'update', kind: 'trial', row: waiting, event: { kind: 'trial.waiting', subject: `trial ${id}` } },
  ]);
  if (!obeyed) return;
  waitInTurn(drive, { ...waiting, revision: waiting.revision + 1 });
}

async function done(drive: Drive, row: RequestRow): Promise<void> {
  await commitObeyed(drive, row);
}
