/** Closes a drive: the round's status, and what the user is told about it. */
import { advance } from '@attune/core/study';
import type { Change, RequestRow, RoundRow, RoundStatus } from '../store/index.ts';
import { commit, type ClosedReason, type Drive } from './drive.ts';
import { diedAtOnce } from './retry.ts';
import { withRequests } from './taken-back.ts';
import { engineTexts } from './texts.ts';

/** Writes how the round stands and returns its row. */
export async function endRound(drive: Drive): Promise<RoundRow> {
  const { closed, context } = drive;
  const revived = await reviveDeadStart(drive);
  const left = drive.waiting.length + revived.length;
  const status: RoundStatus = left === 0 ? 'completed' : 'paused';
  const note = status === 'completed' || closed === null ? '' : noteOf(closed);
  const row: RoundRow = {
    ...drive.round,
    status,
    note,
    endedAt: status === 'completed' ? context.clock.now() : null,
  };
  const event = { kind: `round.${status}`, subject: `round ${row.number}`, data: { waiting: left } };
  // Whether it paused or ended: nobody need pause it any more.
  const isPause = ({ request }: RequestRow): boolean => request.kind === 'pause-round' && request.round === row.number;
  await withRequests(context.store, isPause, (pauses) =>
    commit(drive, [...revived, ...pauses.map(deletionOf), { do: 'update', kind: 'round', row, event }]),
  );
  context.progress({
    kind: 'round-ended',
    round: row.number,
    status: status === 'paused' && closed?.kind === 'interrupted' ? 'interrupted' : status,
    note,
    revived: revived.length,
  });
  return { ...row, revision: row.revision + 1 };
}

function deletionOf(row: RequestRow): Change {
  return { do: 'delete', kind: 'request', row };
}

/** Trials that died of what the user will mend wait for the next run, those too that died while the others ended. */
async function reviveDeadStart(drive: Drive): Promise<readonly Change[]> {
  if (drive.closed?.kind !== 'dead-start') return [];
  const dead = new Set(drive.history.filter(diedAtOnce).map(({ trial }) => trial));
  const trials = await drive.context.store.read('trial', { id: [...dead] });
  return trials
    .filter(({ state }) => state.status === 'failed')
    .map((trial) => ({
      do: 'update',
      kind: 'trial',
      row: { ...trial, state: advance(trial, { kind: 'reopen' }) },
      event: { kind: 'trial.waiting', subject: `trial ${trial.id}` },
    }));
}

function noteOf(closed: ClosedReason): string {
  switch (closed.kind) {
    case 'interrupted':
      return engineTexts.interrupted().text;
    case 'asked':
      return askedNote(closed.actor);
    case 'not-started':
      return closed.reason;
    case 'dead-start': {
      const { attempts, trace, explanation } = closed;
      const cause = explanation === '' ? '' : `\n→ ${explanation}`;
      return engineTexts.deadStart({ count: attempts, trace, explanation: cause }).text;
    }
  }
}

/** `http:local` is whoever sits at the server's own machine; of others the name is told, not the way they came. */
function askedNote(actor: string): string {
  if (actor === 'http:local') return engineTexts.askedHere().text;
  return engineTexts.asked({ actor: actor.replace(/^(http|cli):/, '') }).text;
}
