/** Gives a round that ran more trials, and asks the server to run them. */
import Type from 'typebox';
import { accepted, acceptedProperties } from './accepted.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
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
  async run(context, input) {
    // Each counts from what the one before it wrote into the file.
    return oneAfterAnother(`round files of ${openWorkspace(context).directory}`, () => extend(context, input));
  },
});

interface Input {
  readonly round: number;
  readonly trials: string;
}

async function extend(context: Context, { round: number, trials }: Input) {
  const workspace = openWorkspace(context);
  return withStore(workspace, async (store) => {
    const asked = { wanted: String(number), trials, countsFrom: 'file' } as const;
    const extended = await extendedRound(store, workspace, workspace.directory, asked);
    await checkSurroundings(context, workspace);
    const { before, after } = extended.extension;
    // First the file: a request that finds it unwritten would have nothing to do.
    writeBudget(workspace, extended);
    await askToDrive(store, context, number, 'extend', { data: { before, after } });
    return { schema: 'extend/1' as const, before, after, ...(await accepted(store, context, number)) };
  });
}
