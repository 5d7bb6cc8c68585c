/** A side of a range in which trials fail is left out (method D3). */
import { find } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';

export const shrinkRangeTexts = defineTexts('next-shrink', {
  high: '{hyperparameter} up to {to}, from {from}: trials above it gave no usable result',
  low: '{hyperparameter} from {to}, not {from}: trials below it gave no usable result',
});

export const shrinkRange: Rule<'shrink-range'> = ({ action, finding, round, basis }) => {
  const { hyperparameter, range } = action;
  const [current] = find(basis.space, hyperparameter).filter(({ id }) => id === hyperparameter);
  if (current?.kind !== 'float' && current?.kind !== 'integer') return [];
  const about = { part: 'range', hyperparameter } as const;
  const finding_ = sourceOf({ round, finding });
  return (['low', 'high'] as const).flatMap((side) => {
    const to = range[side === 'low' ? 0 : 1];
    const from = current[side];
    if (side === 'low' ? to <= from : to >= from) return [];
    const message = shrinkRangeTexts[side]({ hyperparameter, from, to });
    return [{ kind: 'end', hyperparameter, side, to, direction: 'in', reason: { about, message, finding: finding_ } }];
  });
};
