/** Gives a round that ran more trials, and asks the server to run them. */
import Type from 'typebox';
import { accepted, acceptedProperties, acceptedTexts, howDriven } from './accepted.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { askToDrive } from '../requests.ts';
import { checkRewritable, extendedRound } from './extension.ts';
import { promises } from './promised-trials.ts';
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
    // Each counts from what was promised before it.
    return oneAfterAnother(`extensions of ${openWorkspace(context).directory}`, () => extend(context, input));
  },
});

interface Input {
  readonly round: number;
  readonly trials: string;
}

async function extend(context: Context, { round: number, trials }: Input) {
  const workspace = openWorkspace(context);
  return withStore(workspace, async (store) => {
    const promised = promises(await store.read('request'), number);
    const asked = { wanted: String(number), trials, promised };
    const extended = await extendedRound(store, workspace, workspace.directory, asked);
    // Whatever would be refused later is refused now.
    checkRewritable(workspace, extended);
    await checkSurroundings(context, workspace);
    const { before, after } = extended.extension;
    const how = await howDriven(store, context, number);
    await askToDrive(store, context, number, { why: 'extend', trials: trials.trim() }, { before, after });
    return { schema: 'extend/1' as const, before, after, ...accepted(number, how, acceptedTexts.follows) };
  });
}
