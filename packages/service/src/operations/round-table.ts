/** The table of a round. */
import Type from 'typebox';
import { objectiveInput, roundBy } from './asked-objective.ts';
import { defineOperation, inputOf } from './operation.ts';
import { tableOf, tableSchema } from './table-document.ts';
import { openWorkspace, withStore } from './workspace.ts';

export const roundTable = defineOperation({
  name: 'table',
  summary: 'Give every trial of a round in columns',
  permission: 'read',
  input: inputOf({ round: Type.Integer({ minimum: 1 }), objective: objectiveInput }),
  result: tableSchema,
  async run(context, { round: number, objective }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const round = await roundBy(store, number, objective);
      return tableOf(store, round, '');
    });
  },
});
