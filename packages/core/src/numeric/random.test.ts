import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream, streamFrom } from './random.ts';

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

/** Σ (observed − expected)² / expected for equally likely cells. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function tally(cells: number, values: readonly number[]): number[] {
  const counts = Array.from({ length: cells }, () => 0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe('streamFrom', () => {
  it('gives the reference numbers of xoshiro128** 1.1 from the state 1, 2, 3, 4', () => {
    // First outputs of the authors' C program from this state, as the crate rand_xoshiro also tests them.
    const expected = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ];
    expect(draws(10, streamFrom([1, 2, 3, 4]).bits)).toEqual(expected);
  });

  it('moves on from the one state in which xoshiro would stand still', () => {
    expect(new Set(draws(20, streamFrom([0, 0, 0, 0]).bits)).size).toBeGreaterThan(10);
  });
});

describe('stream', () => {
  it('is a function of seed and labels, and of nothing else', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), (seed, label) => {
        expect(draws(5, stream(seed, label, 3).bits)).toEqual(draws(5, stream(seed, label, 3).bits));
      }),
      { seed: 1 },
    );
  });

  it('gives these numbers for ever', () => {
    expect(draws(3, stream(7, 'halton', 2).bits)).toMatchInlineSnapshot(`
      [
        4060481437,
        171438303,
        1359672429,
      ]
    `);
  });

  it('gives independent numbers under neighbouring seeds and labels', () => {
    const seeds = Array.from({ length: 2000 }, (_, seed) => seed);
    const digit = (seed: number, label: string): number => stream(seed, label).integer(4);
    const first = seeds.map((seed) => 4 * digit(2 * seed, 'a') + digit(2 * seed + 1, 'a'));
    const second = seeds.map((seed) => 4 * digit(seed, 'a') + digit(seed, 'b'));
    // 99.9 % point of χ² with 15 degrees of freedom: 37.7 (scipy.stats.chi2.ppf(0.999, 15)).
    expect(chiSquare(tally(16, first))).toBeLessThan(37.7);
    expect(chiSquare(tally(16, second))).toBeLessThan(37.7);
  });

  it('draws uniform numbers from [0, 1) with 53 bits', () => {
    const random = stream(1, 'uniform');
    const values = draws(10_000, random.uniform);
    expect(values.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53))).toBe(true);
    // χ² with 99 degrees of freedom, 99.9 % point: 148.2.
    expect(
      chiSquare(
        tally(
          100,
          values.map((u) => Math.floor(u * 100)),
        ),
      ),
    ).toBeLessThan(148.2);
  });

  it('draws integers without the bias of a remainder', () => {
    // Taking bits modulo 3·2³⁰ would give the lower third twice the share of the others.
    const random = stream(2, 'integer');
    const values = draws(3000, () => Math.floor(random.integer(3 * 2 ** 30) / 2 ** 30));
    expect(Math.max(...values)).toBe(2);
    // χ² with 2 degrees of freedom, 99.9 % point: 13.8.
    expect(chiSquare(tally(3, values))).toBeLessThan(13.8);
  });

  it('draws each permutation equally often', () => {
    const random = stream(3, 'permutation');
    const orders = ['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0'];
    const values = draws(6000, () => orders.indexOf(random.permutation(3).join()));
    // χ² with 5 degrees of freedom, 99.9 % point: 20.5.
    expect(chiSquare(tally(6, values))).toBeLessThan(20.5);
  });

  it('permutes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 60 }), (seed, n) => {
        const sorted = stream(seed)
          .permutation(n)
          .sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
      { seed: 1 },
    );
  });

  it('draws normal numbers', () => {
    const random = stream(4, 'normal');
    const values = draws(20_000, random.normal);
    const moment = (power: number): number => values.reduce((sum, z) => sum + z ** power, 0) / values.length;
    // Four standard errors of the moments' means 0, 1, 0 and 3: √(Var zᵏ / 20000) with Var = 1, 2, 15, 96.
    expect(Math.abs(moment(1))).toBeLessThan(0.0283);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.04);
    expect(Math.abs(moment(3))).toBeLessThan(0.11);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.278);
  });
});
