import { expect, it } from 'vitest';
import { normalScores } from './normal-scores.ts';

it('turns ranks into normal deviates, ties sharing theirs', () => {
  // scipy 1.17.1: scipy.stats.norm.ppf((scipy.stats.rankdata([3, 1, 1, 7, 5]) - 0.5) / 5)
  const expected = [0, -0.84162123, -0.84162123, 1.28155157, 0.52440051];
  normalScores([3, 1, 1, 7, 5]).forEach((score, i) => expect(score).toBeCloseTo(expected[i] ?? NaN, 8));
});
