/**
 * Do the best trials lie nearer to an edge than the others? A permutation test; symbols are those of `stability-edge.ts`.
 *
 *   d_i   distance of trial i from the edge, best trial first; the farthest sets the span
 *   T     the larger of (E − mean d of the best m) / its standard deviation over all choices of m trials, for m = 3 and for
 *         a quarter (the region near the optimum, 4 at least); 0 where the best three do not lie beside the edge, or only as
 *         near as coarse sampling allows and the nearest of them is the worst
 */
import type { Stream } from '../../numeric/index.ts';

export interface Beside {
  /** Share of orders in which the best lie beside the edge with as large a T. */
  readonly p: number;
  /** Mean share of trials that lie farther from the edge than the best three. */
  readonly farther: number;
  /** The mean distance of the nearest three; null where the best three lie within `most`, so that it does not matter. */
  readonly nearest: number | null;
}

export interface Settings {
  readonly permutations: number;
  readonly random: Stream;
  /** The mean distance beyond which the best are not beside the edge, unless hardly any trial lies nearer. */
  readonly most: number;
}

export const fewestBeside = 8;
const topCount = 3;
const regionShare = 0.25;
/** A fifth of the span: where a reader sees a crowd at an edge. */
const near = 0.2;
/**
 * Where trials are so few that none could lie within `most`: the best three as a multiple of the nearest three. Measured:
 * larger ones hardly find more edges, and speak more often of optima short of them.
 */
const coarse = 2;

/** `few` and `far` tell why there is nothing to test. */
export function beside(distances: readonly number[], { permutations, random, most }: Settings): Beside | 'few' | 'far' {
  const n = distances.length;
  if (n < fewestBeside) return 'few';
  const all = Float64Array.from(distances);
  const mean = all.reduce((sum, d) => sum + d, 0) / n;
  const variance = all.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  const span = all.reduce((before, d) => Math.max(before, d), 0);
  const nearest = meanOf(all.toSorted().subarray(0, topCount));
  const limit = Math.min(near * span, Math.max(most, coarse * nearest));
  const region = Math.max(topCount + 1, Math.ceil(regionShare * n));
  // Of the mean of m of n without replacement.
  const [topError, regionError] = [topCount, region].map((m) => Math.sqrt((variance / m) * (1 - m / n)));
  const strength = (order: readonly number[] | null): number => {
    let total = 0;
    let top = 0;
    for (let i = 0; i < region; i++) {
      total += all[order === null ? i : (order[i] ?? 0)] ?? 0;
      if (i === topCount - 1) top = total / topCount;
    }
    if (top > limit || (top > most && isWorstNearest(all, order))) return 0;
    return Math.max((mean - top) / (topError ?? 1), (mean - total / region) / (regionError ?? 1));
  };
  const observed = strength(null);
  if (!(observed > 0)) return 'far';
  let reached = 0;
  for (let round = 0; round < permutations; round++) {
    if (strength(random.permutation(n)) >= observed - 1e-9) reached++;
  }
  const farther = distances.slice(0, topCount).map((d) => distances.filter((other) => other > d).length / (n - 1));
  const own = meanOf(all.subarray(0, topCount));
  return { p: (reached + 1) / (permutations + 1), farther: meanOf(farther), nearest: own > most ? nearest : null };
}

/** Of the best three, whether the one nearest to the edge is the worst: then the objective may turn before it. */
function isWorstNearest(all: Float64Array, order: readonly number[] | null): boolean {
  const [first = 0, second = 0, third = 0] = [0, 1, 2].map(
    (rank) => all[order === null ? rank : (order[rank] ?? 0)] ?? 0,
  );
  return third <= Math.min(first, second);
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
