import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSearch, writeSearch } from './search-text.ts';

/** What an address gives a meaning to, and letters of several lengths. */
const characters = [
  'a',
  '0',
  ' ',
  '+',
  '&',
  '=',
  '?',
  '#',
  '%',
  ',',
  ':',
  '/',
  '\\',
  '"',
  "'",
  '<',
  'ü',
  '漢',
  '🙂',
  '\n',
];

describe('choices in the address', () => {
  it('are written as a person reads them', () => {
    const search = {
      objective: 'valid/loss:minimize',
      trials: [3, 7],
      log: true,
      smooth: 0.6,
      note: 'a b',
      off: false,
    };
    expect(writeSearch(search)).toBe('?objective=valid/loss:minimize&trials=3,7&log=true&smooth=0.6&note=a+b');
    expect(writeSearch({ none: undefined, empty: '', list: [] })).toBe('');
  });

  it('come back as the texts that were written, whatever is in them', () => {
    const text = fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.dictionary(text, text, { maxKeys: 4 }), (search) => {
        expect(readSearch(writeSearch(search))).toEqual({ ...search });
      }),
      { seed: 1 },
    );
  });
});
