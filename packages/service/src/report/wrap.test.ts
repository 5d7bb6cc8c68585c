import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, wrap } from './wrap.ts';

describe('wrap', () => {
  it('breaks at spaces', () => {
    expect(wrap('the best trials crowd the edge', 12)).toEqual(['the best', 'trials crowd', 'the edge']);
    expect(wrap('', 12)).toEqual(['']);
  });

  it('cuts words that are longer than a line', () => {
    expect(wrap('a optimizer=adam/lr b', 8)).toEqual(['a', 'optimize', 'r=adam/l', 'r b']);
  });

  it('counts wide characters twice', () => {
    expect(wrap('学習率 学習', 7)).toEqual(['学習率', '学習']);
    expect(displayWidth('e\u0301')).toBe(1);
  });

  it('disarms control characters', () => {
    expect(wrap('a\u001b[31mb\u0007', 20)).toEqual(['a�[31mb�']);
  });

  it('keeps every character but spaces, and the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/\s/g, '')).toBe(wrap(text, 1e6).join('').replace(/\s/g, ''));
      }),
      { seed: 1 },
    );
  });
});
