import { expect, it } from 'vitest';
import { isLossName, lossAmong, splitName } from './loss-names.ts';

it.each([
  ['valid/loss', 'valid', 'loss'],
  ['train_acc', 'train', 'acc'],
  ['val.f1', 'valid', 'f1'],
  ['test/bleu', 'test', 'bleu'],
  ['top_1', undefined, 'top_1'],
  ['trainable', undefined, 'trainable'],
])('splits %s', (metric, split, name) => {
  expect(splitName(metric)).toEqual({ split, name });
});

it.each([
  ['loss', true],
  ['ctc_loss', true],
  ['valid/nll', true],
  ['train/ppl', true],
  ['valid/wer', false],
  ['valid/ce', true],
  ['loss_scale', false],
  ['valid/neg_log_loss', false],
])('isLossName(%s) is %s', (name, expected) => {
  expect(isLossName(name)).toBe(expected);
});

it('takes the total among several losses of a split, and no term for the whole', () => {
  expect(lossAmong(['train/aux_loss', 'train/ctc_loss', 'valid/loss'], 'train')).toBe('train/ctc_loss');
  expect(lossAmong(['train/kl_loss', 'train/recon_loss'], 'train')).toBeUndefined();
  expect(lossAmong(['train/kl_loss'], 'train')).toBeUndefined();
  expect(lossAmong(['train/recon_loss', 'train/error'], 'train')).toBe('train/recon_loss');
  expect(lossAmong(['loss', 'train_loss'], undefined)).toBe('loss');
});

it('prefers the loss of the objective’s name, and takes no score for a loss', () => {
  const metrics = ['train/loss', 'train/nll'];
  expect(lossAmong(metrics, 'train', { metric: 'valid/nll', direction: 'minimize' })).toBe('train/nll');
  expect(lossAmong(metrics, 'train', { metric: 'valid/nll', direction: 'maximize' })).toBe('train/loss');
  expect(lossAmong(metrics, 'train', { metric: 'valid/error', direction: 'minimize' })).toBe('train/loss');
});
