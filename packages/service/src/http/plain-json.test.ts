import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainJson } from './plain-json.ts';

const numbers = fc.double().map((value) => (value === 0 ? 0 : value));

describe('isPlainJson', () => {
  it('holds only of what JSON gives back as it is', () => {
    const anything = fc.oneof(
      fc.anything({ values: [numbers, fc.string(), fc.boolean(), fc.constantFrom(null, undefined)], withDate: true }),
      fc.anything({ values: [fc.integer(), fc.string(), fc.boolean()] }),
    );
    let plain = 0;
    fc.assert(
      fc.property(anything, (value) => {
        if (!isPlainJson(value)) return;
        plain++;
        expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value);
      }),
      { seed: 5, numRuns: 500 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  it.each([
    ['a number', NaN],
    ['a number in a list', [1, Infinity]],
    ['a number in an object', { a: { b: -Infinity } }],
    ['nothing', { a: undefined }],
    ['a hole', [undefined]],
    ['a time', new Date(0)],
    ['a map', new Map()],
    ['what says its own JSON', { toJSON: () => 1 }],
  ])('does not hold of %s that JSON lacks', (_, value) => {
    expect(isPlainJson(value)).toBe(false);
  });

  it('holds of every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => isPlainJson(value)),
      { seed: 5 },
    );
  });
});
