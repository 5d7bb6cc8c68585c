/** Rates at which training suffers are left out (methods U3, U5): the last remedy, and where a finding asks for it. */
import { find } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';

export const lowerRateTexts = defineTexts('next-lower-rate', {
  lower: '{hyperparameter} up to {to}, from {from}: above it training suffered',
});

export const lowerRate: Rule<'lower-rate'> = ({ action, finding, round, basis }) => {
  const { hyperparameter, below: to } = action;
  const [current] = find(basis.space, hyperparameter).filter(({ id }) => id === hyperparameter);
  if (current?.kind !== 'float' || !(to > current.low && to < current.high)) return [];
  const message = lowerRateTexts.lower({ hyperparameter, from: current.high, to });
  const about = { part: 'range', hyperparameter } as const;
  const reason = { about, message, finding: sourceOf({ round, finding }) };
  return [{ kind: 'end', hyperparameter, side: 'high', to, direction: 'in', reason }];
};
