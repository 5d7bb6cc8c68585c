/** Clipping against instability (methods U3, U5). */
import { rounded } from '../../numeric/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';
import { isHeld, reaches, withMeaning } from './remedy.ts';

/** Below a tenth of the 90th percentile most updates would be clipped, above twice of it next to none. */
const below = 10;
const above = 2;

export const clipGradientsTexts = defineTexts('next-clip', {
  search:
    '{hyperparameter} around {threshold}, the 90th percentile of the gradient norms, and smaller: against bursts and divergence',
  program:
    'rates beyond the edge may work with gradients clipped at a norm of about {threshold}, their 90th percentile: where the training program can take it, add under hyperparameters in attune.yaml `clip_norm: {definition}`, and under baseline `clip_norm: {high}`, or its present threshold; this round then searches it',
});

export const clipGradients: Rule<'clip-gradients'> = ({ action: { threshold }, finding, round, basis }) => {
  const [clip] = withMeaning(basis, ['clip-norm']);
  const [low, high] = [rounded(threshold / below, 2), rounded(threshold * above, 2)];
  if (clip === undefined) {
    const definition = `{ range: [${low}, ${high}], scale: log, meaning: clip-norm }`;
    return [{ kind: 'before', message: clipGradientsTexts.program({ threshold, definition, high }) }];
  }
  if (!isHeld(clip) && reaches(clip, threshold)) return [];
  const message = clipGradientsTexts.search({ hyperparameter: clip.id, threshold });
  const about = { part: 'range', hyperparameter: clip.id } as const;
  const reason = { about, message, finding: sourceOf({ round, finding }) };
  return [{ kind: 'vary', hyperparameter: clip.id, range: [low, high], reason }];
};
