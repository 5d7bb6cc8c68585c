/** Pauses a round: its running trials save and end, nothing more is started, and it can be continued at any time. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { engineAlive, withRequests } from '../../engine/index.ts';
import type { Change, ChangeEvent, RequestRow, RoundRow, Store } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { isDrive, request, tokenOf } from '../requests.ts';
import { roundOf } from '../rounds.ts';
import { openWorkspace, withStore, type Workspace } from '../workspace.ts';
import { refused } from './driven-requests.ts';
import { settle } from './promised-trials.ts';

export const pauseTexts = defineTexts('pause-round', {
  ended: 'round {round} has ended: there is nothing to pause',
  paused: 'round {round} is paused already',
});

export const pauseRound = defineOperation({
  name: 'pause-round',
  summary: 'Pause a round: its trials save and end, and wait',
  permission: 'admin',
  input: inputOf({ round: Type.Integer({ minimum: 1 }) }),
  result: documentOf('pause', {
    round: Type.Integer(),
    accepted: Type.Literal(true),
    running: Type.Integer({ description: 'Trials that are asked to save and end; may take their grace.' }),
  }),
  async run(context, { round: number }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const row = await roundOf(store, number);
      if (row.status === 'completed') throw new AttuneError('conflict', pauseTexts.ended({ round: number }));
      const running = (await store.read('trial', { round: [number], status: ['running'] })).length;
      await withRequests(store, isDrive(number), async (found) => {
        const { wanted, told } = await kept(context, workspace, store, row, found);
        if (row.status === 'paused' && wanted.length === 0) {
          throw new AttuneError('conflict', pauseTexts.paused({ round: number }));
        }
        const event = { kind: 'round.pause-requested', subject: `round ${number}` };
        const lease = await engineAlive(store, context.clock.now());
        // Begun by a server, though nothing of it runs yet.
        const begun = row.status === 'running' || wanted.some((one) => tokenOf(one) === (lease?.token ?? null));
        const unwanted = wanted.map((one): Change => ({ do: 'delete', kind: 'request', row: one }));
        const pause = { kind: 'pause-round', round: number, actor: context.actor } as const;
        if (begun) await request(store, context, [{ request: pause, event }], unwanted, told);
        else await request(store, context, [], unwanted, [...told, event]);
      });
      return { schema: 'pause/1' as const, round: number, accepted: true as const, running };
    });
  },
});

interface Kept {
  readonly wanted: readonly RequestRow[];
  readonly told: readonly ChangeEvent[];
}

/**
 * Trials that were promised stay so, and are run when the round goes on. Where its file cannot be told of them, the pause
 * comes first: they are refused, as a server would refuse them.
 */
async function kept(
  context: Context,
  workspace: Workspace,
  store: Store,
  round: RoundRow,
  found: readonly RequestRow[],
): Promise<Kept> {
  try {
    const by = { actor: context.actor, time: context.clock.now() };
    return { wanted: await settle(store, workspace, round, found, by), told: [] };
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    return { wanted: found, told: [refused({ subject: `round ${round.number}`, error })] };
  }
}
