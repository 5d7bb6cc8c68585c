/** Takes a program's word for how an attempt ended that it was given: once, whatever is sent twice or too late. */
import Type from 'typebox';
import { endAttempt, exitOf } from '../../runners/index.ts';
import { askedAttempt, endedWithout } from './asked-attempt.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const tell = defineOperation({
  name: 'tell',
  summary: 'Say how an attempt ended that was asked for',
  permission: 'report',
  input: inputOf({
    trial: Type.Integer({ minimum: 1 }),
    attempt: Type.Integer({ minimum: 1 }),
    outcome: Type.Enum(['completed', 'infeasible', 'failed'], {
      description:
        'completed: it came to its end; infeasible: this configuration cannot be trained; failed: something broke.',
    }),
    message: Type.Optional(
      Type.String({ maxLength: 20_000, description: 'Why it is infeasible, or what broke: the end of a traceback.' }),
    ),
  }),
  result: documentOf('tell', {
    trial: Type.Integer(),
    attempt: Type.Integer(),
    accepted: Type.Literal(true, { description: 'It is kept; the trial’s state follows within a second.' }),
  }),
  async run(context, { trial, attempt: number, outcome, message = '' }) {
    return withStore(openWorkspace(context), async (store) => {
      const attempt = await askedAttempt(store, trial, number, context.visitor);
      const told = { outcome, message: message === '' && outcome === 'infeasible' ? outcome : message };
      if (attempt.endedAt !== null || !(await endAttempt(attempt.directory, outcome === 'failed' ? 1 : 0, told))) {
        const exit = await exitOf(attempt.directory);
        // An answer that was lost on its way is asked for again.
        const repeated = exit?.told?.outcome === told.outcome && exit.told.message === told.message;
        if (!repeated) throw endedWithout(attempt);
      }
      return { schema: 'tell/1' as const, trial, attempt: number, accepted: true as const };
    });
  },
});
