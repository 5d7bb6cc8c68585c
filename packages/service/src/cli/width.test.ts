import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut, displayWidth, pad, printable, wrap } from './width.ts';

it.each([
  ['abc', 3],
  ['\u001b[31mabc\u001b[39m', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['…━', 2],
  ['🚀', 2],
])('measures %j as %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

it('cuts with an ellipsis, never through a wide letter', () => {
  expect(cut('learning_rate', 8)).toBe('learnin…');
  expect(cut('learning', 8)).toBe('learning');
  expect(cut('日本語', 4)).toBe('日…');
  expect(cut('abc', 0)).toBe('');
});

it('never exceeds the width it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, width) => {
      expect(displayWidth(cut(printable(text), width))).toBeLessThanOrEqual(width);
    }),
    { seed: 1 },
  );
});

it('pads to either side', () => {
  expect([pad('1', 3), pad('1', 3, 'right'), pad('long', 2)]).toEqual(['1  ', '  1', 'long']);
});

it('wraps at spaces', () => {
  expect(wrap('a bb ccc dddddddd e', 6)).toEqual(['a bb', 'ccc', 'dddddddd', 'e']);
});

it('makes foreign text harmless', () => {
  expect(printable('loss\u001b[2J\nis\tNaN\u0007')).toBe('loss is NaN');
});
