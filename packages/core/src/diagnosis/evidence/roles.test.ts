import { expect, it } from 'vitest';
import type { Direction } from '../../study/index.ts';
import { isEntropyName, rolesOf, type Role } from './roles.ts';

const rolesFor = (
  objective: string,
  metrics: readonly string[],
  direction: Direction = 'minimize',
): Partial<Record<Role, string>> =>
  Object.fromEntries(
    [
      ...rolesOf({
        curves: metrics.map((metric) => ({ metric, steps: [1], values: [1] })),
        objective: { metric: objective, direction },
      }),
    ].map(([role, { metric }]) => [role, metric]),
  );

it('tells apart minibatch and evaluated loss', () => {
  expect(
    rolesFor('validation/accuracy', [
      'loss',
      'grad_norm',
      'train/loss',
      'train/accuracy',
      'validation/loss',
      'validation/accuracy',
    ]),
  ).toEqual({
    objective: 'validation/accuracy',
    'train objective': 'train/accuracy',
    'valid loss': 'validation/loss',
    'train loss': 'train/loss',
    'batch loss': 'loss',
  });
});

it('takes another loss where none is called loss, and sees nothing of the test set', () => {
  expect(
    rolesFor('validation/wer', ['validation/wer', 'validation/ctc_loss', 'train/ctc_loss', 'test/ctc_loss']),
  ).toEqual({
    objective: 'validation/wer',
    'valid loss': 'validation/ctc_loss',
    'train loss': 'train/ctc_loss',
  });
});

it('gives the training loss one role where the objective is a loss', () => {
  expect(rolesFor('valid/loss', ['valid/loss', 'train/loss'])).toEqual({
    objective: 'valid/loss',
    'train loss': 'train/loss',
  });
});

it('finds no counterpart of an objective that has none', () => {
  expect(rolesFor('top_1', ['top_1', 'train_loss'])).toEqual({ objective: 'top_1', 'train loss': 'train_loss' });
});

it('takes no term of a loss for the whole of it, nor the scale of mixed precision', () => {
  const metrics = ['valid/elbo', 'train/kl_loss', 'train/recon_loss', 'loss_scale'];
  expect(rolesFor('valid/elbo', metrics)).toEqual({ objective: 'valid/elbo' });
  expect(rolesFor('valid/elbo', [...metrics, 'train/total_loss'])).toEqual({
    objective: 'valid/elbo',
    'train loss': 'train/total_loss',
  });
  expect(rolesFor('valid/elbo', ['valid/elbo', 'train/kl_loss'])).toEqual({ objective: 'valid/elbo' });
  expect(rolesFor('valid/elbo', ['valid/elbo', 'train/recon_loss'])).toEqual({
    objective: 'valid/elbo',
    'train loss': 'train/recon_loss',
  });
});

it('takes a loss that is to be maximized for a score, and its training curve for the counterpart', () => {
  const metrics = ['valid/neg_log_loss', 'train/neg_log_loss', 'train/loss'];
  expect(rolesFor('valid/neg_log_loss', metrics, 'maximize')).toEqual({
    objective: 'valid/neg_log_loss',
    'train objective': 'train/neg_log_loss',
    'train loss': 'train/loss',
  });
});

it.each([
  ['train/loss', true],
  ['valid/nll', true],
  ['mse_loss', false],
  ['train/kl_loss', false],
  ['valid/ppl', false],
])('isEntropyName(%s) is %s', (name, expected) => {
  expect(isEntropyName(name)).toBe(expected);
});
