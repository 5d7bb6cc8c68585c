/**
 * Does the best of a search vary more with the points that it tried than with the seed of its training (method L1)?
 *
 *   N   trials that ended, F of them feasible;  n = N / 2
 *   S   standard deviation of the best of n (`best-of.ts`): study variance, that of another search
 *   s   standard deviation from seed to seed, known from m seeds: trial variance
 *   H0  configurations make no difference: the F results are normal with the seeds' standard deviation, about one value
 *   p   P(S / s at least as large under H0), by simulation
 *
 * Under H0 S is about s / 2, since only the luck of picking varies. F sorted normals come from sorted uniforms, of which
 * those are drawn that carry weight (A. Rényi, On the Theory of Order Statistics, 1953).
 */
import { normalQuantile, type Stream } from '../../numeric/index.ts';
import { bestOf, widest } from './best-of.ts';

/** Best results that carry all but 2⁻⁴⁸ of the weight at n = N / 2. */
const mostDrawn = 48;

export interface SearchSpread {
  /** N. */
  readonly count: number;
  /** F. */
  readonly feasible: number;
  /** S / s. */
  readonly ratio: number;
  /** m. */
  readonly seeds: number;
}

/** p; 1 without `simulations`. */
export function spreadByNoise(
  { count, feasible, ratio, seeds }: SearchSpread,
  simulations: number,
  random: Stream,
): number {
  let reached = 0;
  for (let simulation = 0; simulation < simulations; simulation++) {
    const { deviation } = bestOf(sortedNormals(feasible, random), count, widest(count));
    let squares = 0;
    for (let freedom = 1; freedom < seeds; freedom++) squares += random.normal() ** 2;
    if (deviation >= ratio * Math.sqrt(squares / (seeds - 1))) reached++;
  }
  return (reached + 1) / (simulations + 1);
}

/** The largest of `count` standard normals, in falling order. */
function sortedNormals(count: number, random: Stream): readonly number[] {
  let above = 1;
  return Array.from({ length: Math.min(count, mostDrawn) }, (_, r) => {
    above *= (1 - random.uniform()) ** (1 / (count - r));
    // The largest of F uniforms lies so near to 1 that its distance is kept instead.
    return -normalQuantile(Math.max(1 - above, 2 ** -53));
  });
}
