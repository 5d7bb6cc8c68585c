import { describe, expect, it } from 'vitest';
import { luckyPick } from './lucky-pick.ts';

describe('luckyPick', () => {
  // scipy 1.17.1: integrate.quad over s of stats.chi.pdf(s √ν, ν) √ν, and over y of stats.norm.pdf(y), of
  // 1 - norm.cdf(√a (x s + y/√b))**n + norm.cdf(√a (-x s + y/√b))**n
  it.each([
    { x: 4.97, trials: 24, runs: 1, against: 3, seeds: 3, chance: 0.15605 },
    { x: 9.22, trials: 24, runs: 1, against: 3, seeds: 3, chance: 0.0496452 },
    { x: 9.22, trials: 100, runs: 1, against: Infinity, seeds: 3, chance: 0.0729793 },
    { x: 20, trials: 12, runs: 1, against: 2, seeds: 2, chance: 0.0657444 },
    { x: 3.77, trials: 24, runs: 1, against: 10, seeds: 10, chance: 0.0499434 },
    { x: 3, trials: 50, runs: 3, against: 5, seeds: 200, chance: 0.0013162 },
  ])('$trials trials, $seeds seeds, against $against, at $x: $chance', ({ x, chance, ...picking }) => {
    expect(luckyPick(x, picking)).toBeCloseTo(chance, 5);
  });

  // The same, with y's density norm.pdf(y) * rivals * norm.cdf(y)**(rivals - 1), over [-8, 8].
  it.each([
    { x: 6, trials: 16, rivals: 16, seeds: 3, chance: 0.015971 },
    { x: 3, trials: 16, rivals: 4, seeds: 10, chance: 0.0252261 },
    { x: 2.5, trials: 4, rivals: 16, seeds: 10, chance: 0.0544803 },
    { x: 2, trials: 50, rivals: 1000, seeds: 200, chance: 0.0407216 },
  ])('best of $trials against best of $rivals, $seeds seeds, at $x: $chance', ({ x, chance, ...picking }) => {
    expect(luckyPick(x, { runs: 1, against: 1, ...picking })).toBeCloseTo(chance, 5);
  });

  // The same, with norm.pdf(y) * norm.cdf(y)**(rivals - 1) * (1 - norm.cdf(y)**rivals)**(groups - 1), scaled to 1.
  it.each([
    { x: 4, trials: 12, rivals: 4, groups: 3, seeds: 3, chance: 0.108381 },
    { x: 8, trials: 12, rivals: 4, groups: 3, seeds: 3, chance: 0.0296195 },
    { x: 5, trials: 80, rivals: 16, groups: 4, seeds: 10, chance: 0.00096576 },
  ])('best of $trials against the least of $groups bests of $rivals, at $x: $chance', ({ x, chance, ...picking }) => {
    expect(luckyPick(x, { runs: 1, against: 1, ...picking })).toBeCloseTo(chance, 5);
  });

  it('is Student’s test for one trial', () => {
    // scipy 1.17.1: 2 * t.sf(4.968 / numpy.sqrt(4/3), 2) = 0.0500051
    expect(luckyPick(4.968, { trials: 1, runs: 1, against: 3, seeds: 3 })).toBeCloseTo(0.0500051, 5);
  });
});
