/** Regularisation against overfitting (method D5): what the space has and the last round held still, else in the program. */
import { defineTexts } from '../../texts/index.ts';
import { sourceOf, type Rule } from '../change.ts';
import { choicesLackingIt, isHeld, withMeaning } from './remedy.ts';

export const regularizeTexts = defineTexts('next-regularize', {
  vary: '{hyperparameter} is searched again: the best trials overfit, and it holds them back',
  program:
    'the best trials overfit, and the space has no regularisation that is not searched already: add dropout, weight decay or augmentation to the training program and to attune.yaml',
});

const regularizing = ['dropout', 'weight-decay', 'label-smoothing', 'augmentation'] as const;

export const regularize: Rule<'regularize'> = ({ finding, round, basis }) => {
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
