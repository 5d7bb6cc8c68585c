/** Warmup against instability (methods U3, U4). */
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';
import { isHeld, reaches, withMeaning } from './remedy.ts';

export const addWarmupTexts = defineTexts('next-warmup', {
  search: '{hyperparameter} around {steps}: the best rates lie beside those that break training',
  program:
    'let the learning rate warm up over about {steps} {unit}s, in the training program or as a hyperparameter with meaning: warmup-steps; rates beyond the edge may then work',
});

export const addWarmup: Rule<'add-warmup'> = ({ action: { steps }, finding, round, basis }) => {
  const [warmup] = withMeaning(basis, ['warmup-steps']);
  const unit = basis.project.train.stepUnit;
  if (warmup === undefined) return [{ kind: 'apart', urgent: false, message: addWarmupTexts.program({ steps, unit }) }];
  if (!isHeld(warmup) && reaches(warmup, steps)) return [];
  const message = addWarmupTexts.search({ hyperparameter: warmup.id, steps });
  const about = { part: 'range', hyperparameter: warmup.id } as const;
  const reason = { about, message, finding: sourceOf({ round, finding }) };
  return [{ kind: 'vary', hyperparameter: warmup.id, include: steps, reason }];
};
