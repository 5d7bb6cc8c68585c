/** The table of a round. */
import Type from 'typebox';
import { objectiveInput, roundBy } from '../report/asked-objective.ts';
import { defineOperation, inputOf } from '../operation.ts';
import { judgedOf, keptOf, readStore } from '../analysis/reading.ts';
import { tableOf, tableSchema } from './table-document.ts';

export const roundTable = defineOperation({
  name: 'table',
  summary: 'Give every trial of a round in columns',
  permission: 'read',
  input: inputOf({ round: Type.Integer({ minimum: 1 }), objective: objectiveInput }),
  result: tableSchema,
  async run(context, { round, objective }) {
    return readStore(context, (store) =>
      keptOf(context, store, { name: `table by ${objective ?? ''}`, round }, async (version) => {
        const row = await roundBy(store, round, objective);
        return tableOf(row, await judgedOf(context, store, row), await store.read('note'), version);
      }),
    );
  },
});
