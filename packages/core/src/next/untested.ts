/**
 * What was held in every round so far, by hand or since a budget was short, and never tested. It is searched as far as the
 * next round's trials suffice (method C5), what is likeliest to matter first (C1); then the caveat of each conclusion goes.
 * What the user holds on purpose (`held.ts`) is not asked for again.
 */
import type { RoundFile } from '../design/index.ts';
import type { Identity } from '../space/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Basis } from './basis.ts';
import type { Change } from './change.ts';
import { keptUntested, mostWorth } from './held.ts';
import { isTunable, knownTo, wasTested } from './known.ts';

export const untestedTexts = defineTexts('next-untested', {
  vary: '{hyperparameter} is searched: it was held at {value} in every round so far and never tested, and {trials} {trials|trial|trials} suffice for it',
});

/** Empty where the draft has none, or no trials for one. `draft` holds them. */
export function untestedIn(basis: Basis, draft: RoundFile, maxSteps: number): readonly Change[] {
  const held = new Map(
    draft.fixed.flatMap(({ hyperparameter: id, value = null }) =>
      isTunable(basis, id) && !wasTested(basis, id) && !wasInsensitive(basis, id) && keptUntested(basis, id) === null
        ? [[id, value] as const]
        : [],
    ),
  );
  const context = { number: basis.last.number + 1, known: knownTo(basis, maxSteps) };
  return mostWorth(basis.project, draft, [...held.keys()], context).map((hyperparameter): Change => {
    const value = held.get(hyperparameter) ?? null;
    const message = untestedTexts.vary({ hyperparameter, value, trials: draft.trials });
    return { kind: 'vary', hyperparameter, range: null, reason: { about: { part: 'range', hyperparameter }, message } };
  });
}

function wasInsensitive({ rounds }: Basis, id: Identity): boolean {
  return rounds.some(({ insight }) =>
    insight.findings.some(({ action }) => action?.kind === 'fix' && action.hyperparameter === id),
  );
}
