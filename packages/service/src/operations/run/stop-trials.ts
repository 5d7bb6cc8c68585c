/** Asks for trials to be stopped, and answers at once with what follows. `stop` is the same for a terminal, which waits. */
import Type from 'typebox';
import { defineTexts } from '@attune/core/texts';
import { defineOperation, documentOf } from '../operation.ts';
import { trialOf } from '../stored-trial.ts';
import { nullable, statusSchema } from '../views/trial-document.ts';
import { openWorkspace, withStore } from '../workspace.ts';
import { askToStop } from './ask-to-stop.ts';
import { stop } from './stop.ts';

export const stopTrialsTexts = defineTexts('stop-trials', {
  running: 'it is asked to save and end, and has {seconds} seconds for that; what it measured is kept',
  waiting: 'it is not started any more',
});

export const stopTrials = defineOperation({
  name: 'stop-trials',
  summary: 'Stop trials; what they measured is kept',
  permission: 'admin',
  input: stop.input,
  result: documentOf('stop-trials', {
    trials: Type.Array(
      Type.Object({
        trial: Type.Integer(),
        status: statusSchema,
        accepted: Type.Boolean({
          description:
            'It is stored that it is to end, and it does whatever is killed meanwhile; false where it had ended and was not to be tried again.',
        }),
        follows: nullable(Type.String({ description: 'What happens to it now; null where it is not accepted.' })),
      }),
    ),
  }),
  async run(context, { trials }) {
    return withStore(openWorkspace(context), async (store) => {
      const named = await Promise.all([...new Set(trials)].map((id) => trialOf(store, id)));
      const toEnd = await askToStop(
        context,
        store,
        named.map(({ row }) => row.id),
      );
      return {
        schema: 'stop-trials/1' as const,
        trials: named.map(({ row: { id, state }, round }) => ({
          trial: id,
          status: state.status,
          accepted: toEnd.has(id),
          follows: !toEnd.has(id) ? null : followsOf(state.status, round.resolved.project.train.graceSeconds).text,
        })),
      };
    });
  },
});

function followsOf(status: string, seconds: number) {
  return status === 'running' ? stopTrialsTexts.running({ seconds }) : stopTrialsTexts.waiting();
}
