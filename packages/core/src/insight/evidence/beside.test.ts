import { describe, expect, it } from 'vitest';
import { stream } from '../../numeric/index.ts';
import { beside } from './beside.ts';

const ask = (distances: readonly number[], most = Infinity): ReturnType<typeof beside> =>
  beside(distances, { permutations: 9999, random: stream(1, 'test'), most });

describe('beside', () => {
  const nine = [0.05, 0.1, 0, 0.3, 0.9, 0.6, 0.8, 0.4, 1];

  it('gives the share of orders with the best as near', () => {
    const found = ask(nine);
    if (typeof found === 'string') throw new Error('the three best lie beside the edge');
    // Of the 84 · 6 = 504 choices of a top three and a fourth 4 have as large a T: enumerated with Python's
    // itertools.combinations from the definition at the head of beside.ts.
    expect(Math.abs(found.p - 4 / 504)).toBeLessThan(0.003);
    expect(found.farther).toBeCloseTo(0.875, 12);
  });

  it('knows what is far, and what too few', () => {
    expect(ask([...nine].reverse())).toBe('far');
    // Near for the span, but beyond what is beside, and another trial lies much nearer.
    expect(ask([0.15, 0.2, 0.1, 0.3, 0.9, 0.6, 0.8, 0, 0.01, 1], 0.04)).toBe('far');
    expect(ask(nine.slice(0, 7))).toBe('few');
    expect(ask(nine.map(() => 0.5))).toBe('far');
  });

  it('takes the nearest there are for beside where trials are coarse, unless the nearest of the best is their worst', () => {
    expect(ask([0, ...nine.filter((d) => d !== 0)])).toMatchObject({ nearest: null });
    // The three best are the three nearest, at 0.05 on average.
    const found = ask([0, 0.05, 0.1, 0.3, 0.9, 0.6, 0.8, 0.4, 1], 0.04);
    expect(typeof found === 'string' ? null : found.nearest).toBeCloseTo(0.05, 12);
    expect(ask(nine, 0.04)).toBe('far');
  });
});
