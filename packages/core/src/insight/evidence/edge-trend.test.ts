import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import type { Factor } from './edge-fit.ts';
import { edgeTrends, type Trend } from './edge-trend.ts';

const settings = () => ({ permutations: 999, random: stream(1, 'test'), fewest: 8 });
const ordered = (places: readonly (number | null)[]): Factor => ({ kind: 'ordered', places });

function trends(factors: readonly Factor[], objectives?: readonly number[]): readonly (Trend | null)[] {
  const [first] = factors;
  const count = first?.kind === 'ordered' ? first.places.length : 0;
  return edgeTrends(factors, objectives ?? Array.from({ length: count }, (_, i) => i), settings());
}

// Fourteen trials, best first.
const x1 = [0.93, 0.88, 0.71, 0.97, 0.66, 0.55, 0.8, 0.47, 0.36, 0.41, 0.2, 0.29, 0.05, 0.12];
const x2 = [0.5, 0.3, 0.6, 0.8, 0.4, 0.7, 0.2, 0.9, 0.1, 0.55, 0.35, 0.75, 0.45, 0.15];

/** Random places of `count` trials, best first by `objective`. */
function sampled(count: number, objective: (u: readonly number[]) => number, seed = 1): readonly Factor[] {
  const random = stream(seed, 'sampled');
  const points = Array.from({ length: count }, () => [random.uniform(), random.uniform(), random.uniform()]);
  const best = points.toSorted((a, b) => objective(a) - objective(b));
  return [0, 1, 2].map((j) => ordered(best.map((point) => point[j] ?? 0)));
}

describe('edgeTrends', () => {
  it('gives the slope at the edge and the lean of least squares on Savage scores', () => {
    const [trend] = trends([ordered(x1), ordered(x2)]);
    // NumPy 2.4.6: normal equations of the design at the head of edge-trend.ts for these fourteen trials, scores
    // sum(1/k for k in range(r, 15)); slope = (b + q) / se, lean = b / se with the column q left out.
    expect(trend?.edge).toBe('high');
    expect(trend?.slope).toBeCloseTo(1.959680490720449, 10);
    expect(trend?.lean).toBeCloseTo(5.0425383236455525, 10);
    expect(trend?.p).toBeLessThan(0.05);
  });

  it('names the lower edge by the mirror image', () => {
    const [high] = trends([ordered(x1), ordered(x2)]);
    const [low] = trends([ordered(x1.map((x) => 1 - x)), ordered(x2)]);
    expect(low).toMatchObject({ edge: 'low', p: high?.p });
    expect(low?.slope).toBeCloseTo(high?.slope ?? NaN, 8);
  });

  it('sees through the other dimensions, and no edge where the best lies inside', () => {
    const strong = sampled(30, ([a = 0, b = 0, c = 0]) => (a - 1.2) ** 2 + (b - 0.4) ** 2 + (c - 0.6) ** 2);
    expect(trends(strong).map((trend) => trend?.edge)).toEqual(['high', 'none', 'none']);
    expect(trends(strong)[0]?.p).toBeLessThan(0.04);
    const inside = sampled(30, ([a = 0, b = 0, c = 0]) => (a - 0.6) ** 2 + (b - 0.4) ** 2 + (c - 0.5) ** 2);
    expect(trends(inside).map((trend) => trend?.edge)).toEqual(['none', 'none', 'none']);
  });

  it('depends on the order of results alone, but for the slope on their own scale', () => {
    const factors = [ordered(x1), ordered(x2)];
    const ranksOf = (found: readonly (Trend | null)[]): unknown =>
      found.map((trend) => trend && { ...trend, flat: null });
    const bent = trends(
      factors,
      x1.map((_, i) => Math.exp(i)),
    );
    expect(ranksOf(bent)).toEqual(ranksOf(trends(factors)));
  });

  it('tests the slope at the edge on the scale on which parabolas fit best, whichever way results run', () => {
    // x1 and x2 without noise to speak of: exact on the plain scale.
    const objectives = x1.map((x, i) => (x - 1.3) ** 2 + (1 + (i % 3)) * 1e-4).sort((a, b) => a - b);
    const places = ordered(x1.toSorted((a, b) => b - a));
    const [beyond] = trends([places], objectives);
    expect(beyond?.edge).toBe('high');
    expect(beyond?.flat).toBeLessThan(1e-6);
    const [mirrored] = trends(
      [places],
      objectives.map((value) => -value),
    );
    expect(mirrored?.flat).toBeCloseTo(beyond?.flat ?? NaN, 12);
  });

  it('doubts the slope where the best lies inside, close to the edge', () => {
    const near = sampled(50, ([a = 0, b = 0, c = 0]) => (a - 0.9) ** 2 + (b - 0.4) ** 2 + (c - 0.6) ** 2);
    const far = sampled(50, ([a = 0, b = 0, c = 0]) => (a - 1.3) ** 2 + (b - 0.4) ** 2 + (c - 0.6) ** 2);
    const values = (factors: readonly Factor[], centre: number): readonly number[] => {
      const at = (j: number, i: number): number => {
        const factor = factors[j];
        return factor?.kind === 'ordered' ? (factor.places[i] ?? 0) : 0;
      };
      return Array.from(
        { length: 50 },
        (_, i) => (at(0, i) - centre) ** 2 + (at(1, i) - 0.4) ** 2 + (at(2, i) - 0.6) ** 2,
      );
    };
    const [inside] = trends(near, values(near, 0.9));
    expect(inside).toMatchObject({ edge: 'high' });
    expect(inside?.p).toBeLessThan(0.04);
    expect(inside?.flat).toBeGreaterThan(0.5);
    expect(trends(far, values(far, 1.3))[0]?.flat).toBeLessThan(0.001);
  });

  it('allows for unordered hyperparameters', () => {
    const random = stream(4, 'unordered');
    const points = Array.from({ length: 40 }, () => ({ u: random.uniform(), bad: random.uniform() < 0.5 }));
    const best = points.toSorted((a, b) => 1.2 - a.u + (a.bad ? 3 : 0) - (1.2 - b.u + (b.bad ? 3 : 0)));
    const places = ordered(best.map(({ u }) => u));
    const kinds: Factor = { kind: 'unordered', values: best.map(({ bad }) => (bad ? 'bad' : 'good')) };
    const [alone] = trends([places]);
    const [among, none] = trends([places, kinds]);
    expect(none).toBeNull();
    expect(among?.lean ?? 0).toBeGreaterThan(1.2 * (alone?.lean ?? Infinity));
  });

  it('asks within the branch', () => {
    const spread = x1.flatMap((x) => [null, x]);
    const [branch] = trends([ordered(spread)]);
    expect(branch).toMatchObject({ count: 14, edge: 'high' });
    expect(branch?.slope).toBeCloseTo(trends([ordered(x1)])[0]?.slope ?? NaN, 8);
  });

  it('tells nothing of too few trials, ties, or places that are all one', () => {
    expect(trends([ordered(x1.slice(0, 7))])).toEqual([null]);
    expect(
      trends(
        [ordered(x1)],
        x1.map(() => 1),
      ),
    ).toEqual([null]);
    expect(trends([ordered(x1.map(() => 0.5))])).toEqual([null]);
  });

  it('takes a list of two values as a straight line', () => {
    const [two] = trends([ordered([1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0])]);
    expect(two?.edge).toBe('high');
    expect(two?.slope).toBeCloseTo(two?.lean ?? NaN, 8);
  });
});
