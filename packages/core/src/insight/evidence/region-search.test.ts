import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import type { Axis, Direction } from './region.ts';
import { regionsOf, type Search } from './region-search.ts';

const shuffling = () => ({ permutations: 1999, random: stream(1, 'test'), level: 0.04 });
const ordered = (places: readonly (number | null)[]): Axis => ({ kind: 'ordered', places });

function search(axes: readonly Axis[], infeasible: readonly boolean[], known: readonly Direction[] = []): Search {
  return regionsOf(axes, known, infeasible, shuffling());
}

/** Uniform places of `count` trials in `axes` dimensions. */
function places(count: number, axes: number): readonly (readonly number[])[] {
  const random = stream(3, 'places');
  const rows = Array.from({ length: count }, () => Array.from({ length: axes }, () => random.uniform()));
  return Array.from({ length: axes }, (_, j) => rows.map((row) => row[j] ?? 0));
}

describe('regionsOf', () => {
  it('gives the chance of as clear a value over all labelings', () => {
    const values = ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b', 'b'];
    const { p } = search(
      [{ kind: 'unordered', values }],
      values.map((_, i) => i < 3),
    );
    // All three in a, or all three in b: 2 C(6, 3) / C(12, 3) = 40 / 220. Draws end once p is certainly above the level.
    expect(p).toBeGreaterThan(0.04);
    const five = search(
      [{ kind: 'unordered', values }],
      values.map((_, i) => i < 5),
    );
    // 2 C(6, 5) / C(12, 5) = 12 / 792.
    expect(Math.abs(five.p - 12 / 792)).toBeLessThan(0.01);
    expect(five.regions).toMatchObject([
      {
        where: { shape: 'value', value: 'a' },
        inside: { infeasible: 5, count: 6 },
        outside: { infeasible: 0, count: 6 },
      },
    ]);
  });

  it('prefers the single cut where it explains as much', () => {
    const [x = [], y = [], z = []] = places(40, 3);
    const { regions } = search(
      [ordered(x), ordered(y), ordered(z)],
      x.map((u) => u > 0.6),
    );
    expect(regions.map(({ where }) => where.shape)).toEqual(['side']);
    expect(regions[0]?.where).toMatchObject({ axis: 0, side: 'above' });
    expect(regions[0]?.outside.infeasible).toBe(0);
  });

  it('finds a line of two, in the axis that shows it most, and its direction', () => {
    const [x = [], y = [], z = []] = places(80, 3);
    const infeasible = x.map((u, i) => u - (y[i] ?? 0) > 0.2);
    const { regions } = search([ordered(x), ordered(y), ordered(z)], infeasible);
    const where = regions[0]?.where;
    if (where?.shape !== 'half-plane') throw new Error('the region is a half-plane');
    expect(where.direction.axes.toSorted()).toEqual([0, 1]);
    expect(Math.sign(where.direction.weights[0] * where.direction.weights[1])).toBe(-1);
    expect(regions[0]?.inside.infeasible).toBeGreaterThan(0.9 * infeasible.filter(Boolean).length);
  });

  it('takes a known quantity without a price', () => {
    const [x = [], y = []] = places(40, 2);
    const known: Direction = { axes: [0, 1], weights: [1, 1], coordinates: [x, y], in: 'logs' };
    const { regions } = search(
      [ordered(x), ordered(y)],
      x.map((u, i) => u + (y[i] ?? 0) > 1.1),
      [known],
    );
    const where = regions[0]?.where;
    expect(where?.shape === 'half-plane' && where.direction).toBe(known);
  });

  it('joins two opposite sides, and finds a band of its own', () => {
    const [x = [], y = []] = places(60, 2);
    for (const [side, inside] of [
      ['outside', (u: number) => u < 0.25 || u > 0.75],
      ['between', (u: number) => u > 0.3 && u < 0.7],
    ] as const) {
      const { regions } = search([ordered(x), ordered(y)], x.map(inside));
      expect(regions).toHaveLength(1);
      expect(regions[0]).toMatchObject({ where: { shape: 'band', axis: 0, side }, outside: { infeasible: 0 } });
    }
  });

  it('looks within the branch', () => {
    const [x = []] = places(60, 1);
    const inBranch = x.map((u, i) => (i % 2 === 0 ? u : null));
    const { regions } = search(
      [ordered(inBranch)],
      inBranch.map((u) => u !== null && u > 0.6),
    );
    expect(regions[0]?.where).toMatchObject({ shape: 'side', side: 'above' });
    expect((regions[0]?.inside.count ?? 0) + (regions[0]?.outside.count ?? 0)).toBe(30);
  });

  it('names nothing where nothing can separate', () => {
    expect(
      search(
        [ordered(Array.from({ length: 20 }, () => 0.5))],
        Array.from({ length: 20 }, (_, i) => i < 6),
      ),
    ).toEqual({
      regions: [],
      p: 1,
    });
    expect(search([], [])).toEqual({ regions: [], p: 1 });
  });

  it('names a region by chance in at most 5 % of searches', () => {
    let named = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = stream(seed, 'null');
      const axes = Array.from({ length: 4 }, () => ordered(Array.from({ length: 24 }, () => random.uniform())));
      const infeasible = Array.from({ length: 24 }, () => random.uniform() < 0.35);
      const found = regionsOf(axes, [], infeasible, { permutations: 199, random, level: 0.04 });
      if (found.regions.length > 0) named++;
    }
    // scipy 1.17.1: scipy.stats.binom.ppf(0.99, 200, 0.05) = 18
    expect(named).toBeLessThanOrEqual(18);
  });
});
