import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { separations } from './separation.ts';

const settings = () => ({ permutations: 9999, random: stream(1, 'test') });

describe('separations', () => {
  it('gives the chance of as clear a split over all labelings', () => {
    const values = ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b', 'b'];
    const infeasible = values.map((_, i) => i < 4);
    const [split] = separations([{ kind: 'unordered', values }], infeasible, settings());
    expect(split).toMatchObject({
      where: { side: 'at', value: 'a' },
      inside: { infeasible: 4, count: 6 },
      outside: { infeasible: 0, count: 6 },
    });
    // All four in a, or all four in b: 2 C(6, 4) / C(12, 4) = 30 / 495.
    expect(Math.abs((split?.p ?? 0) - 30 / 495)).toBeLessThan(0.008);
  });

  it('cuts an ordered axis where it separates best, never between equal places', () => {
    const places = [0.1, 0.2, 0.3, 0.5, 0.5, 0.5, 0.8, 0.9];
    const infeasible = [false, false, false, false, true, true, true, true];
    const [split] = separations([{ kind: 'ordered', places }], infeasible, settings());
    expect(split).toMatchObject({ where: { side: 'above', between: [0.3, 0.5] }, inside: { infeasible: 4, count: 5 } });
  });

  it('compares within the branch, and orders axes by how well they separate', () => {
    const infeasible = [true, true, true, false, false, false, false, true];
    const inBranch = [0.1, 0.2, 0.3, 0.6, 0.7, 0.8, null, null];
    const weaker = [0.1, 0.2, 0.9, 0.6, 0.7, 0.8, 0.5, 0.15];
    const splits = separations(
      [
        { kind: 'ordered', places: weaker },
        { kind: 'ordered', places: inBranch },
      ],
      infeasible,
      settings(),
    );
    expect(splits.map(({ axis }) => axis)).toEqual([1, 0]);
    expect(splits[0]).toMatchObject({
      where: { side: 'below' },
      inside: { infeasible: 3, count: 3 },
      outside: { infeasible: 0, count: 3 },
    });
  });

  it('finds nothing where an axis has one value', () => {
    expect(separations([{ kind: 'ordered', places: [0.5, 0.5] }], [true, false], settings())).toEqual([]);
  });
});
