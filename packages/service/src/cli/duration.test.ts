import { expect, it } from 'vitest';
import { duration } from './duration.ts';

it.each([
  [0, '0 s'],
  [1, '1 s'],
  [99_000, '99 s'],
  [100_000, '2 min'],
  [3_540_000, '59 min'],
  [3_600_000, '1 h'],
  [4_801_000, '1 h 21 min'],
  [86_400_000, '1 d'],
  [97_200_001, '1 d 4 h'],
])('says %i ms as %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
