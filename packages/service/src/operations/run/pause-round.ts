/** Pauses a round: its running trials save and end, nothing more is started, and it can be continued at any time. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { engineAlive, withRequests } from '../../engine/index.ts';
import type { Change } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { isDrive, request, tokenOf } from '../requests.ts';
import { roundOf } from '../rounds.ts';
import { openWorkspace, withStore } from '../workspace.ts';
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
        // Trials that were promised stay so, and are run when the round goes on.
        const by = { actor: context.actor, time: context.clock.now() };
        const wanted = await settle(store, workspace, row, found, by);
        if (row.status === 'paused' && wanted.length === 0) {
          throw new AttuneError('conflict', pauseTexts.paused({ round: number }));
        }
        const event = { kind: 'round.pause-requested', subject: `round ${number}` };
        const lease = await engineAlive(store, context.clock.now());
        // Begun by a server, though nothing of it runs yet.
        const begun = row.status === 'running' || wanted.some((one) => tokenOf(one) === (lease?.token ?? null));
        const unwanted = wanted.map((one, index): Change => ({
          do: 'delete',
          kind: 'request',
          row: one,
          ...(index === 0 && !begun ? { event } : {}),
        }));
        const pause = { kind: 'pause-round', round: number, actor: context.actor } as const;
        await request(store, context, begun ? [{ request: pause, event }] : [], unwanted);
      });
      return { schema: 'pause/1' as const, round: number, accepted: true as const, running };
    });
  },
});
