/** Evaluations close enough to see what happens (method D17). */
import { defineTexts } from '../../texts/index.ts';
import type { Rule } from '../change.ts';

export const evaluateMoreTexts = defineTexts('next-evaluate', {
  more: 'set eval_every: {every} under train in attune.yaml, {evaluations} evaluations a trial: {headline}',
});

export const evaluateMore: Rule<'evaluate-more'> = ({ action: { evaluations }, finding, basis }) => {
  const { evalEvery = Infinity } = basis.project.train;
  const every = Math.max(1, Math.floor(basis.maxSteps / evaluations));
  if (every >= evalEvery) return [];
  return [{ kind: 'before', message: evaluateMoreTexts.more({ every, evaluations, headline: finding.headline.text }) }];
};
