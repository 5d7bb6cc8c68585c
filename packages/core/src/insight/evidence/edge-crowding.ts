/**
 * Do the best trials of a study crowd an edge of a dimension? A permutation test, corrected for all dimensions and edges at
 * once by the distribution of the largest statistic (P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing,
 * 1993, §2.6).
 *
 *   u_i   place of trial i in the dimension, in [0, 1] in its own scale; null outside the dimension's branch
 *   crowd the best trials lie at an edge: the mean place of the top three within `topWithin` of it, one of them within
 *         `nearestWithin`, and the mean place of the best quarter (the region near the optimum) on its side of the middle
 *   a_i   score of trial i, ties sharing, in three kinds: 1 for the top three and 0 for the rest; 1 for the best quarter
 *         and 0 for the rest; its rank from the worst, over n (the trend over all trials)
 *   T     Σ a_i u_i
 *   z     (T − E T) / √Var T over all assignments of scores to places (J. Hájek and Z. Šidák, Theory of Rank Tests, 1967,
 *         II.3.1), counted towards the edge
 *   S     the largest of the three z where there is a crowd, else 0
 *   H0    the hyperparameters do not matter: every order of the trials is equally likely, given the points sampled
 *
 * Being a crowd is part of the statistic, so that all of the permitted false alarms go to crowds, none to hyperparameters
 * that merely matter. Nothing is assumed about how the points lie: quasi-random, random and grid designs alike.
 */
import type { Stream } from '../../numeric/index.ts';

/** The trials of one dimension: `places` best first over the whole study, null outside its branch. */
export interface Places {
  readonly places: readonly (number | null)[];
  /** The objective of the same trials, so that ties are known. */
  readonly objectives: readonly number[];
}

/** What a dimension's trials show; `none` where they do not crowd an edge. */
export type Crowding = Crowd | { readonly edge: 'none' };

export interface Crowd {
  /** Trials in the dimension's branch. */
  readonly count: number;
  /** Size of the region near the optimum: a quarter of the branch, at least 4. */
  readonly region: number;
  readonly edge: 'low' | 'high';
  /** Mean place of the top three, and of the region. */
  readonly topPlace: number;
  readonly regionPlace: number;
  /** Share of relabelings in which a crowd as clear appears at any edge of any dimension. */
  readonly p: number;
}

export const topCount = 3;
const topWithin = 0.2;
const nearestWithin = 0.1;

/** For each dimension, the edge that its best trials crowd; null where fewer than `fewest` trials or no spread. */
export function crowding(
  dimensions: readonly Places[],
  settings: { readonly permutations: number; readonly random: Stream; readonly fewest: number },
): readonly (Crowding | null)[] {
  const prepared = dimensions.map((dimension) => prepare(dimension, settings.fewest));
  const tested = prepared.filter((dimension) => dimension !== null);
  const observed = prepared.map((dimension) => (dimension === null ? null : strength(dimension, null)));
  const reached = observed.map(() => 0);
  const n = dimensions.reduce((most, { places }) => Math.max(most, places.length), 0);
  // Without a crowd there is nothing to test.
  const rounds = observed.some((each) => each !== null && each !== 0) ? settings.permutations : 0;
  for (let round = 0; round < rounds; round++) {
    const order = settings.random.permutation(n);
    const most = tested.reduce((before, dimension) => Math.max(before, Math.abs(strength(dimension, order))), 0);
    observed.forEach((value, d) => {
      if (value !== null && most >= Math.abs(value) - 1e-12) reached[d] = (reached[d] ?? 0) + 1;
    });
  }
  return prepared.map((dimension, d) => {
    const value = observed[d] ?? null;
    if (dimension === null || value === null) return null;
    if (value === 0) return { edge: 'none' };
    return {
      count: dimension.count,
      region: dimension.regionSize,
      edge: value < 0 ? 'low' : 'high',
      topPlace: total(dimension.scorings[0].scores, dimension.inside) / dimension.topSize,
      regionPlace: total(dimension.scorings[1].scores, dimension.inside) / dimension.regionSize,
      p: ((reached[d] ?? 0) + 1) / (settings.permutations + 1),
    };
  });
}

/** One kind of score, with the moments of its statistic under H0. */
interface Scoring {
  /** Best first; trailing zeros left out. */
  readonly scores: readonly number[];
  readonly expected: number;
  readonly deviation: number;
}

interface Prepared {
  readonly count: number;
  /** NaN outside the branch. */
  readonly places: Float64Array;
  /** Those in the branch, best first. */
  readonly inside: readonly number[];
  readonly topSize: number;
  readonly regionSize: number;
  /** Top three, region, trend. */
  readonly scorings: readonly [Scoring, Scoring, Scoring];
}

function prepare({ places, objectives }: Places, fewest: number): Prepared | null {
  const pairs = places.flatMap((place, i) => {
    const objective = objectives[i];
    return place === null || objective === undefined ? [] : [{ place, objective }];
  });
  const count = pairs.length;
  if (count < fewest) return null;
  const inside = pairs.map(({ place }) => place);
  const results = pairs.map(({ objective }) => objective);
  const topSize = Math.min(topCount, count);
  const regionSize = Math.max(topCount + 1, Math.ceil(count / 4));
  const scorings = [
    scoring(firstOf(topSize, results), inside),
    scoring(firstOf(regionSize, results), inside),
    scoring(ranksOf(results), inside),
  ] as const;
  if (scorings.some(({ deviation }) => deviation < 1e-9)) return null;
  const all = Float64Array.from(places, (place) => place ?? NaN);
  return { count, places: all, inside, topSize, regionSize, scorings };
}

function scoring(scores: readonly number[], places: readonly number[]): Scoring {
  const n = places.length;
  const all = places.map((_, i) => scores[i] ?? 0);
  const [mean, scoreMean] = [average(places), average(all)];
  const expected = n * mean * scoreMean;
  const deviation = Math.sqrt((sumOfSquares(places, mean) * sumOfSquares(all, scoreMean)) / (n - 1));
  return { scores, expected, deviation };
}

/** 1 for the best `size`; those tied around the last place share what is left. */
function firstOf(size: number, results: readonly number[]): readonly number[] {
  const limit = results[size - 1];
  const first = results.findIndex((value) => value === limit);
  const tied = results.filter((value) => value === limit).length;
  return Array.from({ length: first + tied }, (_, i) => (i < first ? 1 : (size - first) / tied));
}

/** Ranks from the worst over n, ties sharing: 1 for the best of all. `results` come best first. */
function ranksOf(results: readonly number[]): readonly number[] {
  const n = results.length;
  const ranks: number[] = [];
  while (ranks.length < n) {
    const first = ranks.length;
    let last = first;
    while (last + 1 < n && results[last + 1] === results[first]) last++;
    for (let i = first; i <= last; i++) ranks.push((n - (first + last) / 2) / n);
  }
  return ranks;
}

/**
 * S with the trials in another order, or as observed: negative for the lower edge, positive for the upper, 0 without a
 * crowd. The inner loop of the test, kept plain; most orders end with the top three, which crowd no edge.
 */
function strength({ places, topSize, regionSize, scorings }: Prepared, order: readonly number[] | null): number {
  const [top, region, trend] = scorings;
  const n = places.length;
  let [position, i] = [0, 0];
  let [topTotal, regionTotal, trendTotal, lowest, highest] = [0, 0, 0, 1, 0];
  for (; position < n && i < top.scores.length; position++) {
    const place = places[order === null ? position : (order[position] ?? 0)] ?? NaN;
    if (Number.isNaN(place)) continue;
    topTotal += place * (top.scores[i] ?? 0);
    regionTotal += place * (region.scores[i] ?? 0);
    trendTotal += place * (trend.scores[i] ?? 0);
    lowest = Math.min(lowest, place);
    highest = Math.max(highest, place);
    i++;
  }
  const topPlace = topTotal / topSize;
  const topLow = topPlace <= topWithin && lowest <= nearestWithin;
  const topHigh = 1 - topPlace <= topWithin && 1 - highest <= nearestWithin;
  if (!topLow && !topHigh) return 0;
  for (; position < n; position++) {
    const place = places[order === null ? position : (order[position] ?? 0)] ?? NaN;
    if (Number.isNaN(place)) continue;
    if (i < region.scores.length) regionTotal += place * (region.scores[i] ?? 0);
    trendTotal += place * (trend.scores[i] ?? 0);
    i++;
  }
  const regionPlace = regionTotal / regionSize;
  const low = topLow && regionPlace < 0.5;
  const high = topHigh && regionPlace > 0.5;
  if (!low && !high) return 0;
  const sign = low ? -1 : 1;
  const zs = [
    (topTotal - top.expected) / top.deviation,
    (regionTotal - region.expected) / region.deviation,
    (trendTotal - trend.expected) / trend.deviation,
  ];
  return sign * Math.max(0, ...zs.map((z) => sign * z));
}

function total(scores: readonly number[], places: readonly number[]): number {
  return scores.reduce((sum, score, i) => sum + score * (places[i] ?? 0), 0);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sumOfSquares(values: readonly number[], mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
