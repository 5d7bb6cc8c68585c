import { describe, expect, it } from 'vitest';
import { diverged, nothingSeen, trainLossAmong, watchLoss } from './divergence.ts';

const watch = (...values: number[]) =>
  values.reduce((seen, value, step) => watchLoss(seen, step * 10, value), nothingSeen);

describe('divergence', () => {
  it('needs three non-finite reports in a row while training goes on', () => {
    expect(diverged(watch(1, NaN, NaN), false)).toBe(false);
    expect(diverged(watch(1, NaN, Infinity, NaN), false)).toBe(true);
    expect(diverged(watch(NaN, NaN, 1, NaN, NaN), false)).toBe(false);
  });

  it('takes one at the end, and remembers where it began', () => {
    expect(diverged(watch(1, 2, NaN), true)).toBe(true);
    expect(diverged(watch(NaN, NaN, 1), true)).toBe(false);
    expect(watch(1, NaN, NaN).since).toBe(10);
  });

  it('finds the training loss by name', () => {
    expect(trainLossAmong(['valid/loss', 'train/loss', 'train/ce_loss'], undefined)).toBe('train/loss');
    expect(trainLossAmong(['valid/loss', 'train/ce_loss'], undefined)).toBe('train/ce_loss');
    expect(trainLossAmong(['train/aux_loss', 'train/ce_loss'], undefined)).toBe('train/ce_loss');
    expect(trainLossAmong(['train/aux_loss', 'train_loss'], undefined)).toBe('train_loss');
    expect(trainLossAmong(['train/kl_loss', 'train/recon_loss'], undefined)).toBeUndefined();
    expect(trainLossAmong(['valid/loss', 'train/error'], undefined)).toBeUndefined();
    expect(trainLossAmong(['train/loss'], 'train/nll')).toBe('train/nll');
  });
});
