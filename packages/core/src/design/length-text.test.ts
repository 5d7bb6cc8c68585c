import { expect, it } from 'vitest';
import { lengthText } from './length-text.ts';

it.each([
  [1, 'step', '1 step'],
  [2000, 'step', '2000 steps'],
  [74_000, 'step', '74,000 steps'],
  [1_000_000, 'epoch', '1,000,000 epochs'],
  [3, 'batch', '3 batches'],
  [3, 'updates', '3 updates'],
  [0.5, 'epoch', '0.5 epochs'],
  [20, '1000 images', '20 × 1000 images'],
  [2, '批', '2 × 批'],
])('%d %s', (count, unit, text) => {
  expect(lengthText(count, unit)).toBe(text);
});
