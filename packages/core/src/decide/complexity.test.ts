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

it('is added by another architecture, a wider or deeper model, and by slower steps', () => {
  const { space: models } = parseSpace({
    model: { values: ['mlp', 'cnn'], meaning: 'architecture' },
    units: { values: [32, 64], meaning: 'width' },
    layers: { range: [1, 8], scale: 'linear', type: 'integer', meaning: 'depth' },
  });
  const mlp = { model: 'mlp', units: 32, layers: 2 };
  expect(complexityOf(models, { ...mlp, model: 'cnn' }, mlp)).toBe('adds');
  expect(complexityOf(models, { ...mlp, units: 64 }, mlp)).toBe('adds');
  expect(complexityOf(models, { ...mlp, layers: 3 }, mlp)).toBe('adds');
  expect(complexityOf(models, mlp, { ...mlp, units: 64, layers: 3 })).toBe('none');
  const rate = { ...adam, 'optimizer=adam/lr': 0.02 };
  expect(complexityOf(space, rate, adam, { candidate: 3, baseline: 2 })).toBe('adds');
  expect(complexityOf(space, rate, adam, { candidate: 2.99, baseline: 2 })).toBe('none');
});
