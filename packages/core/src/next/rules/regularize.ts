/**
 * Regularisation against overfitting (method D5): what the space has and the last round held still, else in the program.
 * Nothing where only trials without it overfit, and the best trial has it.
 */
import { flatten } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { shownIn, sourceOf, type Asked, type Rule } from '../change.ts';
import { choicesLackingIt, isHeld, withMeaning } from './remedy.ts';

export const regularizeTexts = defineTexts('next-regularize', {
  vary: '{hyperparameter} is searched again: the best trials overfit, and it holds them back',
  program:
    'the best trials overfit, and the space has no regularisation that is not searched already: add dropout, weight decay or augmentation to the training program and to attune.yaml',
});

const regularizing = ['dropout', 'weight-decay', 'label-smoothing', 'augmentation'] as const;

export const regularize: Rule<'regularize'> = (asked) => {
  const { finding, round, basis } = asked;
  if (isRegularized(asked)) return [];
  const held = [...withMeaning(basis, regularizing).filter(isHeld), ...choicesLackingIt(basis, regularizing)];
  if (held.length === 0) {
    return [{ kind: 'apart', urgent: false, message: regularizeTexts.program() }];
  }
  return held.map(({ id: hyperparameter }) => {
    const message = regularizeTexts.vary({ hyperparameter });
    const about = { part: 'range', hyperparameter } as const;
    const reason = { about, message, finding: sourceOf({ round, finding }) };
    return { kind: 'vary', hyperparameter, range: null, reason };
  });
};

/** Whether the best trial has on what every trial of the finding has off, by its value or by a branch without it. */
function isRegularized(asked: Asked): boolean {
  const { project, pool } = asked.basis;
  const best = pool[0]?.trial.record.configuration;
  const shown = shownIn(asked);
  if (best === undefined || shown.length === 0) return false;
  return flatten(project.space).some(({ hyperparameter: { id, meaning, off } }) => {
    if (!regularizing.some((one) => one === meaning) || best[id] === undefined || best[id] === off) return false;
    return shown.every((own) => own[id] === undefined || own[id] === off);
  });
}
