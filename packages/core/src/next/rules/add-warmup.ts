/** Warmup against instability (methods U3, U4). */
import { rounded } from '../../numeric/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';
import { isHeld, reaches, withMeaning } from './remedy.ts';

/** Orders of magnitude are swept, one to each side of what the curves suggest, and none beyond this share of training. */
const sweep = 10;
const most = 0.1;

export const addWarmupTexts = defineTexts('next-warmup', {
  search:
    '{hyperparameter} over orders of magnitude around {steps}, up to a tenth of training: the best rates lie beside those that break training',
  program:
    'rates beyond the edge may work after a warmup of about {steps} {unit}s: where the training program can take it, add under hyperparameters in attune.yaml `warmup_steps: {definition}`, and under baseline `warmup_steps: {least}`, or its present warmup; this round then searches it',
});

export const addWarmup: Rule<'add-warmup'> = ({ action: { steps }, finding, round, basis }) => {
  const [warmup] = withMeaning(basis, ['warmup-steps']);
  const unit = basis.project.train.stepUnit;
  const cap = Math.max(2, Math.floor(most * basis.maxSteps));
  const high = Math.min(rounded(steps * sweep, 1), cap);
  const low = Math.max(1, Math.round(Math.min(steps, high) / sweep));
  if (warmup === undefined) {
    const definition = `{ range: [${low}, ${high}], type: integer, scale: log, meaning: warmup-steps }`;
    return [{ kind: 'before', message: addWarmupTexts.program({ steps, unit, definition, least: low }) }];
  }
  if (!isHeld(warmup) && reaches(warmup, Math.min(steps, high))) return [];
  const message = addWarmupTexts.search({ hyperparameter: warmup.id, steps });
  const about = { part: 'range', hyperparameter: warmup.id } as const;
  const reason = { about, message, finding: sourceOf({ round, finding }) };
  return [{ kind: 'vary', hyperparameter: warmup.id, range: [low, high], reason }];
};
