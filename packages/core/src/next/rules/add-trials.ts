/** More trials where the search was too thin (method D2), or too short for its comparison (method D12). */
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';

export const addTrialsTexts = defineTexts('next-add-trials', {
  more: '{trials} trials: the best still varied from search to search by more than seeds do',
});

export const addTrials: Rule<'add-trials'> = ({ action: { trials }, finding, round }) => {
  const message = addTrialsTexts.more({ trials });
  const reason = { about: { part: 'budget' }, message, finding: sourceOf({ round, finding }) } as const;
  return [{ kind: 'budget', trials, reason }];
};
