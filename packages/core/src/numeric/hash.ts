/**
 * MurmurHash3 for 32-bit words (A. Appleby 2008–2011, public domain): turns a seed and labels into well-mixed bits.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | h | running hash | uint32 |
 * | w | word absorbed | uint32 |
 */

/** Part of the name of something random: `hash(seed, 'halton', 3)`. Numbers are safe integers. */
export type Label = string | number;

/** The finalizer of MurmurHash3: a bijection of 32-bit words in which each input bit flips each output bit half the time. */
export function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** MurmurHash3_x86_32 of the words' little-endian bytes; in [0, 2³²). */
export function hashWords(words: readonly number[], seed: number): number {
  let h = seed;
  for (const w of words) {
    const k = rotate(Math.imul(w, 0xcc9e2d51), 15);
    h = Math.imul(rotate(h ^ Math.imul(k, 0x1b873593), 13), 5) + 0xe6546b64;
  }
  return mix(h ^ (words.length * 4));
}

/** A seed in [0, 2³²) that depends on `seed` and every label, and on their order and borders. */
export function hash(seed: number, ...labels: readonly Label[]): number {
  return hashWords(wordsOf([seed, ...labels]), 0);
}

/** Labels as words, such that different lists of labels give different words. Throws `RangeError` for a number that is no safe integer. */
export function wordsOf(labels: readonly Label[]): number[] {
  const words: number[] = [];
  for (const label of labels) {
    if (typeof label === 'number') {
      // 0.25 and 0.5 would give the words of 0, and two streams be one.
      if (!Number.isSafeInteger(label))
        throw new RangeError(`a label of a stream is a safe integer or text, not ${label}`);
      words.push(0x6e756d, label >>> 0, Math.floor(label / 2 ** 32) >>> 0);
    } else {
      words.push(0x746578, label.length);
      for (let i = 0; i < label.length; i++) words.push(label.charCodeAt(i));
    }
  }
  return words;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
