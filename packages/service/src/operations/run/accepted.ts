/** The answer to what is begun and goes on by itself: that it was taken, and what it waits for. */
import Type from 'typebox';
import { defineTexts } from '@attune/core/texts';
import { engineAlive, engineName } from '../../engine/index.ts';
import type { Store } from '../../store/index.ts';
import type { Context } from '../operation.ts';
import { asksForItsEnd, isDrive, tokenOf } from '../requests.ts';
import { nullable } from '../views/trial-document.ts';

export const acceptedTexts = defineTexts('accepted', {
  busy: 'the engine is at work ({engine}): this begins when what it does has ended',
  runs: 'round {round} runs already ({engine}); should that process end before the round does, a server goes on with it',
  follows: 'round {round} runs ({engine}): its further trials begin when those before them have ended',
});

export const acceptedProperties = {
  round: Type.Integer(),
  accepted: Type.Literal(true, { description: 'It is stored, and goes on whatever is killed meanwhile.' }),
  waits: nullable(
    Type.String({ description: 'What it waits for, or that the round runs already; null where it is begun at once.' }),
  ),
};

/** How a round is driven before something more is asked of its engine. */
export interface HowDriven {
  /** Who is at work in the project, whatever at; null where nobody is. */
  readonly engine: string | null;
  readonly driven: boolean;
  /** Whether its end is asked for already: who begins it reads the round's file then, and not again. */
  readonly asked: 'waiting' | 'begun' | null;
}

/** To be looked at before asking: afterwards it may be what was just asked for that is at work. */
export async function howDriven(store: Store, { clock }: Context, number: number): Promise<HowDriven> {
  const lease = await engineAlive(store, clock.now());
  const requests = await store.read('request');
  // After the requests: a round whose pause has been obeyed meanwhile does not count as running.
  const [row] = await store.read('round', { id: [number] });
  const drives = requests.filter(isDrive(number));
  const begun = drives.filter((one) => lease !== null && tokenOf(one) === lease.token);
  const pausing = requests.some(({ request }) => request.kind === 'pause-round' && request.round === number);
  const runs = row === undefined ? begun.length > 0 : row.status === 'running';
  const driven = lease !== null && runs && !pausing;
  return {
    engine: lease === null ? null : engineName(lease),
    driven,
    asked: askedOf(),
  };

  function askedOf(): HowDriven['asked'] {
    const ends = drives.filter(asksForItsEnd);
    if (ends.some((one) => !begun.includes(one))) return 'waiting';
    // What was begun for a round that does not run any more is about to be dropped.
    return driven && ends.length > 0 ? 'begun' : null;
  }
}

/** `runs` says what it means where the round is driven already; null: that it is begun at once. */
export function accepted(
  round: number,
  { engine, driven }: HowDriven,
  runs: ((about: { readonly round: number; readonly engine: string }) => { readonly text: string }) | null,
) {
  return { round, accepted: true as const, waits: waitOf() };

  function waitOf(): string | null {
    if (engine === null) return null;
    if (!driven) return acceptedTexts.busy({ engine }).text;
    return runs?.({ round, engine }).text ?? null;
  }
}
