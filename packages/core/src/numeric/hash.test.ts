import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash, hashWords, mix, wordsOf, type Label } from './hash.ts';

describe('hashWords', () => {
  // Published vectors of MurmurHash3_x86_32 for four bytes; the last from scikit-learn's murmurhash3_32(b'abcdefgh', 7).
  it.each([
    [[0x87654321], 0, 0xf55b516b],
    [[0x87654321], 0x5082edee, 0x2362f9de],
    [[0], 0, 0x2362f9de],
    [[0xffffffff], 0, 0x76293b50],
    [[], 1, 0x514e28b7],
    [[0x64636261, 0x68676665], 7, 0x274be5a5],
  ])('gives the reference value of %j under %d', (words, seed, expected) => {
    expect(hashWords(words, seed)).toBe(expected);
  });
});

describe('hash', () => {
  const label = fc.oneof(fc.maxSafeInteger(), fc.string());
  const labels: fc.Arbitrary<Label[]> = fc.array(label, { maxLength: 4 });

  it('depends on the borders between labels and on their kind', () => {
    const all = [
      hash(1, 'ab', 'c'),
      hash(1, 'a', 'bc'),
      hash(1, 'abc'),
      hash(1, 1),
      hash(1, '1'),
      hash(1, -1),
      hash(-1, 1),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('gives different lists of labels different words', () => {
    fc.assert(
      fc.property(labels, labels, (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        expect(wordsOf(a)).not.toEqual(wordsOf(b));
      }),
      { seed: 1 },
    );
  });

  it.each([0.5, -0.5, 2 ** 53, NaN, Infinity])('refuses %d, which has no words of its own', (label) => {
    expect(() => hash(1, 'spread', label)).toThrow(RangeError);
    expect(() => hash(label)).toThrow(RangeError);
  });
});

describe('mix', () => {
  it('is one to one on a block of words', () => {
    const images = new Set(Array.from({ length: 4096 }, (_, word) => mix(word)));
    expect(images.size).toBe(4096);
  });
});
