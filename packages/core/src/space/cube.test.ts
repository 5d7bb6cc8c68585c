import { describe, expect, it } from 'vitest';
import { decode, encode } from './cube.ts';
import type { Hyperparameter } from './hyperparameter.ts';
import { parseSpace } from './parse.ts';
import { strata } from './strata.ts';
import { fromUnit, toUnit } from './unit.ts';

function one(body: unknown): Hyperparameter {
  const [hyperparameter] = parseSpace({ x: body }).space.hyperparameters;
  if (hyperparameter === undefined) throw new Error('not a definition');
  return hyperparameter;
}

const almostOne = 1 - 2 ** -53;

describe('a float', () => {
  it('is spaced by its scale', () => {
    expect(fromUnit(one({ range: [-1, 3] }), 0.25)).toBe(0);
    expect(fromUnit(one({ range: [1e-4, 1], scale: 'log' }), 0.5)).toBeCloseTo(0.01, 15);
    expect(fromUnit(one({ range: [0.9, 0.999], scale: 'reverse-log' }), 0.5)).toBeCloseTo(0.99, 15);
  });

  it('stays within its ends, to the last digit', () => {
    for (const body of [
      { range: [0.1, 0.3] },
      { range: [1e-7, 0.3], scale: 'log' },
      { range: [0.3, 0.9999999], scale: 'reverse-log' },
    ]) {
      const [low, high] = body.range;
      expect(fromUnit(one(body), 0)).toBeCloseTo(Number(low), 15);
      for (const u of [0, 1e-17, almostOne, 1]) {
        expect(fromUnit(one(body), u)).toBeGreaterThanOrEqual(Number(low));
        expect(fromUnit(one(body), u)).toBeLessThanOrEqual(Number(high));
      }
    }
  });

  it('has its upper end inside the cube, and what lies beyond outside', () => {
    const x = one({ range: [1, 100], scale: 'log' });
    expect(toUnit(x, 1)).toBe(0);
    expect(toUnit(x, 100)).toBe(almostOne);
    expect(toUnit(x, 1000)).toBeCloseTo(1.5, 12);
    expect(toUnit(x, 0.1)).toBeCloseTo(-0.5, 12);
    expect(toUnit(x, 'off')).toBeNaN();
  });
});

describe('an integer', () => {
  it('gives each value an interval of the same width', () => {
    const x = one({ range: [1, 4], type: 'integer' });
    expect([0, 0.24, 0.25, 0.49, 0.5, 0.75, almostOne].map((u) => fromUnit(x, u))).toEqual([1, 1, 2, 2, 3, 4, 4]);
    expect([1, 2, 3, 4].map((value) => toUnit(x, value))).toEqual([0.125, 0.375, 0.625, 0.875]);
  });

  it('gives each value of a log scale the interval of its rounding', () => {
    const x = one({ range: [1, 3], type: 'integer', scale: 'log' });
    // ln(1.5 / 0.5) / ln(3.5 / 0.5) and ln(2.5 / 0.5) / ln(3.5 / 0.5)
    const edges = [Math.log(3) / Math.log(7), Math.log(5) / Math.log(7)];
    const near = edges.flatMap((edge) => [edge - 1e-9, edge + 1e-9]);
    expect(near.map((u) => fromUnit(x, u))).toEqual([1, 2, 2, 3]);
    expect(toUnit(x, 1)).toBeCloseTo(Math.log(3) / Math.log(7) / 2, 12);
  });
});

describe('a list', () => {
  it('gives each value an equal share, encoded to its middle', () => {
    const x = one({ values: ['a', 'b', 'c'] });
    expect([0, 0.3, 0.34, 0.67, almostOne, 1].map((u) => fromUnit(x, u))).toEqual(['a', 'a', 'b', 'c', 'c', 'c']);
    expect(['a', 'b', 'c', 'd'].map((value) => toUnit(x, value))).toEqual([1 / 6, 0.5, 5 / 6, NaN]);
  });

  it('does so for the labels of a choice', () => {
    const x = one({ choices: { a: null, b: { value: 7 } } });
    expect(fromUnit(x, 0.6)).toBe('b');
    expect(toUnit(x, 'b')).toBe(0.75);
  });
});

describe('a configuration', () => {
  const { space } = parseSpace({
    o: { choices: { a: { x: { range: [0, 10] } }, b: { x: { range: [0, 1] } } } },
    d: { off: 0, range: [1, 3] },
    n: { values: [5] },
  });
  const all = strata(space);

  it('is decoded in the order of the file, from the dimensions of its stratum', () => {
    expect(
      all.map((stratum) =>
        decode(
          stratum,
          stratum.dimensions.map(() => 0.5),
        ),
      ),
    ).toEqual([
      { o: 'a', 'o=a/x': 5, d: 0, n: 5 },
      { o: 'a', 'o=a/x': 5, d: 2, n: 5 },
      { o: 'b', 'o=b/x': 0.5, d: 0, n: 5 },
      { o: 'b', 'o=b/x': 0.5, d: 2, n: 5 },
    ]);
  });

  it('is encoded to its stratum and point', () => {
    expect(encode(space, { o: 'b', 'o=b/x': 0.25, d: 2.5, n: 5 })).toEqual({ stratum: 3, point: [0.25, 0.75] });
    expect(encode(space, { n: 5, d: 0, 'o=a/x': 5, o: 'a' })).toEqual({ stratum: 0, point: [0.5] });
  });

  it.each([
    ['an inactive value', { o: 'a', 'o=a/x': 5, 'o=b/x': 0.5, d: 0, n: 5 }],
    ['a missing value', { o: 'a', d: 0, n: 5 }],
    ['a value between off and range', { o: 'a', 'o=a/x': 5, d: 0.5, n: 5 }],
    ['another constant', { o: 'a', 'o=a/x': 5, d: 0, n: 6 }],
  ])('is refused with %s', (_, configuration) => {
    expect(() => encode(space, configuration)).toThrow('the configuration does not lie in the space');
  });
});
