import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { crowding, type Crowding } from './edge-crowding.ts';

const settings = { permutations: 4999, fewest: 8 };

function crowd(places: readonly (number | null)[], objectives = places.map((_, i) => i)): Crowding | null | undefined {
  return crowding([{ places, objectives }], { ...settings, random: stream(1, 'test') })[0];
}

describe('crowding', () => {
  const eight = [0.91, 0.75, 0.97, 0.4, 0.85, 0.1, 0.5, 0.3];

  it('gives the share of orders with as clear a crowd', () => {
    // In 1822 of the 8! = 40320 orders of these places |S| is as large as in this one: enumerated with Python's
    // itertools.permutations from the definitions at the head of edge-crowding.ts.
    const found = crowd(eight);
    if (found?.edge !== 'high') throw new Error('the best three crowd the upper edge');
    expect(found).toMatchObject({ count: 8, region: 4 });
    expect(found.topPlace).toBeCloseTo((0.91 + 0.75 + 0.97) / 3, 12);
    expect(Math.abs(found.p - 1822 / 40320)).toBeLessThan(0.01);
  });

  it('sees no crowd away from the edges, nor where only one of the best lies at one', () => {
    expect(crowd([0.5, 0.55, 0.45, 0.6, 0.4, 0.97, 0.02, 0.9])).toEqual({ edge: 'none' });
    expect(crowd([0.97, 0.4, 0.45, 0.6, 0.4, 0.9, 0.02, 0.9])).toEqual({ edge: 'none' });
  });

  it('looks at the branch alone', () => {
    const spread = eight.flatMap((place) => [null, place]);
    expect(crowd(spread)).toMatchObject({ count: 8, region: 4, edge: 'high' });
  });

  it('asks nothing of fewer trials than needed, of ties, or of places that are all one', () => {
    expect(crowd(eight.slice(0, 7))).toBeNull();
    expect(
      crowd(
        eight,
        eight.map(() => 1),
      ),
    ).toBeNull();
    expect(crowd(eight.map(() => 0.5))).toBeNull();
  });

  it('corrects for further dimensions', () => {
    const random = stream(2, 'places');
    const noise = Array.from({ length: 7 }, () => ({
      places: eight.map(() => random.uniform()),
      objectives: eight.map((_, i) => i),
    }));
    const own = { places: eight, objectives: eight.map((_, i) => i) };
    const [alone] = crowding([own], { ...settings, random: stream(1, 'test') });
    const [among] = crowding([own, ...noise], { ...settings, random: stream(1, 'test') });
    if (alone?.edge !== 'high' || among?.edge !== 'high') throw new Error('the crowd is there in both');
    expect(among.p).toBeGreaterThan(1.5 * alone.p);
  });
});
