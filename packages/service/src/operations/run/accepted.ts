/** The answer to what is begun and goes on by itself: that it was taken, and what it waits for. */
import Type from 'typebox';
import { defineTexts } from '@attune/core/texts';
import { engineAlive, engineName } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import { nullable } from '../views/trial-document.ts';

export const acceptedTexts = defineTexts('accepted', {
  busy: 'the engine is at work ({engine}): this begins when what it does has ended',
});

export const acceptedProperties = {
  round: Type.Integer(),
  accepted: Type.Literal(true, { description: 'It is stored, and goes on whatever is killed meanwhile.' }),
  waits: nullable(Type.String({ description: 'What it waits for; null where a server begins it at once.' })),
};

export async function accepted(store: Store, context: Context, round: number) {
  const lease = await engineAlive(store, context.clock.now());
  const waits = lease === null ? null : acceptedTexts.busy({ engine: engineName(lease) }).text;
  return { round, accepted: true as const, waits };
}
