/** Hears that a program still works on its attempt; measurements say so too. */
import Type from 'typebox';
import { exitOf, isAskedToStop, noteHeard } from '../../runners/index.ts';
import { afterItsEnd, askedAttempt } from './asked-attempt.ts';
import type { AttemptRow, Store } from '../../store/index.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const heartbeat = defineOperation({
  name: 'heartbeat',
  summary: 'Say that an attempt that was asked for still runs',
  permission: 'report',
  input: inputOf({ trial: Type.Integer({ minimum: 1 }), attempt: Type.Integer({ minimum: 1 }) }),
  result: documentOf('heartbeat', {
    trial: Type.Integer(),
    attempt: Type.Integer(),
    next: Type.Integer({ description: 'The batch of measurements that is to follow.' }),
    stop: Type.Boolean({ description: 'Whether the program should end this attempt: tell how it ended.' }),
  }),
  async run(context, { trial, attempt: number }) {
    return withStore(openWorkspace(context), async (store) => {
      const attempt = await askedAttempt(store, trial, number, context.visitor);
      const { directory, endedAt, metricsOffset: next } = attempt;
      if (endedAt !== null || (await exitOf(directory)) !== null) throw await afterItsEnd(attempt);
      await noteHeard(directory, context.clock.now());
      await introduce(context, store, attempt);
      const stop = await isAskedToStop(directory);
      return { schema: 'heartbeat/1' as const, trial, attempt: number, next, stop };
    });
  },
});

/** The first time that somebody is heard of an attempt, the log says who. */
async function introduce(context: Context, store: Store, { trial, number }: AttemptRow): Promise<void> {
  const { actor, clock, measurements } = context;
  const line = measurements?.signs.introduction(trial, number, actor) ?? null;
  if (line === null) return;
  await store.write([], { actor, time: clock.now(), told: [line] });
  measurements?.signs.introduced(trial, number, actor);
}
