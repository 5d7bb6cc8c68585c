/**
 * The randomized Halton sequence of A. B. Owen 2017, "A randomized Halton algorithm in R" (arXiv:1706.02808): in
 * dimension j the index is written in the j-th prime base, each digit goes through a permutation drawn independently for
 * its base and its position, and the digits are mirrored at the point. The zeros before the index's highest digit are
 * permuted too, down to the precision of a double; that acts as a random shift, so no point needs to be skipped.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | b | base, a prime | integer |
 * | K | digits used: the most for which bᴷ ≤ 2⁵³ | integer |
 * | π | π[k·b + a] is the image of digit a at position k | K·b |
 * | tail | tail[k]: what the permuted zeros from position k on are worth, in units of b⁻ᴷ | K + 1 |
 */
import { stream, type Stream } from '../numeric/index.ts';
import { firstPrimes } from './primes.ts';
import type { Sequence } from './sequence.ts';

interface Axis {
  readonly base: number;
  readonly digits: number;
  /** bᴷ. */
  readonly size: number;
  readonly images: Uint16Array;
  readonly tail: Float64Array;
}

/**
 * Any bᵏ consecutive points that begin at a multiple of bᵏ lie one each in the bᵏ equal intervals of the dimension of
 * base b. Indices below 2⁵³ / b are all distinct; an index costs one step per digit.
 */
export function haltonSequence(dimensions: number, seed: number): Sequence {
  const axes = firstPrimes(dimensions).map((base) => axisOf(base, stream(seed, 'halton', base)));
  return { point: (index) => axes.map((axis) => coordinate(axis, index)) };
}

function axisOf(base: number, random: Stream): Axis {
  let digits = 0;
  let size = 1;
  while (size * base <= 2 ** 53) {
    size *= base;
    digits += 1;
  }
  const images = new Uint16Array(digits * base);
  for (let k = 0; k < digits; k++) images.set(random.permutation(base), k * base);
  const tail = new Float64Array(digits + 1);
  let weight = 1;
  for (let k = digits - 1; k >= 0; k--) {
    tail[k] = (tail[k + 1] ?? 0) + weight * (images[k * base] ?? 0);
    weight *= base;
  }
  return { base, digits, size, images, tail };
}

/** Sums integers below 2⁵³ and divides once, so that no rounding moves a point into a neighbouring interval. */
function coordinate({ base, digits, size, images, tail }: Axis, index: number): number {
  let sum = 0;
  let rest = index;
  let weight = size;
  let k = 0;
  for (; rest > 0 && k < digits; k++) {
    const next = Math.floor(rest / base);
    weight /= base;
    sum += weight * (images[k * base + rest - next * base] ?? 0);
    rest = next;
  }
  return (sum + (tail[k] ?? 0)) / size;
}
