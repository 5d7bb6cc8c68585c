/** The note on hyperparameters of which the effect of one depends on the other. */
import { confidenceOf, idOf, labelOf, shareShown } from './evidence/importance-told.ts';
import type { TestedEffect } from './evidence/effects.ts';
import type { Importance } from './evidence/importance.ts';
import { percent } from './evidence/percent.ts';
import type { Finding } from './finding.ts';
import { sensitivityTexts } from './sensitivity-texts.ts';
import type { RoundView } from './view.ts';

/** Beyond these, pairs are left to the figure. */
const mostTold = 3;
/** A heat map of fewer hyperparameters shows one pair. */
const fewestOfMap = 3;

interface Pair {
  readonly first: string;
  readonly second: string;
}

/** At least one pair interacts. */
export function interactionFinding(view: RoundView, importance: Importance): Finding {
  const { feasible, interacting, hyperparameters } = importance;
  const pairOf =
    (name: typeof idOf) =>
    ({ members: [a = 0, b = 0] }: TestedEffect): Pair => ({ first: name(importance, a), second: name(importance, b) });
  const [named, identified] = [pairOf(labelOf), pairOf(idOf)];
  const told = interacting.slice(0, mostTold);
  const p = Math.max(...told.map(({ corrected }) => corrected));
  const [strongest] = told;
  if (strongest === undefined) throw new RangeError('no pair interacts');
  const names = named(strongest);
  const count = feasible.trials.length;
  return {
    code: 'sensitivity',
    severity: 'note',
    confidence: confidenceOf(view, p),
    headline: sensitivityTexts.pair(names),
    explanation: [
      ...told.map((pair) => sensitivityTexts.pairs({ ...named(pair), share: shareShown(pair), count })),
      sensitivityTexts.pairChance({ p: percent(p) }),
      ...(view.ranked.length > count ? [sensitivityTexts.seeds({ trials: view.ranked.length, count })] : []),
    ],
    values: { ...identified(strongest) },
    evidence: {
      trials: feasible.trials.map(({ record }) => record.id),
      numbers: Object.fromEntries(
        interacting.map((pair) => [`${identified(pair).first} × ${identified(pair).second}`, pair.share]),
      ),
      figure: hyperparameters.length >= fewestOfMap ? 'interaction' : 'sensitivity',
    },
    advice: sensitivityTexts.together(names),
  };
}
