/** A side of a range in which trials fail is left out (method D3). */
import { defineTexts } from '../../texts/index.ts';
import type { Rule } from '../change.ts';
import { movedEnds } from './moved-ends.ts';

export const shrinkRangeTexts = defineTexts('next-shrink', {
  high: '{hyperparameter} up to {to}, from {from}: trials above it gave no usable result',
  low: '{hyperparameter} from {to}, not {from}: trials below it gave no usable result',
});

export const shrinkRange: Rule<'shrink-range'> = (asked) => {
  const { hyperparameter } = asked.action;
  return movedEnds(asked, 'in', ({ side, from, to }) => shrinkRangeTexts[side]({ hyperparameter, from, to }));
};
