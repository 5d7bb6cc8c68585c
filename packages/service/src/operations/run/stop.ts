/** Stops trials, and waits until they have ended. */
import Type from 'typebox';
import { ended } from '@attune/core/study';
import { engineAlive } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';
import { askToStop } from './ask-to-stop.ts';
import { driveOnce } from './driving.ts';
import type { Context } from '../operation.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { trialOf } from '../stored-trial.ts';
import { statusSchema } from '../views/trial-document.ts';
import { openWorkspace, withStore, type Workspace } from '../workspace.ts';

/** In one request. */
const mostTrials = 1_000;

export const stop = defineOperation({
  name: 'stop',
  summary: 'Stop trials; what they measured is kept',
  permission: 'admin',
  input: inputOf({ trials: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: mostTrials }) }),
  result: documentOf('stop', {
    trials: Type.Array(
      Type.Object({
        trial: Type.Integer(),
        status: statusSchema,
        changed: Type.Boolean({ description: 'False where the trial had ended already.' }),
      }),
    ),
  }),
  async run(context, { trials }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const named = [...new Set(trials)];
      const before = await Promise.all(named.map(async (id) => (await trialOf(store, id)).row));
      const open = before.filter(({ state }) => !ended(state)).map(({ id }) => id);
      await askToStop(context, store, named);
      await untilStopped(context, workspace, store, open);
      const after = await store.read('trial', { id: named });
      return {
        schema: 'stop/1' as const,
        trials: after.map(({ id, state }) => ({
          trial: id,
          status: state.status,
          changed: open.includes(id) && ended(state),
        })),
      };
    });
  },
});

/** Waits for the engine to obey; where none runs, becomes it for as long as that takes. */
async function untilStopped(
  context: Context,
  workspace: Workspace,
  store: Store,
  trials: readonly number[],
): Promise<void> {
  while (!context.signal.aborted) {
    const rows = await store.read('trial', { id: trials });
    if (rows.every(({ state }) => ended(state))) return;
    const round = rows.find(({ state }) => !ended(state))?.round;
    if (round !== undefined && (await engineAlive(store, context.clock.now())) === null) {
      await driveOnce(context, workspace, store, round);
    }
    await context.clock.sleep(200, context.signal);
  }
}
