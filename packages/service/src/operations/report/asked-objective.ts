/** A stored round by the objective that a reader asks for: its own where none is named. */
import Type from 'typebox';
import type { RoundRow, Store } from '../../store/index.ts';
import { changeDocument, judgedBy, readOtherObjective } from './objective.ts';
import { roundOf } from '../rounds.ts';

/** As `report` takes it. */
export const objectiveInput = Type.Optional(
  Type.String({ description: 'Judge the round by this metric instead: `valid/loss` or `valid/loss:minimize`.' }),
);

export const objectiveSchema = Type.Object({
  metric: Type.String(),
  direction: Type.Enum(['minimize', 'maximize']),
});

/** Throws `not-found` for a round or metric that is unknown, `invalid` for one that cannot be judged by. */
export async function roundBy(store: Store, number: number, objective: string | undefined): Promise<RoundRow> {
  const round = await roundOf(store, number);
  if (objective === undefined) return round;
  return (await judgedBy(store, round, readOtherObjective(objective))).round;
}

/** What a judgement by another objective means for the round; null where none is asked for. */
export async function changeBy(store: Store, number: number, objective: string | undefined) {
  if (objective === undefined) return null;
  const { change } = await judgedBy(store, await roundOf(store, number), readOtherObjective(objective));
  return changeDocument(change);
}
