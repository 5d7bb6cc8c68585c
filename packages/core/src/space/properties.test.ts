/** What holds in every space: print and parse, encode and decode, strata and conditions agree. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentsOf } from './arguments.ts';
import { decode, encode } from './cube.ts';
import type { Space } from './hyperparameter.ts';
import { activeIn, flatten } from './identity.ts';
import { parseSpace } from './parse.ts';
import { printSpace } from './print.ts';
import { resolveConfiguration } from './resolve.ts';
import { strata, type Stratum } from './strata.ts';
import { checkConfiguration } from './validate.ts';

fc.configureGlobal({ seed: 20, numRuns: 200 });

/** A definition without its name; a choice holds lists of such. */
type Shape =
  | { readonly body: Readonly<Record<string, unknown>>; readonly branches?: undefined }
  | { readonly branches: readonly { readonly value?: number | boolean | null; readonly children: readonly Shape[] }[] };

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const floats = fc.oneof(
  fc.tuple(finite(-1e6, 1e6), finite(1e-3, 1e6)).map(([low, span]) => ({ range: [low === 0 ? 0 : low, low + span] })),
  fc
    .tuple(finite(-10, 4), finite(0.01, 8))
    .map(([exponent, decades]) => ({ range: [10 ** exponent, 10 ** (exponent + decades)], scale: 'log' })),
  fc.tuple(finite(-6, 0), finite(0.01, 4)).map(([exponent, decades]) => ({
    range: [1 - 10 ** (exponent + decades), 1 - 10 ** exponent],
    scale: 'reverse-log',
  })),
);

const integers = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 30 }), fc.integer({ min: 1, max: 2 ** 30 }), fc.boolean())
  .map(([low, span, log]) => ({ range: [low, low + span], type: 'integer', ...(log ? { scale: 'log' } : {}) }));

const lists = fc.oneof(
  fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 6 }).map((values) => ({ values })),
  fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', true, 1.5, null), { minLength: 1, maxLength: 6 })
    .filter((values) => !values.includes(null) || values.some((value) => typeof value === 'string'))
    .map((values) => ({ values })),
  fc
    .uniqueArray(fc.constantFrom('low', 'middle', 'high'), { minLength: 1 })
    .map((values) => ({ values, ordered: true })),
  fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1 }).map((values) => ({ values, ordered: false })),
  fc.uniqueArray(fc.boolean(), { minLength: 1 }).map((values) => ({ values })),
);

const extras = fc.record(
  { off: fc.constantFrom(-1e9, null, 'none'), meaning: fc.constant('other') },
  { requiredKeys: [] },
);

const leaf = fc
  .tuple(fc.oneof(floats, integers, lists), extras)
  .map(([form, extra]): Shape => ({ body: { ...form, ...extra } }));

function shapes(depth: number): fc.Arbitrary<readonly Shape[]> {
  const choice = fc
    .array(
      fc.record(
        {
          value: fc.constantFrom(2, true, null),
          children: depth === 0 ? fc.constant([]) : fc.nat(0).chain(() => shapes(depth - 1)),
        },
        { requiredKeys: ['children'] },
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((branches): Shape => ({ branches }));
  return fc.array(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: choice }), {
    minLength: depth === 2 ? 1 : 0,
    maxLength: 3,
  });
}

/** Names a list of shapes: the same names again in every branch of one choice, new ones elsewhere. */
function nameAll(
  list: readonly Shape[],
  first: number,
): { readonly raw: Record<string, unknown>; readonly next: number } {
  let next = first;
  const raw: Record<string, unknown> = {};
  for (const shape of list) {
    const name = `p${String(next++)}`;
    if (shape.branches === undefined) {
      raw[name] = shape.body;
      continue;
    }
    const inside = shape.branches.map(({ value, children }, index) => {
      const named = nameAll(children, next);
      const branch = value === undefined ? named.raw : { value, with: named.raw };
      return { entry: [`b${String(index)}`, branch] as const, next: named.next };
    });
    raw[name] = { choices: Object.fromEntries(inside.map(({ entry }) => entry)) };
    next = Math.max(next, ...inside.map((branch) => branch.next));
  }
  return { raw, next };
}

const spaces: fc.Arbitrary<Space> = shapes(2).map((list) => {
  const { space, issues } = parseSpace(nameAll(list, 0).raw);
  expect(issues).toEqual([]);
  return space;
});

/** A space, one of its strata, and a point in it. */
const places = spaces.chain((space) =>
  fc.constantFrom(...strata(space).map((stratum, index) => ({ stratum, index }))).chain(({ stratum, index }) => {
    const u = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const point = fc.array(u, { minLength: stratum.dimensions.length, maxLength: stratum.dimensions.length });
    return point.map((coordinates) => ({ space, stratum, index, point: coordinates }));
  }),
);

describe('any space', () => {
  it('is printed as what parses to the same space', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const printed: unknown = JSON.parse(JSON.stringify(printSpace(space)));
        expect(parseSpace(printed)).toEqual({ space, issues: [] });
      }),
    );
  });

  it('has identities that tell all its hyperparameters apart', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const ids = flatten(space).map(({ hyperparameter }) => hyperparameter.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('decodes every point to a configuration that lies in it, and encodes that to the same stratum', () => {
    fc.assert(
      fc.property(places, ({ space, stratum, index, point }) => {
        const configuration = decode(stratum, point);
        expect(checkConfiguration(space, configuration)).toEqual([]);
        expect(Object.keys(configuration)).toEqual(activeIn(space, configuration).map(({ id }) => id));
        expect(encode(space, configuration).stratum).toBe(index);
      }),
    );
  });

  it('gives back what was encoded: values that own an interval exactly, floats to 12 digits', () => {
    fc.assert(
      fc.property(places, ({ space, stratum, point }) => {
        const configuration = decode(stratum, point);
        const again = decode(stratum, encode(space, configuration).point);
        for (const { id, kind } of stratum.dimensions) {
          const [before, after] = [configuration[id], again[id]];
          if (kind === 'float') expectClose(Number(after), Number(before), stratum, id);
          else expect(after).toBe(before);
        }
      }),
    );
  });

  it('keeps float coordinates, and moves others by less than the interval of their value', () => {
    fc.assert(
      fc.property(places, ({ space, stratum, point }) => {
        const { point: again } = encode(space, decode(stratum, point));
        stratum.dimensions.forEach((dimension, index) => {
          const [before = NaN, after = NaN] = [point[index], again[index]];
          expect(after).toBeGreaterThanOrEqual(0);
          expect(after).toBeLessThan(1);
          if (dimension.kind === 'float') expect(Math.abs(after - before)).toBeLessThan(1e-6);
          else if (dimension.kind !== 'integer') {
            expect(Math.abs(after - before)).toBeLessThanOrEqual(0.5 / dimension.values.length + 1e-12);
          }
        });
      }),
    );
  });

  it('passes one argument for each active hyperparameter, each under its own name', () => {
    fc.assert(
      fc.property(places, ({ space, stratum, point }) => {
        const given = argumentsOf(space, decode(stratum, point));
        expect(given).toHaveLength(stratum.active.length);
        expect(new Set(given.map(({ arg }) => arg)).size).toBe(given.length);
      }),
    );
  });

  it('resolves each of its configurations to itself', () => {
    fc.assert(
      fc.property(places, ({ space, stratum, point }) => {
        const configuration = decode(stratum, point);
        expect(resolveConfiguration(space, configuration, { reach: 'inside' })).toEqual({
          configuration,
          inactive: {},
          outside: [],
          issues: [],
        });
      }),
    );
  });

  it('is the disjoint union of its strata, in lowest terms', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const all = strata(space);
        const labels = all.map((stratum) => JSON.stringify(stratum.labels));
        expect(new Set(labels).size).toBe(all.length);
        expect(all.every(({ weight }) => Number.isInteger(weight) && weight > 0)).toBe(true);
        expect(all.map(({ weight }) => weight).reduce(gcd)).toBe(1);
      }),
    );
  });
});

function expectClose(after: number, before: number, stratum: Stratum, id: string): void {
  const dimension = stratum.dimensions.find((one) => one.id === id);
  const size = dimension?.kind === 'float' ? Math.max(Math.abs(dimension.low), Math.abs(dimension.high)) : NaN;
  const relativeTo = dimension?.kind === 'float' && dimension.scale === 'log' ? Math.abs(before) : size;
  expect(Math.abs(after - before)).toBeLessThanOrEqual(1e-12 * relativeTo);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
