import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AttuneError } from '../errors/index.ts';
import type { Sequence } from './sequence.ts';
import { plainSobolSequence, sobolSequence } from './sobol.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const as32Bits = (points: readonly number[][]): number => crc32(Uint32Array.from(points.flat(), (u) => u * 2 ** 32));

/** How many leading binary digits two numbers of [0, 1) have in common, of at most 32. */
function commonDigits(a: number, b: number): number {
  let digits = 0;
  while (digits < 32 && Math.floor(a * 2 ** (digits + 1)) === Math.floor(b * 2 ** (digits + 1))) digits += 1;
  return digits;
}

describe('plainSobolSequence', () => {
  it('begins like the published sequence', () => {
    // scipy.stats.qmc.Sobol(6, scramble=False).random(8), SciPy 1.17.1.
    expect(range(8).map(plainSobolSequence(6).point)).toEqual([
      [0, 0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375],
    ]);
  });

  it('is SciPy’s in all 256 dimensions, bit for bit', () => {
    // zlib.crc32((x * 2**32).astype('<u4').tobytes()), SciPy 1.17.1, with x from qmc.Sobol(256, scramble=False, bits=32):
    const { point } = plainSobolSequence(256);
    expect(as32Bits(range(1024).map(point))).toBe(201465227); // .random(1024)
    expect(as32Bits([point(1e6)])).toBe(694296694); // .fast_forward(10**6).random(1)
    expect(as32Bits([point(2 ** 20 + 7)])).toBe(1899812290); // .fast_forward(2**20 + 7).random(1)
  });
});

describe('sobolSequence', () => {
  const dimensions = 40;

  it('puts one of the first 2ᵐ points, and of each 2ᵐ after them, into each interval of width 2⁻ᵐ', () => {
    const { point } = sobolSequence(dimensions, 3);
    for (const m of [1, 3, 6, 8]) {
      for (const block of [0, 1, 2, 777]) {
        const points = range(2 ** m).map((i) => point(block * 2 ** m + i));
        for (const axis of range(dimensions)) {
          const places = points.map((u) => Math.floor((u[axis] ?? -1) * 2 ** m));
          expect(places.sort((a, b) => a - b)).toEqual(range(2 ** m));
        }
      }
    }
  });

  it('puts one of 2ᵐ points into each box of area 2⁻ᵐ of the first two dimensions', () => {
    const { point } = sobolSequence(2, 8);
    const points = range(64).map((i) => point(128 + i));
    for (const wide of range(7)) {
      const boxes = points.map(([a = -1, b = -1]) => Math.floor(a * 2 ** wide) * 64 + Math.floor(b * 2 ** (6 - wide)));
      expect(new Set(boxes).size).toBe(64);
    }
  });

  it('scrambles digits by the digits before them alone: points part where they parted', () => {
    const before = plainSobolSequence(5);
    const after = sobolSequence(5, 21);
    for (const i of range(60)) {
      for (const j of range(i)) {
        const digits = (sequence: Sequence): number[] =>
          range(5).map((axis) => commonDigits(sequence.point(i)[axis] ?? -1, sequence.point(j)[axis] ?? -1));
        expect(digits(after)).toEqual(digits(before));
      }
    }
  });

  it('flips each digit independently of the other digits and under every prefix anew', () => {
    const unscrambled = plainSobolSequence(1);
    const digit = (sequence: Sequence, index: number, place: number): number =>
      Math.floor((sequence.point(index)[0] ?? 0) * 2 ** place) % 2;
    const flip = (seed: number, index: number, place: number): number =>
      digit(sobolSequence(1, seed), index, place) ^ digit(unscrambled, index, place);
    // Points 0 and 1 differ in the first digit, 0 and 3 in the second: their later digits have prefixes of their own.
    const pairs: readonly ((seed: number) => number)[] = [
      (seed) => 2 * flip(seed, 0, 4) + flip(seed, 0, 5),
      (seed) => 2 * flip(seed, 0, 5) + flip(seed, 1, 5),
      (seed) => 2 * flip(seed, 0, 3) + flip(seed, 3, 3),
    ];
    for (const pair of pairs) {
      const cells = [0, 0, 0, 0];
      for (const seed of range(1000)) cells[pair(seed)] = (cells[pair(seed)] ?? 0) + 1;
      const chiSquare = cells.reduce((sum, count) => sum + (count - 250) ** 2 / 250, 0);
      // 99.9 % point of χ² with 3 degrees of freedom (scipy.stats.chi2.ppf(0.999, 3)). A mere shift gives 1000.
      expect(chiSquare).toBeLessThan(16.3);
    }
  });

  it('lies in [0, 1), moves with the seed and uses more digits than the plain sequence', () => {
    const points = range(64).map((seed) => sobolSequence(7, seed).point(2 ** 32 - 1));
    expect(points.flat().every((u) => u >= 0 && u < 1)).toBe(true);
    expect(new Set(points.flat()).size).toBe(64 * 7);
    expect(points.flat().some((u) => !Number.isInteger(u * 2 ** 40))).toBe(true);
  });

  it('refuses what it has no numbers for', () => {
    expect(() => sobolSequence(257, 1)).toThrow(AttuneError);
    expect(() => sobolSequence(257, 1)).toThrow('up to 256 hyperparameters and this study varies 257');
    expect(() => sobolSequence(2, 1).point(2 ** 32)).toThrow('ends at trial');
    expect(sobolSequence(0, 1).point(3)).toEqual([]);
  });
});
