/**
 * Can the evaluations carry the conclusions (method D17)? Four things are asked of them:
 *
 *   spacing, number   `evaluation-spacing.ts`: the same steps in every trial, and at least 20, as `best-step` asks
 *   second set        `evaluation-sets.ts`: another validation set puts the competitive trials in the same order
 *   sampling          `evaluation-sampling.ts`: the validation set is large enough to order them
 */
import { sampling } from './evaluation-sampling.ts';
import { secondSets } from './evaluation-sets.ts';
import { spacing } from './evaluation-spacing.ts';
import { evaluationTexts } from './evaluation-texts.ts';
import type { Question } from './question.ts';

export { evaluationTexts } from './evaluation-texts.ts';

export const evaluation: Question = {
  code: 'evaluation',
  texts: evaluationTexts.table,
  ask(view, options) {
    const answers = [spacing(view), secondSets(view, options), sampling(view)];
    return {
      findings: answers.flatMap(({ findings }) => findings),
      silent: answers.flatMap(({ silent }) => silent),
    };
  },
};
