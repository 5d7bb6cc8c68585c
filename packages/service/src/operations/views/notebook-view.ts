/** The notebook without its rounds' analyses: launches, notes and what was done to rounds. Quick, however much has run. */
import { notebookFields } from '../../notebook/index.ts';
import { readNotebook } from '../log/reading.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { iso } from '../time-text.ts';
import { openWorkspace, storeExists, withStore } from '../workspace.ts';

export const notebookView = defineOperation({
  name: 'notebook',
  summary: 'List launches, notes and what was done to rounds, in order of time',
  permission: 'read',
  input: inputOf({}),
  result: documentOf('notebook', notebookFields),
  async run(context) {
    const workspace = openWorkspace(context);
    const now = context.clock.now();
    if (!(await storeExists(workspace))) {
      const { name: project, objective } = workspace.project;
      return { schema: 'notebook/1' as const, project, objective, generatedAt: iso(now), entries: [] };
    }
    return withStore(workspace, async (store) => {
      const { notebook } = await readNotebook(store, workspace, { now, rounds: 0 });
      return { schema: 'notebook/1' as const, ...notebook };
    });
  },
});
