import { describe, expect, it } from 'vitest';
import { extent, stream } from '../numeric/index.ts';
import { cholesky, solveLower, solveUpper } from './cholesky.ts';
import { likelyOptima, type Placed } from './likely-optima.ts';

/** A bowl over [0, 1]³ with its lowest point at (0.3, 0.6), and nothing to see in the third dimension. */
function bowl(count: number, noise: number, group = 0): readonly Placed[] {
  const random = stream(count, 'bowl', group);
  return Array.from({ length: count }, () => {
    const place = [random.uniform(), random.uniform(), random.uniform()];
    const [a = 0, b = 0] = place;
    const height = 4 * (a - 0.3) ** 2 + 3 * (b - 0.6) ** 2 + 2 * (a - 0.3) * (b - 0.6) + noise * random.normal();
    return { place, height, group };
  });
}

function spread(places: readonly (readonly number[])[], axis: number): number {
  const [low, high] = extent(places.map((place) => place[axis] ?? NaN));
  return high - low;
}

describe('likely optima', () => {
  it('lie at the lowest point of a bowl, and anywhere in what does not matter', () => {
    const found = likelyOptima(bowl(30, 0.01), 100, stream(1));
    expect(found?.centre[0]).toBeCloseTo(0.3, 1);
    expect(found?.centre[1]).toBeCloseTo(0.6, 1);
    expect(spread(found?.places ?? [], 0)).toBeLessThan(0.2);
    expect(spread(found?.places ?? [], 2)).toBeGreaterThan(0.9);
    expect(found?.left).toBeLessThan(found?.best ?? 0);
  });

  it('tell what it costs to hold a dimension where the best trial has it', () => {
    const trials = bowl(60, 0.001).filter(({ place: [a = 0] }) => a > 0.4);
    const best = trials.reduce((least, one) => (one.height < least.height ? one : least));
    const [first = NaN, , third = NaN] = likelyOptima(trials, 100, stream(1))?.holding ?? [];
    // What is left of 4a² + 3b² + 2ab at its lowest over b: (4 − 1/3) a².
    const truth = (4 - 1 / 3) * ((best.place[0] ?? NaN) - 0.3) ** 2;
    expect(first / truth).toBeGreaterThan(0.8);
    expect(first / truth).toBeLessThan(1.2);
    expect(third).toBeLessThan(0.1 * truth);
  });

  it('spread the wider the noisier the trials are', () => {
    const at = (noise: number) => spread(likelyOptima(bowl(30, noise), 100, stream(1))?.places ?? [], 0);
    expect(at(0.5)).toBeGreaterThan(2 * at(0.01));
  });

  it('heed trials of another level for the shape', () => {
    const few = bowl(8, 0.02);
    const more = bowl(40, 0.02, 1).map((trial) => ({ ...trial, height: trial.height + 5 }));
    const [alone, helped] = [few, [...few, ...more]].map((trials) => likelyOptima(trials, 100, stream(1)));
    expect(spread(helped?.places ?? [], 0)).toBeLessThan(spread(alone?.places ?? [], 0));
    expect(helped?.centre[0]).toBeCloseTo(0.3, 1);
  });

  it('are the same every time, and none where nothing was tried', () => {
    const again = () => likelyOptima(bowl(20, 0.1), 10, stream(3))?.places;
    expect(again()).toEqual(again());
    expect(likelyOptima([], 10, stream(3))).toBeNull();
  });
});

describe('a Cholesky factor', () => {
  // numpy 2.4.6: numpy.linalg.cholesky([[4, 2, 0.6], [2, 3, 1.2], [0.6, 1.2, 2]])
  const a = [
    [4, 2, 0.6],
    [2, 3, 1.2],
    [0.6, 1.2, 2],
  ].map((row) => Float64Array.from(row));

  it('is that of numpy', () => {
    const lower = cholesky(a)?.map((row) => [...row]) ?? [];
    const expected = [
      [2, 0, 0],
      [1, Math.SQRT2, 0],
      [0.3, 0.6363961030678926, 1.2267844146385298],
    ];
    lower.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]?.[j] ?? NaN, 12)));
    expect(lower).toHaveLength(3);
  });

  it('solves', () => {
    const lower = cholesky(a) ?? [];
    // numpy 2.4.6: numpy.linalg.solve(a, [1, 2, 3])
    const x = [...solveUpper(lower, solveLower(lower, [1, 2, 3]))];
    [-0.01661129568106315, 0.0996677740863788, 1.4451827242524917].forEach((value, i) =>
      expect(x[i]).toBeCloseTo(value, 12),
    );
  });

  it('is none of what is not positive definite', () => {
    expect(cholesky([Float64Array.from([1, 2]), Float64Array.from([2, 1])])).toBeNull();
  });
});
