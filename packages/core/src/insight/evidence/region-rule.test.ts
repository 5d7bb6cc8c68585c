import { describe, expect, it } from 'vitest';
import { range } from '../../testing/planted.ts';
import type { HalfPlane, Where } from './region.ts';
import { linePoints, ruleOf } from './region-rule.ts';

const lr = range('lr', 1e-4, 1, 'log');
const wd = range('wd', 1e-6, 1e-2, 'log');
const width = { ...range('width', 1, 9), kind: 'integer' as const };

function plane(weights: readonly [number, number], direction: HalfPlane['direction']['in'], score: number): HalfPlane {
  const between = [score - 0.01, score + 0.01] as const;
  return {
    shape: 'half-plane',
    side: 'above',
    between,
    direction: { axes: [0, 1], weights, in: direction, coordinates: [[], []] },
  };
}

describe('ruleOf', () => {
  it('cuts a range at a round number between the neighbours', () => {
    const where: Where = { shape: 'side', axis: 0, side: 'above', between: [0.49, 0.53] };
    // 1e-4 · 10 ** (4 · 0.49) = 0.0091 and 10 ** (4 · 0.53) → 0.0132; midway 0.011.
    expect(ruleOf(where, [lr])).toEqual({ kind: 'side', of: 'lr', side: 'above', threshold: 0.01 });
  });

  it('takes the last whole number on the feasible side', () => {
    const edges = [
      [0.25, 0.375],
      [0.75, 0.875],
    ] as const;
    expect(ruleOf({ shape: 'band', axis: 0, side: 'outside', edges }, [width])).toMatchObject({ low: 4, high: 7 });
    expect(ruleOf({ shape: 'band', axis: 0, side: 'between', edges }, [width])).toMatchObject({ low: 3, high: 8 });
  });

  it.each([
    [[1, 1], 'logs', 'lr · wd'],
    [[1, -1], 'logs', 'lr / wd'],
    [[1, -0.5], 'logs', 'lr / √wd'],
    [[0.5, 1], 'logs', '√lr · wd'],
    [[1, -1], 'complement', 'lr / (1 − wd)'],
  ] as const)('names %s of %s as %s', (weights, kind, of) => {
    expect(ruleOf(plane(weights, kind, Math.log(1e-5)), [lr, wd])).toEqual({
      kind: 'side',
      of,
      side: 'above',
      threshold: 1e-5,
    });
  });

  it('tells another line by where it leaves the ranges', () => {
    const x = range('x', 0, 10);
    const y = range('y', 0, 100);
    const rule = ruleOf(plane([1, 1], 'places', 1.5), [x, y]);
    if (rule?.kind !== 'line') throw new Error('a line in places has no formula');
    const [from, to] = rule.ends;
    // u + v = 1.5 enters the unit square at (1, 0.5) and leaves it at (0.5, 1).
    expect([from.first, from.second, to.first, to.second].map(Number)).toEqual(
      [10, 50, 5, 100].map((v) => expect.closeTo(v, 6) as number),
    );
  });
});

describe('linePoints', () => {
  it('lies where the quantity has its limit, inside both ranges', () => {
    const points = linePoints(plane([1, 1], 'logs', Math.log(1e-5)), [lr, wd], 41);
    expect(points.length).toBeGreaterThan(10);
    for (const { first, second } of points) expect(Number(first) * Number(second)).toBeCloseTo(1e-5, 12);
  });
});
