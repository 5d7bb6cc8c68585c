/** Clipping against instability (methods U3, U5). */
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';
import { isHeld, reaches, withMeaning } from './remedy.ts';

export const clipGradientsTexts = defineTexts('next-clip', {
  search:
    '{hyperparameter} around {threshold}, the 90th percentile of the gradient norms: against bursts and divergence',
  program:
    'clip gradients at a norm of about {threshold}, in the training program or as a hyperparameter with meaning: clip-norm; rates beyond the edge may then work',
});

export const clipGradients: Rule<'clip-gradients'> = ({ action: { threshold }, finding, round, basis }) => {
  const [clip] = withMeaning(basis, ['clip-norm']);
  if (clip === undefined) {
    return [{ kind: 'apart', urgent: false, message: clipGradientsTexts.program({ threshold }) }];
  }
  if (!isHeld(clip) && reaches(clip, threshold)) return [];
  const message = clipGradientsTexts.search({ hyperparameter: clip.id, threshold });
  const about = { part: 'range', hyperparameter: clip.id } as const;
  const reason = { about, message, finding: sourceOf({ round, finding }) };
  return [{ kind: 'vary', hyperparameter: clip.id, include: threshold, reason }];
};
