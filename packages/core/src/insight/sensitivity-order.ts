/** The note on which hyperparameters matter: over the feasible trials, and among the better half of them. */
import type { Message } from '../texts/index.ts';
import { confidenceOf, idOf, isAdaptive, labelOf, shareShown } from './evidence/importance-told.ts';
import type { Importance, Region } from './evidence/importance.ts';
import type { Finding } from './finding.ts';
import { sensitivityTexts } from './sensitivity-texts.ts';
import type { RoundView } from './view.ts';

/** At least one hyperparameter is proven in one of the regions. */
export function orderFinding(view: RoundView, importance: Importance): Finding {
  const { feasible, competitive } = importance;
  const ids: Names = (indices) => indices.map((i) => idOf(importance, i)).join(', ');
  const lead = feasible.proven.length > 0 ? feasible : competitive;
  const p = lead?.effects[lead.proven[0] ?? 0]?.corrected ?? 1;
  return {
    code: 'sensitivity',
    severity: 'note',
    confidence: confidenceOf(view, p),
    headline: orderOf(importance),
    explanation: explanation(view, importance),
    values: { feasible: ids(feasible.proven), competitive: ids(competitive?.proven ?? []) },
    evidence: {
      trials: feasible.trials.map(({ record }) => record.id),
      numbers: {
        ...numbersOf(importance, feasible, 'feasible'),
        ...(competitive !== null && numbersOf(importance, competitive, 'competitive')),
      },
      figure: 'sensitivity',
    },
  };
}

type Names = (indices: readonly number[]) => string;

function namesOf(importance: Importance): Names {
  return (indices) => indices.map((i) => labelOf(importance, i)).join(', ');
}

/**
 * The order in one sentence: one leads where its interval lies above all others, for a lead that chance may have made is not
 * told. At least one hyperparameter is proven in one of the regions.
 */
export function orderOf(importance: Importance): Message {
  const { feasible, competitive } = importance;
  const names = namesOf(importance);
  const leading = leadersOf(feasible);
  const better = competitive === null ? [] : leadersOf(competitive);
  const [first] = leading;
  if (first === undefined) return sensitivityTexts.competitiveOnly({ names: names(better), count: better.length });
  if (leading.length > 1) return sensitivityTexts.shared({ names: names(leading) });
  if (better.length === 1 && better[0] === first) return sensitivityTexts.leads({ first: names([first]) });
  if (better.length === 0) return sensitivityTexts.feasibleLead({ first: names([first]) });
  return sensitivityTexts.flips({ first: names([first]), competitive: names(better) });
}

/** The proven one with the largest share, and those whose intervals reach into its own. */
function leadersOf({ proven, effects }: Region): readonly number[] {
  const [first] = proven;
  if (first === undefined) return [];
  return proven.filter((i) => i === first || (effects[i]?.high ?? 1) >= (effects[first]?.low ?? 0));
}

function explanation(view: RoundView, importance: Importance): readonly Message[] {
  const names = namesOf(importance);
  const { feasible, competitive, hyperparameters } = importance;
  const count = feasible.trials.length;
  const { metric } = view.round.objective;
  const unproven = hyperparameters.flatMap((_, i) =>
    feasible.proven.includes(i) || competitive?.proven.includes(i) === true ? [] : [i],
  );
  const partial = feasible.proven.filter((i) => (feasible.effects[i]?.trials ?? 0) < count);
  const rough = feasible.proven.filter((i) => feasible.effects[i]?.rough === true);
  const infeasible = view.search.filter(({ outcome }) => outcome.kind === 'infeasible').length;
  return [
    feasible.proven.length === 0
      ? sensitivityTexts.feasibleNone({ count })
      : sensitivityTexts.feasible({ count, shares: sharesOf(importance, feasible), metric }),
    ...(competitive === null ? [] : [amongBetter(importance, competitive)]),
    ...(unproven.length === 0 ? [] : [sensitivityTexts.others({ names: names(unproven) })]),
    ...(partial.length === 0 ? [] : [sensitivityTexts.branch({ names: names(partial) })]),
    ...(infeasible === 0 ? [] : [sensitivityTexts.left({ count: infeasible })]),
    sensitivityTexts.meaning(),
    ...(rough.length === 0 ? [] : [sensitivityTexts.rough({ names: names(rough) })]),
    ...(view.ranked.length > count ? [sensitivityTexts.seeds({ trials: view.ranked.length, count })] : []),
    ...(isAdaptive(view) ? [sensitivityTexts.adaptive()] : []),
  ];
}

function amongBetter(importance: Importance, region: Region): Message {
  const count = region.trials.length;
  return region.proven.length === 0
    ? sensitivityTexts.competitiveNone({ count })
    : sensitivityTexts.competitive({ count, shares: sharesOf(importance, region) });
}

function sharesOf(importance: Importance, { proven, effects }: Region): string {
  return proven
    .flatMap((i) => {
      const effect = effects[i];
      return effect === undefined ? [] : [`${labelOf(importance, i)} ${shareShown(effect)}`];
    })
    .join(', ');
}

function numbersOf(importance: Importance, { trials, effects }: Region, name: string): Record<string, number> {
  const numbers: Record<string, number> = { [`${name} trials`]: trials.length };
  effects.forEach(({ share, low, high, corrected }, i) => {
    const id = idOf(importance, i);
    numbers[`${name} ${id}`] = share;
    numbers[`${name} ${id} low`] = low;
    numbers[`${name} ${id} high`] = high;
    numbers[`${name} ${id} p`] = corrected;
  });
  return numbers;
}
