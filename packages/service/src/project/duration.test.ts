import { expect, it } from 'vitest';
import { parseDuration } from './duration.ts';

it.each([
  [90, 90],
  [0.5, 0.5],
  ['30s', 30],
  ['90m', 5400],
  ['2h', 7200],
  ['1h30m', 5400],
  ['1.5 H', 5400],
  ['2d', 172_800],
])('%s is %d seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

it.each([0, -1, NaN, Infinity, '', '90', 'soon', '1w', '0s', 'h', true, null, undefined])('%s is none', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
