/** Gives a round that ran more trials, and asks the server to run them. */
import Type from 'typebox';
import { accepted, acceptedProperties } from './accepted.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { askToDrive } from '../requests.ts';
import { extendedRound, writeBudget } from './extension.ts';
import { checkSurroundings } from './surroundings.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const extendRoundBudget = defineOperation({
  name: 'extend-round',
  summary: 'Give a round more trials and run them in the server',
  permission: 'admin',
  input: inputOf({
    round: Type.Integer({ minimum: 1 }),
    trials: Type.String({ description: '`+20`: so many more; `52`: so many in all.' }),
  }),
  result: documentOf('extend', {
    ...acceptedProperties,
    before: Type.Integer({ description: "Trials of the round's searches so far." }),
    after: Type.Integer(),
  }),
  async run(context, { round: number, trials }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const extended = await extendedRound(store, workspace, workspace.directory, { wanted: String(number), trials });
      await checkSurroundings(context, workspace);
      const { before, after } = extended.extension;
      // First the file: a request that finds it unwritten would have nothing to do.
      writeBudget(workspace, extended);
      await askToDrive(store, context, number, 'extend', { data: { before, after } });
      return { schema: 'extend/1' as const, before, after, ...(await accepted(store, context, number)) };
    });
  },
});
