import { expect, it } from 'vitest';
import { parseSpace } from './parse.ts';
import { meantBy, unknownName } from './unknown-name.ts';

const { space } = parseSpace({
  learning_rate: { range: [1e-4, 1], scale: 'log', arg: 'lr' },
  optimizer: {
    choices: { a: { momentum: { range: [0, 0.9], arg: 'mom' } }, b: { momentum: { range: [0, 0.9], arg: 'mom' } } },
  },
});

it('takes the name that a hyperparameter has in the training program', () => {
  expect([meantBy(space, 'lr'), meantBy(space, '--lr'), meantBy(space, 'mom')]).toEqual([
    'learning_rate',
    'learning_rate',
    'momentum',
  ]);
  expect(unknownName(space, 'lr').text).toBe('there is no hyperparameter lr: did you mean learning_rate?');
});

it('else takes the nearest one, or none', () => {
  expect([meantBy(space, 'learning_rat'), meantBy(space, 'colour')]).toEqual(['learning_rate', undefined]);
});
