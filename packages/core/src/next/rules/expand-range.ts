/**
 * An edge that the best trials crowd is moved out (method D1), also where they only may: a wider end costs some of the next
 * round's trials, and is brought in again by what they show, while an optimum outside the range is never found.
 */
import { defineTexts } from '../../texts/index.ts';
import type { Rule } from '../change.ts';
import { movedEnds } from './moved-ends.ts';

export const expandRangeTexts = defineTexts('next-expand', {
  high: '{hyperparameter} up to {to}, from {from}: the best trials crowded that end of it',
  low: '{hyperparameter} down to {to}, from {from}: the best trials crowded that end of it',
  highPossible: '{hyperparameter} up to {to}, from {from}: the best may lie at that edge or beyond it',
  lowPossible: '{hyperparameter} down to {to}, from {from}: the best may lie at that edge or beyond it',
});

export const expandRange: Rule<'expand-range'> = (asked) => {
  const { hyperparameter } = asked.action;
  const possible = asked.finding.values['claim'] === 'possible';
  return movedEnds(asked, 'out', ({ side, from, to }) =>
    expandRangeTexts[possible ? (`${side}Possible` as const) : side]({ hyperparameter, from, to }),
  );
};
