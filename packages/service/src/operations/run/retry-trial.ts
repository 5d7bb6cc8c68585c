/** Gives an ended trial another attempt, from its last checkpoint where it has one. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { ended } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { toStop } from './ask-to-stop.ts';
import { accepted, acceptedProperties, howDriven } from './accepted.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { request } from '../requests.ts';
import { trialOf } from '../stored-trial.ts';
import { checkDrivable } from './start-round.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const retryTexts = defineTexts('retry-trial', {
  open: 'trial {trial} is {status}: only a trial that has ended can be tried again',
  completed:
    'trial {trial} has completed: it is not run again; for another seed of its configuration, compare it with the baseline',
});

export const retryTrial = defineOperation({
  name: 'retry-trial',
  summary: 'Give a trial that failed or was stopped another attempt',
  permission: 'admin',
  input: inputOf({ trial: Type.Integer({ minimum: 1 }) }),
  result: documentOf('retry', { trial: Type.Integer(), ...acceptedProperties }),
  async run(context, { trial: id }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const { row, round } = await trialOf(store, id);
      const { status } = row.state;
      if (status === 'completed') throw new AttuneError('conflict', retryTexts.completed({ trial: id }));
      // Whoever thinks better of a stop need not wait until it has been obeyed.
      if (!ended(row.state) && !(await toStop(store)).has(id))
        throw new AttuneError('conflict', retryTexts.open({ trial: id, status }));
      await checkDrivable(context, workspace, store, round);
      const { number } = round;
      const how = await howDriven(store, context, number);
      await request(store, context, [
        {
          request: { kind: 'retry-trial', trial: id, round: number },
          event: { kind: 'trial.retry-requested', subject: `trial ${id}` },
        },
        {
          request: { kind: 'drive-round', round: number, why: 'retry', trial: id, actor: context.actor },
          event: { kind: 'round.retry-requested', subject: `round ${number}`, data: { trial: id } },
        },
      ]);
      // Whoever drives the round takes it up with the next free place.
      return { schema: 'retry/1' as const, trial: id, ...accepted(number, how, null) };
    });
  },
});
