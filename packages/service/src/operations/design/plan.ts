/** Looks a round over before anything runs: what it would do and cost, what it can conclude, and what is doubtful about it. */
import Type from 'typebox';
import { defineTexts } from '@attune/core/texts';
import type { RoundRow, Store } from '../../store/index.ts';
import { departure } from './freeze.ts';
import { designStored, keptBaseline } from './freeze-baseline.ts';
import { defineOperation, documentOf, inputOf } from '../operation.ts';
import { chooseRound } from '../round-choice.ts';
import { designDocument, designSchema } from './plan-document.ts';
import { knownBefore } from './plan-known.ts';
import { endedTrials, planOf, planSchema } from '../run/plan.ts';
import { nullable } from '../views/trial-document.ts';
import { openWorkspace, storeExists, withStore } from '../workspace.ts';

export const roundStandingTexts = defineTexts('round-standing', {
  unfinished: 'round {rounds} is not finished: `attune run` goes on with it first; one round is driven at a time',
});

export const roundPlan = defineOperation({
  name: 'round-plan',
  summary: 'Say what a round would do, cost and conclude, with advice on its design',
  permission: 'read',
  input: inputOf({
    round: Type.Optional(Type.String({ description: 'Number, name or file of the round; default: the next one.' })),
  }),
  result: documentOf('round-plan', {
    round: Type.Integer(),
    name: Type.String(),
    file: Type.String({ description: 'From the folder of the project.' }),
    stored: nullable(
      Type.Enum(['running', 'paused', 'completed'], { description: 'How far it has run; null: not yet.' }),
    ),
    notes: Type.Array(Type.String()),
    stepUnit: Type.String(),
    plan: planSchema,
    design: designSchema,
  }),
  async run(context, input) {
    const workspace = openWorkspace(context);
    const plan = async (store: Store | null) => {
      const rounds = store === null ? [] : await store.read('round');
      const name = await chooseRound(workspace.directory, context.directory, input.round, rounds);
      const row = rounds.find(({ number }) => number === name.number);
      const designed = designStored(workspace, name, row);
      const kept = keptBaseline(workspace, designed);
      const changed = row === undefined ? null : departure(workspace, designed, row);
      return {
        schema: 'round-plan/1' as const,
        round: name.number,
        name: name.name,
        file: name.file,
        stored: row?.status ?? null,
        notes: [
          ...(changed === null ? [] : [changed.text]),
          ...(kept === null ? [] : [kept.text]),
          ...unfinishedNotes(rounds, name.number),
        ],
        stepUnit: workspace.project.train.stepUnit,
        plan: await planOf(store, workspace, {
          resolved: designed.resolved,
          ended: await endedTrials(store, name.number),
        }),
        design: designDocument(workspace, designed, await knownBefore(store, name.number, designed.resolved.project)),
      };
    };
    return (await storeExists(workspace)) ? withStore(workspace, plan) : plan(null);
  },
});

/** Other rounds that have begun and not ended: only one is driven at a time. */
export function unfinishedNotes(rounds: readonly RoundRow[], number: number): string[] {
  const open = rounds.filter((one) => one.number !== number && one.status !== 'completed');
  if (open.length === 0) return [];
  return [roundStandingTexts.unfinished({ rounds: open.map((one) => one.number).join(', ') }).text];
}
