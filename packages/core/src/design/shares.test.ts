import { expect, it } from 'vitest';
import { parseSpace } from '../space/index.ts';
import type { Role, StudyPlan } from '../study/index.ts';
import { sharesOf } from './shares.ts';

const { space } = parseSpace({
  optimizer: { choices: { adam: { lr: { range: [1e-4, 1], scale: 'log' } }, sgd: {} } },
  dropout: { off: 0, range: [0.1, 0.7] },
  width: { values: [1, 2, 3, 4, 5] },
});

const study: StudyPlan = {
  name: 'search',
  purpose: 'search',
  scientific: {},
  space,
  sampler: { kind: 'halton' },
  trials: 40,
  seed: 1,
};

const parts = (roles: Readonly<Record<string, Role>>) =>
  sharesOf(study, roles).map(({ labels, trials, nuisance }) => [
    labels['optimizer'],
    trials,
    nuisance.map(({ id }) => id),
  ]);

it('shares trials among branches; off goes with its range', () => {
  const roles = {
    optimizer: 'nuisance',
    'optimizer=adam/lr': 'nuisance',
    dropout: 'nuisance',
    width: 'nuisance',
  } as const;
  expect(parts(roles)).toEqual([
    ['adam', 20, ['optimizer=adam/lr', 'dropout', 'width']],
    ['sgd', 20, ['dropout', 'width']],
  ]);
});

it('divides them among the scientific values of a joint study, a range into two parts', () => {
  const roles = {
    optimizer: 'nuisance',
    'optimizer=adam/lr': 'nuisance',
    dropout: 'fixed',
    width: 'scientific',
  } as const;
  expect(parts(roles)).toEqual([
    ['adam', 4, ['optimizer=adam/lr']],
    ['sgd', 4, []],
  ]);
  expect(parts({ ...roles, width: 'nuisance', dropout: 'scientific' })[0]).toEqual([
    'adam',
    10,
    ['optimizer=adam/lr', 'width'],
  ]);
});
