/**
 * An edge that the best trials crowd is moved out (method D1), also where they only may: a wider end costs some of the next
 * round's trials, and is brought in again by what they show, while an optimum outside the range is never found.
 */
import { find } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';

export const expandRangeTexts = defineTexts('next-expand', {
  high: '{hyperparameter} up to {to}, from {from}: the best trials crowded that end of it',
  low: '{hyperparameter} down to {to}, from {from}: the best trials crowded that end of it',
  highPossible: '{hyperparameter} up to {to}, from {from}: the best may lie at that edge or beyond it',
  lowPossible: '{hyperparameter} down to {to}, from {from}: the best may lie at that edge or beyond it',
});

export const expandRange: Rule<'expand-range'> = ({ action, finding, round, basis }) => {
  const { hyperparameter, range } = action;
  const [current] = find(basis.space, hyperparameter).filter(({ id }) => id === hyperparameter);
  if (current?.kind !== 'float' && current?.kind !== 'integer') return [];
  const about = { part: 'range', hyperparameter } as const;
  const finding_ = sourceOf({ round, finding });
  return (['low', 'high'] as const).flatMap((side) => {
    const to = range[side === 'low' ? 0 : 1];
    const from = current[side];
    if (side === 'low' ? to >= from : to <= from) return [];
    const key = finding.values['claim'] === 'possible' ? (`${side}Possible` as const) : side;
    const message = expandRangeTexts[key]({ hyperparameter, from, to });
    return [{ kind: 'end', hyperparameter, side, to, direction: 'out', reason: { about, message, finding: finding_ } }];
  });
};
