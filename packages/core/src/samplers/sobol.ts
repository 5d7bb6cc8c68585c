/**
 * Sobol's sequence (I. M. Sobol' 1967) in the order of I. A. Antonov and V. M. Saleev 1979 (Gray code), plain and with
 * the nested uniform scrambling of A. B. Owen 1995, "Randomly permuted (t, m, s)-nets and (t, s)-sequences": each binary
 * digit of a coordinate is flipped, or not, by a random bit that belongs to the digits before it. The random bits are
 * hashes of those digits, so no tree is stored (as in B. Burley 2020, "Practical hash-based Owen scrambling", JCGT 9(4)).
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | d | dimensions | integer |
 * | v | v[32·j + k]: direction number of dimension j for bit k, a binary fraction of 32 digits | 32·d, uint32 |
 * | x | a coordinate as a binary fraction of 32 digits | uint32 |
 * | keys | two words that seed the hashes of one dimension and depth | 2·33 per dimension, uint32 |
 */
import { AttuneError } from '../errors/index.ts';
import { mix, stream, type Stream } from '../numeric/index.ts';
import { directionsOf, sobolDimensions, type Direction } from './sobol-directions.ts';
import type { Sequence } from './sequence.ts';
import { samplerTexts } from './texts.ts';

const bits = 32;

/**
 * The scrambled sequence. The first 2ᵐ points, and each 2ᵐ after them, form a net: one point in each of the 2ᵐ equal
 * intervals of every dimension. The sequence begins at its first point: skipping or thinning would break the nets.
 * Refuses, as `unsupported`, more dimensions than there are direction numbers for, and an index of 2³² or more.
 */
export function sobolSequence(dimensions: number, seed: number): Sequence {
  const v = directionNumbers(dimensions);
  const keys = Array.from({ length: dimensions }, (_, j) => keysOf(stream(seed, 'sobol', j)));
  return { point: (index) => keys.map((key, j) => scrambled(coordinate(v, j, index), key)) };
}

/** The sequence as it is, from the origin on: SciPy's `qmc.Sobol(d, scramble=False, bits=32)` bit for bit. */
export function plainSobolSequence(dimensions: number): Sequence {
  const v = directionNumbers(dimensions);
  const axes = Array.from({ length: dimensions }, (_, j) => j);
  return { point: (index) => axes.map((j) => coordinate(v, j, index) * 2 ** -bits) };
}

function directionNumbers(dimensions: number): Uint32Array {
  if (dimensions > sobolDimensions) {
    throw new AttuneError('unsupported', samplerTexts.sobolDimensions({ dimensions, most: sobolDimensions }));
  }
  const v = new Uint32Array(bits * dimensions);
  for (let k = 0; k < bits && dimensions > 0; k++) v[k] = 2 ** (bits - 1 - k);
  for (const [row, direction] of directionsOf(dimensions).entries()) {
    const first = bits * (row + 1);
    v.subarray(first, first + bits).set(recurrence(direction));
  }
  return v;
}

/** vₖ = a₁vₖ₋₁ ⊕ … ⊕ aₛ₋₁vₖ₋ₛ₊₁ ⊕ vₖ₋ₛ ⊕ (vₖ₋ₛ / 2ˢ), from vₖ = mₖ / 2ᵏ (Joe and Kuo 2008, eq. 2). */
function recurrence({ polynomial, start }: Direction): Uint32Array {
  const s = start.length;
  const v = new Uint32Array(bits);
  for (let k = 0; k < bits; k++) {
    const m = start[k];
    if (m !== undefined) {
      v[k] = m << (bits - 1 - k);
      continue;
    }
    const oldest = v[k - s] ?? 0;
    let next = oldest ^ (oldest >>> s);
    for (let j = 1; j < s; j++) if ((polynomial >>> (s - j)) & 1) next ^= v[k - j] ?? 0;
    v[k] = next;
  }
  return v;
}

function coordinate(v: Uint32Array, j: number, index: number): number {
  if (index >= 2 ** bits) throw new AttuneError('unsupported', samplerTexts.sobolIndex({ index, most: 2 ** bits - 1 }));
  let x = 0;
  let gray = index ^ (index >>> 1);
  for (let k = bits * j; gray !== 0; k++) {
    if (gray & 1) x ^= v[k] ?? 0;
    gray >>>= 1;
  }
  return x >>> 0;
}

function keysOf(random: Stream): Uint32Array {
  return Uint32Array.from({ length: 2 * (bits + 1) }, random.bits);
}

/** The scrambled coordinate, continued with 21 random digits that belong to all 32, in [0, 1). */
function scrambled(x: number, keys: Uint32Array): number {
  let flips = 0;
  for (let depth = 0; depth < bits; depth++) {
    const before = depth === 0 ? 0 : x >>> (bits - depth);
    flips = (flips << 1) | (hashed(before, keys, depth) >>> 31);
  }
  return (((x ^ flips) >>> 0) * 2 ** 21 + (hashed(x, keys, bits) >>> 11)) * 2 ** -53;
}

function hashed(before: number, keys: Uint32Array, depth: number): number {
  return mix(mix(before ^ (keys[2 * depth] ?? 0)) ^ (keys[2 * depth + 1] ?? 0));
}
