import { expect, it } from 'vitest';
import { guessDirection } from './direction.ts';

it.each([
  ['valid/loss', 'minimize'],
  ['valid/error', 'minimize'],
  ['valid/perplexity', 'minimize'],
  ['valid/val_loss', 'minimize'],
  ['valid/rmse', 'minimize'],
  ['valid/accuracy', 'maximize'],
  ['valid/top1', 'maximize'],
  ['valid/f1', 'maximize'],
  ['valid/map', 'maximize'],
  ['valid/score', undefined],
  ['valid/closs', undefined],
  ['loss/thing', undefined],
])('%s: %s', (metric, direction) => {
  expect(guessDirection(metric)).toBe(direction);
});
