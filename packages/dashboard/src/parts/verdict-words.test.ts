import { expect, it } from 'vitest';
import { verdictWords } from './verdict-words.ts';

it('tells an overtaken verdict with how many trials it knew of', () => {
  expect(verdictWords(12, 'Best is adam.', false)).toBe('Best is adam.');
  expect(verdictWords(12, 'Best is adam.', true)).toBe('After 12 trials: Best is adam.');
  expect(verdictWords(0, 'No trial has ended.', true)).toBe('The results are being analysed.');
});
