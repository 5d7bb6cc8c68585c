/** Starts a round, or continues one: asks the server to drive it, and answers at once. `run` is the same for a terminal. */
import Type from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import type { RoundRow, Store } from '../../store/index.ts';
import { accepted, acceptedProperties, acceptedTexts, howDriven } from './accepted.ts';
import { designStored } from '../design/freeze-baseline.ts';
import { checkContinues } from '../design/freeze.ts';
import { defineOperation, documentOf, inputOf, type Context } from '../operation.ts';
import { askToDrive } from '../requests.ts';
import { chooseRound } from '../round-choice.ts';
import { roundOf } from '../rounds.ts';
import { checkSurroundings } from './surroundings.ts';
import { openWorkspace, withNewStore, withStore, type Workspace } from '../workspace.ts';

export const startTexts = defineTexts('start-round', {
  completed:
    'round {round} has ended: give it more trials with extend, retry a failed one, or write a new round file for another question',
  comparison: 'round {round} is a comparison: ask for the same comparison again, and it goes on where it stopped',
});

export const startRound = defineOperation({
  name: 'start-round',
  summary: 'Start a round, or continue it, in the server',
  permission: 'admin',
  input: inputOf({
    file: Type.Optional(Type.String({ description: 'Number, name or file of the round; default: the next one.' })),
  }),
  result: documentOf('start', { name: Type.String(), ...acceptedProperties }),
  async run(context, { file }) {
    const workspace = openWorkspace(context);
    return withNewStore(workspace, async (store) => {
      const rounds = await store.read('round');
      const name = await chooseRound(workspace.directory, workspace.directory, file, rounds);
      const row = rounds.find(({ number }) => number === name.number);
      if (row?.status === 'completed') {
        throw new AttuneError('conflict', startTexts.completed({ round: name.number }));
      }
      // Whatever would be refused later is refused now.
      const designed = designStored(workspace, name, row);
      const grows = row !== undefined && checkContinues(workspace, designed, row).grows;
      await checkSurroundings(context, workspace);
      const asking = { why: row === undefined ? 'start' : 'continue', grows } as const;
      return { schema: 'start/1' as const, name: name.name, ...(await begun(context, store, name.number, asking)) };
    });
  },
});

export const continueRound = defineOperation({
  name: 'continue-round',
  summary: 'Continue a paused or interrupted round in the server',
  permission: 'admin',
  input: inputOf({ round: Type.Integer({ minimum: 1 }) }),
  result: documentOf('continue', acceptedProperties),
  async run(context, { round: number }) {
    const workspace = openWorkspace(context);
    return withStore(workspace, async (store) => {
      const row = await roundOf(store, number);
      if (row.status === 'completed') throw new AttuneError('conflict', startTexts.completed({ round: number }));
      const { grows } = await checkDrivable(context, workspace, store, row);
      return { schema: 'continue/1' as const, ...(await begun(context, store, number, { why: 'continue', grows })) };
    });
  },
});

interface Asking {
  readonly why: 'start' | 'continue';
  /** Whether the round's file asks for more trials than are planned. */
  readonly grows: boolean;
}

/** Asks once: a round that is asked for already, or driven because of that, needs a second request only where it has grown. */
async function begun(context: Context, store: Store, number: number, { why, grows }: Asking) {
  const how = await howDriven(store, context, number);
  if (how.asked === null || (how.asked === 'begun' && grows)) await askToDrive(store, context, number, { why });
  return accepted(number, how, grows ? acceptedTexts.follows : acceptedTexts.runs);
}

/**
 * Throws what driving the round would be refused with: a changed design, a missing file, a missing GPU. Whether its file
 * asks for more trials than are planned.
 */
export async function checkDrivable(
  context: Context,
  workspace: Workspace,
  store: Store,
  row: RoundRow,
): Promise<{ readonly grows: boolean }> {
  if (row.resolved.comparison !== undefined) {
    throw new AttuneError('unsupported', startTexts.comparison({ round: row.number }));
  }
  const name = await chooseRound(
    workspace.directory,
    workspace.directory,
    String(row.number),
    await store.read('round'),
  );
  const { grows } = checkContinues(workspace, designStored(workspace, name, row), row);
  await checkSurroundings(context, workspace);
  return { grows };
}
