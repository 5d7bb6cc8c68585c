/** The advice on what may be fixed in the next round: what matters little among the competitive trials, with certainty. */
import { extent } from '../numeric/index.ts';
import { roundedValue, type Hyperparameter } from '../space/index.ts';
import { shown } from '../texts/index.ts';
import { confidenceOf, labelOf, shareShown } from './evidence/importance-told.ts';
import { intervalLevel, type Importance, type Region } from './evidence/importance.ts';
import { percent } from './evidence/percent.ts';
import type { Finding } from './finding.ts';
import { sensitivityTexts } from './sensitivity-texts.ts';
import type { RoundView } from './view.ts';

/** One finding for all of `fixable`: the first with its own evidence and action, the others under it. */
export function fixFinding(
  view: RoundView,
  importance: Importance,
  competitive: Region,
  fixable: readonly number[],
): Finding {
  const [first, ...others] = fixable.map((i) => ({ i, finding: fixing(view, importance, competitive, i) }));
  if (first === undefined) throw new RangeError('nothing may be fixed');
  if (others.length === 0) return first.finding;
  const names = fixable.map((i) => labelOf(importance, i)).join(', ');
  return {
    ...first.finding,
    headline: sensitivityTexts.fix({ names }),
    also: others.map(({ finding }) => finding),
  };
}

function fixing(view: RoundView, importance: Importance, competitive: Region, index: number): Finding {
  const { hyperparameters, feasible } = importance;
  const hyperparameter = hyperparameters[index];
  const id = hyperparameter?.id ?? '';
  const label = labelOf(importance, index);
  const bound = competitive.effects[index]?.totalBound ?? 1;
  const having = competitive.trials.filter(({ record }) => record.configuration[id] !== undefined);
  const values = having.map(({ record }) => record.configuration[id]);
  const numbers = values.filter((value) => typeof value === 'number');
  const [low, high] = extent(numbers);
  const [best] = having;
  const overall = feasible.effects[index];
  const outside = overall !== undefined && feasible.proven.includes(index);
  return {
    code: 'sensitivity',
    severity: 'advice',
    confidence: confidenceOf(view, (1 - intervalLevel) / 2),
    headline: sensitivityTexts.fixOne({ hyperparameter: label }),
    explanation: [
      sensitivityTexts.fixWhy({ count: having.length, hyperparameter: label, bound: percent(bound) }),
      ...(numbers.length === 0
        ? []
        : [
            sensitivityTexts.fixRange({ low: valueShown(hyperparameter, low), high: valueShown(hyperparameter, high) }),
          ]),
      ...(outside ? [sensitivityTexts.fixOutside({ hyperparameter: label, share: shareShown(overall) })] : []),
    ],
    values: { hyperparameter: id },
    evidence: {
      trials: having.map(({ record }) => record.id),
      numbers: { bound, share: competitive.effects[index]?.share ?? 0 },
      figure: 'sensitivity',
    },
    ...(best !== undefined && {
      advice: sensitivityTexts.fixAt({
        setting: `${id} = ${valueShown(hyperparameter, best.record.configuration[id])}`,
        trial: best.record.id,
      }),
    }),
    action: { kind: 'fix', hyperparameter: id },
  };
}

function valueShown(hyperparameter: Hyperparameter | undefined, value: unknown): string {
  if (typeof value !== 'number' || hyperparameter === undefined) return String(value);
  return shown(roundedValue(hyperparameter, value));
}
