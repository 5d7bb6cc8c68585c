/** The notebook: what was asked, learned, decided and noted, in order of time. */
import Type from 'typebox';
import { notebookFields } from '../../notebook/index.ts';
import { readNotebook } from './reading.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { openWorkspace, withStore } from '../workspace.ts';

/** Rounds that are analysed unless all are asked for: more would not fit on a screen. */
const recentRounds = 4;

export const log = defineOperation({
  name: 'log',
  summary: 'Show the notebook: rounds, findings, decisions, launches and notes over time',
  permission: 'read',
  input: inputOf({
    all: Type.Optional(Type.Boolean({ description: 'From the beginning, not only the latest rounds.' })),
  }),
  result: documentOf('log', {
    ...notebookFields,
    all: Type.Boolean({ description: 'Whether it is the whole notebook.' }),
    earlier: Type.Integer({ description: 'Older entries that were left out; 0 with `all`.' }),
  }),
  async run(context, { all = false }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const rounds = all ? Number.POSITIVE_INFINITY : recentRounds;
      const { notebook, earlier } = await readNotebook(store, workspace, { now: context.clock.now(), rounds });
      return { schema: 'log/1' as const, ...notebook, all, earlier };
    });
  },
});
