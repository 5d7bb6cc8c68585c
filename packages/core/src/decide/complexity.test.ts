import { expect, it } from 'vitest';
import { parseSpace } from '../space/index.ts';
import { complexityOf } from './complexity.ts';

const { space } = parseSpace({
  optimizer: {
    choices: {
      momentum: { lr: { range: [1e-3, 1], scale: 'log' }, momentum: { range: [0, 0.99] } },
      adam: { lr: { range: [1e-4, 0.1], scale: 'log' } },
    },
  },
  dropout: { off: 0, range: [0.1, 0.5] },
});
const adam = { optimizer: 'adam', 'optimizer=adam/lr': 0.01, dropout: 0 };
const momentum = {
  optimizer: 'momentum',
  'optimizer=momentum/lr': 0.1,
  'optimizer=momentum/momentum': 0.9,
  dropout: 0,
};

it('is added by what was off, and by more hyperparameters', () => {
  expect(complexityOf(space, { ...adam, dropout: 0.2 }, adam)).toBe('adds');
  expect(complexityOf(space, momentum, adam)).toBe('adds');
});

it('is not added by other values, nor by what falls away', () => {
  expect(complexityOf(space, { ...adam, 'optimizer=adam/lr': 0.02 }, adam)).toBe('none');
  expect(complexityOf(space, { ...adam, dropout: 0.3 }, { ...adam, dropout: 0.2 })).toBe('none');
  expect(complexityOf(space, adam, { ...adam, dropout: 0.2 })).toBe('none');
  expect(complexityOf(space, adam, momentum)).toBe('none');
});
