/**
 * The server as engine: drives what was asked for whenever no other process is the engine. Requests lie in the store, so
 * that a server that was killed goes on with them when it starts again; rounds that nobody asked it for it leaves alone.
 */
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { driveRound, engineAlive, leaseTexts, reopenAsked } from '../../engine/index.ts';
import type { RequestRow, RoundRow, Store } from '../../store/index.ts';
import { compare } from '../compare/compare.ts';
import { claim, claimOne, drop, dropRefused, requestsOf } from './driven-requests.ts';
import { asEngine, driveOnce, engineContext } from './driving.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { freezeRound } from '../design/freeze.ts';
import { perform } from '../operation-input.ts';
import type { Context } from '../operation.ts';
import { chooseRound } from '../round-choice.ts';
import { settle } from './promised-trials.ts';
import { roundPages, type RoundPages } from './round-pages.ts';
import { checkSurroundings } from './surroundings.ts';
import { openWorkspace } from '../workspace.ts';

export const drivingTexts = defineTexts('driving-loop', {
  failed: '{what} could not go on: {reason}',
  trouble: 'the server cannot drive trials for now, and tries again: {reason}',
  round: 'round {round}',
  comparison: 'the comparison',
  left: '{count} {count|trial goes|trials go} on without the server: `attune serve` or `attune run` takes {count|it|them} up again',
});

/** Between looks for something to do. */
const lookMilliseconds = 500;
/** After an error that may pass, such as a full disk. */
const troubleMilliseconds = 5_000;

export interface DrivingLoop {
  /** Whether this process drives something now. */
  driving(): boolean;
  /** Resolves when the loop has ended: after `context.leave` aborted. */
  readonly ended: Promise<void>;
}

/** `context.store` must be open; `context.leave` ends the loop and leaves trials running. Never rejects. */
export function driveWhatIsWanted(context: Context, store: Store): DrivingLoop {
  const leaving = context.leave ?? context.signal;
  // A function: the signal may abort between two looks at it.
  const ending = (): boolean => leaving.aborted;
  const pages = roundPages(context);
  let busy = false;

  async function loop(): Promise<void> {
    let trouble = '';
    while (!ending()) {
      let wait = lookMilliseconds;
      try {
        const row = await wanted(store);
        if (row !== undefined && (await engineAlive(store, context.clock.now())) === null) {
          busy = true;
          await obey(context, store, row, pages);
          trouble = '';
          wait = 0;
          if (ending()) await tellLeft(context, store);
        }
      } catch (error) {
        wait = troubleMilliseconds;
        const reason = error instanceof Error ? error.message : String(error);
        if (reason !== trouble) tell(context, drivingTexts.trouble({ reason }));
        trouble = reason;
      } finally {
        busy = false;
      }
      if (wait > 0) await context.clock.sleep(wait, leaving);
    }
    await pages.finished();
  }

  return { driving: () => busy, ended: loop() };
}

/** The oldest request that somebody must become the engine for. */
async function wanted(store: Store): Promise<RequestRow | undefined> {
  const rows = await store.read('request');
  const asked = rows.flatMap(({ request }) => (request.kind === 'stop-trial' ? [request.trial] : []));
  const trials = asked.length === 0 ? [] : await store.read('trial', { id: asked });
  return rows.find(({ request }) => {
    switch (request.kind) {
      case 'drive-round':
      case 'compare':
      case 'pause-round':
        return true;
      case 'stop-trial':
        return trials.some(({ id }) => id === request.trial);
      // Obeyed by whoever drives the round.
      case 'retry-trial':
      case 'give-trial':
        return false;
    }
  });
}

async function obey(context: Context, store: Store, row: RequestRow, pages: RoundPages): Promise<void> {
  const { request } = row;
  if (request.kind === 'drive-round' || request.kind === 'pause-round') {
    return driveUntilDone({ ...context, actor: request.actor }, store, request.round, pages);
  }
  if (request.kind === 'compare') return compareUntilDone({ ...context, actor: request.actor }, store, row);
  if (request.kind === 'stop-trial') return stopAsked(context, store, request.trial);
}

/** All that are to be stopped, this one among them; what else its round was doing stays as it is. */
async function stopAsked(context: Context, store: Store, id: number): Promise<void> {
  const [trial] = await store.read('trial', { id: [id] });
  if (trial !== undefined) await driveOnce(context, openWorkspace(context), store, trial.round);
}

async function driveUntilDone(context: Context, store: Store, number: number, pages: RoundPages): Promise<void> {
  await asEngine(store, context, async (lease) => {
    const { token } = lease;
    for (;;) {
      const by = () => ({ actor: context.actor, time: context.clock.now(), token });
      let asked = await claim(store, number, by());
      // Somebody thought better of it in the meantime.
      if (asked.length === 0) return;
      let round: RoundRow;
      try {
        const [stored] = await store.read('round', { id: [number] });
        if (stored !== undefined) asked = await settle(store, openWorkspace(context), stored, asked, by());
        round = await prepared(context, store, number, asked, by);
      } catch (error) {
        if (!(error instanceof AttuneError)) throw error;
        return giveUp(context, store, asked, { subject: `round ${number}`, error, token });
      }
      const idle = round.status === 'completed' || (round.status === 'paused' && asked.every(isPause));
      const workspace = openWorkspace(context);
      const driven = idle ? round : await driveRound(engineContext(context, workspace, store), lease, round);
      if (!idle && driven.status !== 'running') pages.write(workspace, number);
      if (context.leave?.aborted === true) return;
      await drop(store, asked, by());
      // What was asked for meanwhile is looked at once more: more trials, another try.
      if (driven.status !== 'completed' || (await requestsOf(store, number)).length === 0) return;
    }
  });
}

/** The round's row, ready to be driven: begun, grown, its failed trials reopened, as was asked. */
async function prepared(
  context: Context,
  store: Store,
  number: number,
  asked: readonly RequestRow[],
  by: () => { readonly actor: string; readonly time: number; readonly token: number },
): Promise<RoundRow> {
  const [stored] = await store.read('round', { id: [number] });
  const reopened = stored === undefined ? undefined : await reopenAsked(store, stored, by());
  if (reopened !== undefined && (asked.every(isPause) || (reopened.status === 'completed' && !asked.some(mayGrow)))) {
    return reopened;
  }
  const workspace = openWorkspace(context);
  const name = await chooseRound(workspace.directory, workspace.directory, String(number), await store.read('round'));
  const designed = designStored(workspace, name, reopened);
  await checkSurroundings(context, workspace);
  return freezeRound(store, workspace, designed, by());
}

function isPause({ request }: RequestRow): boolean {
  return request.kind === 'pause-round';
}

function mayGrow({ request }: RequestRow): boolean {
  return request.kind === 'drive-round' && request.why !== 'retry';
}

async function compareUntilDone(context: Context, store: Store, row: RequestRow): Promise<void> {
  await asEngine(store, context, async (lease) => {
    const { token } = lease;
    const by = () => ({ actor: context.actor, time: context.clock.now(), token });
    const claimed = await claimOne(store, row, by());
    // Somebody thought better of it in the meantime.
    if (claimed?.request.kind !== 'compare') return;
    try {
      await perform(compare, { ...context, lease }, claimed.request.input);
    } catch (error) {
      const lost = error instanceof AttuneError && error.detail.key === leaseTexts.lost().key;
      if (!(error instanceof AttuneError) || lost || context.leave?.aborted === true) throw error;
      return giveUp(context, store, [claimed], { subject: 'project', error, token });
    }
    if (context.leave?.aborted !== true) await drop(store, [claimed], by());
  });
}

/** What is refused would be refused again and again: it is said, in the log too, and not asked any more. */
async function giveUp(
  context: Context,
  store: Store,
  rows: readonly RequestRow[],
  { subject, error, token }: { readonly subject: string; readonly error: AttuneError; readonly token: number },
): Promise<void> {
  const what = subject === 'project' ? drivingTexts.comparison().text : subject;
  tell(context, drivingTexts.failed({ what, reason: error.message }));
  await dropRefused(store, rows, { subject, error }, { actor: context.actor, time: context.clock.now(), token });
}

async function tellLeft(context: Context, store: Store): Promise<void> {
  const running = await store.read('trial', { status: ['running'] }).catch(() => []);
  const engine = await engineAlive(store, context.clock.now()).catch(() => null);
  if (running.length > 0 && engine === null) {
    context.progress({ kind: 'message', level: 'info', message: drivingTexts.left({ count: running.length }) });
  }
}

function tell(context: Context, message: ReturnType<typeof drivingTexts.trouble>): void {
  context.progress({ kind: 'message', level: 'warning', message });
}
