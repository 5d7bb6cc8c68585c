import { describe, expect, it } from 'vitest';
import { stream } from '../numeric/index.ts';
import { haltonSequence } from './halton.ts';
import { firstPrimes } from './primes.ts';
import type { SequenceMaker } from './sequence.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Halton's sequence with digits permuted as `image` says: the right one, and wrong ones that the tests must notice. */
function permuted(image: (seed: number, base: number, position: number) => readonly number[]): SequenceMaker {
  return (dimensions, seed) => ({
    point: (index) =>
      firstPrimes(dimensions).map((base) => {
        let u = 0;
        let rest = index;
        for (let k = 0; base ** (k + 1) <= 2 ** 40; k++) {
          u += (image(seed, base, k)[rest % base] ?? 0) / base ** (k + 1);
          rest = Math.floor(rest / base);
        }
        return u;
      }),
  });
}

const plain = permuted((_, base) => range(base));
/** One permutation per base for all positions, as in most scrambled Halton sequences. */
const sharedByPositions = permuted((seed, base) => stream(seed, base).permutation(base));
/** Permutations that differ by position, but from one stream for all bases. */
const sharedByBases = permuted((seed, base, position) => stream(seed, position).permutation(base));

/** The permutation that a sequence applies to the digit at a position, read off its points. */
function imagesOf(make: SequenceMaker, seed: number, axis: number, position: number): number[] {
  const base = firstPrimes(axis + 1)[axis] ?? 2;
  const { point } = make(axis + 1, seed);
  return range(base).map((digit) => {
    const u = point(digit * base ** position)[axis] ?? Number.NaN;
    // Half a unit of a far digit keeps exact multiples out of the reach of rounding.
    return Math.floor(u * base ** (position + 1) + 1e-9) % base;
  });
}

/** χ² of the pairs of permutations at two places over seeds, against all pairs being equally likely. */
function dependence(make: SequenceMaker, a: readonly [number, number], b: readonly [number, number]): number {
  const seeds = 1800;
  const tally = new Map<string, number>();
  for (const seed of range(seeds)) {
    const pair = [imagesOf(make, seed, ...a), imagesOf(make, seed, ...b)].join('|');
    tally.set(pair, (tally.get(pair) ?? 0) + 1);
  }
  const permutations = (axis: number): number => (axis === 0 ? 2 : 6);
  const cells = permutations(a[0]) * permutations(b[0]);
  const expected = seeds / cells;
  const unseen = (cells - tally.size) * expected;
  return [...tally.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, unseen);
}

describe('haltonSequence', () => {
  it('puts one of any aligned bᵏ points into each interval of width b⁻ᵏ', () => {
    const dimensions = 12;
    const { point } = haltonSequence(dimensions, 11);
    for (const [axis, base] of firstPrimes(dimensions).entries()) {
      for (let count = base; count <= 2000; count *= base) {
        for (const block of [0, 1, 5, 1_000_003]) {
          const places = range(count).map((i) => Math.floor((point(block * count + i)[axis] ?? -1) * count));
          expect(places.sort((a, b) => a - b)).toEqual(range(count));
        }
      }
    }
  });

  it('agrees with the definition digit by digit', () => {
    // The definition, summed in floating point from the permutations that its own points show.
    const { point } = haltonSequence(3, 5);
    for (const [axis, base] of [2, 3, 5].entries()) {
      const images = range(14).map((position) => imagesOf(haltonSequence, 5, axis, position));
      for (const index of [0, 1, 17, 1000, 4095]) {
        const expected = images.reduce((sum, image, k) => {
          return sum + (image[Math.floor(index / base ** k) % base] ?? 0) / base ** (k + 1);
        }, 0);
        expect(Math.abs((point(index)[axis] ?? -1) - expected)).toBeLessThan(base ** -14);
      }
    }
  });

  // 99.9 % points of χ²: 31.3 with 11 degrees of freedom, 66.6 with 35 (scipy.stats.chi2.ppf(0.999, df)).
  it('permutes digits independently at every position and in every base', () => {
    expect(dependence(haltonSequence, [0, 0], [1, 0])).toBeLessThan(31.3);
    expect(dependence(haltonSequence, [1, 0], [1, 1])).toBeLessThan(66.6);
    expect(dependence(haltonSequence, [1, 1], [1, 5])).toBeLessThan(66.6);
  });

  it('is told apart from wrong implementations by that test', () => {
    expect(
      dependence(
        permuted((seed, b, k) => stream(seed, b, k).permutation(b)),
        [1, 0],
        [1, 1],
      ),
    ).toBeLessThan(66.6);
    expect(dependence(plain, [0, 0], [1, 0])).toBeGreaterThan(1000);
    expect(dependence(sharedByPositions, [1, 0], [1, 1])).toBeGreaterThan(1000);
    expect(dependence(sharedByBases, [0, 0], [1, 0])).toBeGreaterThan(100);
  });

  it('lies in [0, 1) and moves with the seed, at any index', () => {
    for (const index of [0, 1, 1e6, 2 ** 40]) {
      const points = range(50).map((seed) => haltonSequence(20, seed).point(index));
      expect(points.flat().every((u) => u >= 0 && u < 1)).toBe(true);
      expect(new Set(points.map(([first]) => first)).size).toBe(50);
    }
  });

  it('keeps a dimension as it is when others are added', () => {
    expect(haltonSequence(9, 3).point(77).slice(0, 4)).toEqual(haltonSequence(4, 3).point(77));
  });
});

describe('firstPrimes', () => {
  it('counts up', () => {
    expect(firstPrimes(10)).toEqual([2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
    expect(firstPrimes(0)).toEqual([]);
    // The 256th prime.
    expect(firstPrimes(256).at(-1)).toBe(1619);
  });
});
