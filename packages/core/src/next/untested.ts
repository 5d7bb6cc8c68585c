/**
 * What was held in every round so far, by hand or since a budget was short, and never tested. It is searched as far as the
 * next round's trials suffice (method C5), what is likeliest to matter first (C1); then the caveat of each conclusion goes.
 */
import { affordable, fixingsFor, sharesOf, resolveRound, type RoundFile } from '../design/index.ts';
import type { Identity } from '../space/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Basis } from './basis.ts';
import type { Change } from './change.ts';
import { isTunable, knownTo, wasTested } from './known.ts';

export const untestedTexts = defineTexts('next-untested', {
  vary: '{hyperparameter} is searched: it was held at {value} in every round so far and never tested, and {trials} {trials|trial|trials} suffice for it',
});

/** Empty where the draft has none, or no trials for one. `draft` holds them. */
export function untestedIn(basis: Basis, draft: RoundFile, maxSteps: number): readonly Change[] {
  const held = draft.fixed.filter(
    ({ hyperparameter: id }) => isTunable(basis, id) && !wasTested(basis, id) && !wasInsensitive(basis, id),
  );
  if (held.length === 0) return [];
  const number = basis.last.number + 1;
  const ids = new Set(held.map(({ hyperparameter }) => hyperparameter));
  const { studies, roles } = resolveRound(basis.project, draft, number);
  const shares = studies.filter(({ purpose }) => purpose === 'search').flatMap((study) => sharesOf(study, roles));
  const room = Math.min(...shares.map(({ trials, nuisance }) => affordable(trials) - nuisance.length));
  if (!(room > 0)) return [];
  const freed = { ...draft, fixed: draft.fixed.filter(({ hyperparameter }) => !ids.has(hyperparameter)) };
  const order = fixingsFor(basis.project, freed, { number, known: knownTo(basis, maxSteps) }).map(
    ({ hyperparameter }) => hyperparameter,
  );
  // Those that a short budget would hold last, or not at all, are worth most.
  const byWorth = held.toSorted((a, b) => rank(order, b.hyperparameter) - rank(order, a.hyperparameter));
  return byWorth.slice(0, room).map(({ hyperparameter, value = null }): Change => {
    const message = untestedTexts.vary({ hyperparameter, value, trials: draft.trials });
    return { kind: 'vary', hyperparameter, range: null, reason: { about: { part: 'range', hyperparameter }, message } };
  });
}

function rank(order: readonly Identity[], id: Identity): number {
  const place = order.indexOf(id);
  return place < 0 ? Infinity : place;
}

function wasInsensitive({ rounds }: Basis, id: Identity): boolean {
  return rounds.some(({ insight }) =>
    insight.findings.some(({ action }) => action?.kind === 'fix' && action.hyperparameter === id),
  );
}
