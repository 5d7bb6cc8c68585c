import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeParts } from './code-words.ts';

it('tells commands from words', () => {
  expect(codeParts('run `attune compare 3 7`, then `attune launch`')).toEqual([
    { text: 'run ', code: false },
    { text: 'attune compare 3 7', code: true },
    { text: ', then ', code: false },
    { text: 'attune launch', code: true },
  ]);
  expect(codeParts('a ` alone')).toEqual([{ text: 'a ` alone', code: false }]);
});

it('loses nothing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const again = codeParts(text).map((part) => (part.code ? `\`${part.text}\`` : part.text));
      expect(again.join('')).toBe(text);
    }),
    { seed: 1 },
  );
});
