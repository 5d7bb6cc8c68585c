/** Takes a program's word for how an attempt ended that it was given: once, whatever is sent twice or too late. */
import Type from 'typebox';
import { endAttempt, exitOf, noteInfeasible } from '../../runners/index.ts';
import type { AttemptRow, Store } from '../../store/index.ts';
import { afterItsEnd, askedAttempt, whyNotBy } from './asked-attempt.ts';
import { defineOperation, documentOf, inputOf, type Visitor } from '../operation.ts';
import { logLine } from '../requests.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const tell = defineOperation({
  name: 'tell',
  summary: 'Say how an attempt ended that was asked for',
  permission: 'report',
  fromAttempts: true,
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
      const started = await startedAttempt(store, { trial, number, outcome }, context.visitor);
      if (started !== null) await noteInfeasible(started.directory, message);
      else await end(store);
      // The file is written first: where this server is killed in between, the program tells it again.
      await logLine(store, context, {
        kind: 'attempt.told',
        subject: `trial ${trial}`,
        data: { attempt: number, outcome },
      });
      return { schema: 'tell/1' as const, trial, attempt: number, accepted: true as const };
    });

    async function end(store: Store): Promise<void> {
      const attempt = await askedAttempt(store, trial, number, context.visitor);
      const told = { outcome, message: message === '' && outcome === 'infeasible' ? outcome : message };
      if (attempt.endedAt !== null || !(await endAttempt(attempt.directory, outcome === 'failed' ? 1 : 0, told))) {
        const exit = await exitOf(attempt.directory);
        // An answer that was lost on its way is asked for again.
        const repeated = exit?.told?.outcome === told.outcome && exit.told.message === told.message;
        if (!repeated) throw await afterItsEnd(attempt);
      }
    }
  },
});

/**
 * The attempt where its own process says that it is infeasible, while it runs; null where it is another kind of telling. How
 * a process ended is seen by itself.
 */
async function startedAttempt(
  store: Store,
  { trial, number, outcome }: { readonly trial: number; readonly number: number; readonly outcome: string },
  visitor: Visitor | undefined,
): Promise<AttemptRow | null> {
  if (visitor?.attempt === undefined || outcome !== 'infeasible') return null;
  const attempt = (await store.read('attempt', { trial: [trial] })).find((one) => one.number === number);
  return attempt === undefined || whyNotBy(attempt, visitor) !== null ? null : attempt;
}
