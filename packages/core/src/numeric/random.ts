/**
 * Seeded random streams: xoshiro128** 1.1 (D. Blackman and S. Vigna 2021, ACM TOMS 47(4), "Scrambled linear
 * pseudorandom number generators"), whose state is a hash of a seed and labels. Streams under different labels are independent.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | s | state of the generator | 4 × uint32, not all zero |
 */
import { hashWords, wordsOf, type Label } from './hash.ts';

/** A source of random numbers; each call moves it on. */
export interface Stream {
  /** Uniform on the integers of [0, 2³²). */
  readonly bits: () => number;
  /** Uniform on the multiples of 2⁻⁵³ in [0, 1). */
  readonly uniform: () => number;
  /** Uniform on the integers of [0, n), without bias; n is an integer in [1, 2³²]. */
  readonly integer: (n: number) => number;
  /** Uniform on the permutations of 0 … n − 1. */
  readonly permutation: (n: number) => number[];
  /** Standard normal (Box and Muller 1958). */
  readonly normal: () => number;
}

export type State = readonly [number, number, number, number];

/** The stream called `labels` under `seed`: `stream(7, 'bootstrap', 'lr')`. Equal arguments give equal streams. */
export function stream(seed: number, ...labels: readonly Label[]): Stream {
  const words = wordsOf([seed, ...labels]);
  return streamFrom([
    hashWords(words, 0x243f6a88),
    hashWords(words, 0x85a308d3),
    hashWords(words, 0x13198a2e),
    hashWords(words, 0x03707344),
  ]);
}

/** The stream that continues from a state; all zeros, from which xoshiro cannot move, is replaced by 0, 0, 0, 1. */
export function streamFrom(state: State): Stream {
  let [s0, s1, s2, s3] = state;
  if ((s0 | s1 | s2 | s3) === 0) s3 = 1;

  const bits = (): number => {
    const scrambled = Math.imul(rotate(Math.imul(s1, 5), 7), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotate(s3, 11);
    return scrambled >>> 0;
  };

  const uniform = (): number => {
    const high = bits() >>> 5;
    const low = bits() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  };

  const integer = (n: number): number => {
    const fair = 2 ** 32 - (2 ** 32 % n);
    let drawn = bits();
    while (drawn >= fair) drawn = bits();
    return drawn % n;
  };

  const permutation = (n: number): number[] => {
    const order: number[] = [];
    for (let i = 0; i < n; i++) {
      const place = integer(i + 1);
      order.push(order[place] ?? i);
      order[place] = i;
    }
    return order;
  };

  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

  return { bits, uniform, integer, permutation, normal };
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
