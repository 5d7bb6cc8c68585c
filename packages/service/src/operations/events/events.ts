/** What happened, as the event log has it: what live readers are told, for programs that ask instead of listening. */
import Type, { type Static } from 'typebox';
import type { EventRow } from '../../store/index.ts';
import { lastEvent } from './last.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { iso } from '../time-text.ts';
import { timeSchema } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withStore } from '../workspace.ts';

export const eventSchema = Type.Object({
  seq: Type.Integer({ description: 'Its number: each change has the next, without gaps.' }),
  time: timeSchema,
  kind: Type.String({ description: '`trial.completed`, `attempt.started`, `round.paused`, …' }),
  subject: Type.String({ description: '`trial 7`, `round 1`, `project`, …' }),
  actor: Type.String({ description: 'Who did it.' }),
  data: Type.Unknown({ description: 'What more there is to say, by kind; may be null.' }),
});

/** Events of a page where nothing else is asked. */
const usualEvents = 1_000;
/** Events that are read at a time where only some are wanted. */
const readAtOnce = 5_000;

export const events = defineOperation({
  name: 'events',
  summary: 'List what happened, from a given event on',
  permission: 'read',
  input: inputOf({
    after: Type.Optional(Type.Integer({ minimum: 0, description: 'Only what came after this event; default: all.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'At most so many; default: 1000.' })),
    subject: Type.Optional(Type.String({ description: 'Only of `trial 7`, `round 1`, `project`.' })),
  }),
  result: documentOf('events', {
    events: Type.Array(eventSchema),
    last: Type.Integer({ description: 'The latest event of all: where live reading begins. 0 before the first.' }),
  }),
  async run(context, { after = 0, limit = usualEvents, subject }) {
    const workspace = openWorkspace(context);
    if (!(await storeExists(workspace))) return { schema: 'events/1' as const, events: [], last: 0 };
    return withStore(workspace, async (store) => {
      const found: EventRow[] = [];
      let read = after;
      while (found.length < limit) {
        const page = await store.events(read, subject === undefined ? limit : readAtOnce);
        found.push(...page.filter((event) => subject === undefined || event.subject === subject));
        const end = page.at(-1);
        if (end === undefined || subject === undefined) break;
        read = end.seq;
      }
      const shown = found.slice(0, limit);
      const last = await lastEvent(store, shown.at(-1)?.seq ?? 0);
      return { schema: 'events/1' as const, events: shown.map(eventDocument), last };
    });
  },
});

export function eventDocument({ seq, time, kind, subject, actor, data }: EventRow): Static<typeof eventSchema> {
  return { seq, time: iso(time), kind, subject, actor, data };
}
