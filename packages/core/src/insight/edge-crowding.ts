/**
 * Do the best trials of a study crowd an edge of a dimension? A permutation test of linear rank statistics, corrected for
 * all dimensions, edges and group sizes at once by the distribution of the largest statistic (P. H. Westfall and S. S.
 * Young, Resampling-Based Multiple Testing, 1993, §2.6).
 *
 *   u_i   place of trial i in the dimension, in [0, 1] in its own scale; null outside the dimension's branch
 *   a_i   score of trial i, ties sharing, in three kinds: 1 for the top three and 0 for the rest; 1 for the best quarter
 *         (the region near the optimum) and 0 for the rest; its rank from the worst, over n (the trend over all trials)
 *   T     Σ a_i u_i
 *   z     (T − E T) / √Var T over all assignments of scores to places (J. Hájek and Z. Šidák, Theory of Rank Tests, 1967, II.3.1)
 *   H0    the hyperparameters do not matter: every order of the trials is equally likely, given the points sampled
 *
 * Nothing is assumed about how the points lie: quasi-random, random and grid designs alike.
 */
import type { Stream } from '../numeric/index.ts';

/** The trials of one dimension: `places` best first over the whole study, null outside its branch. */
export interface Places {
  readonly places: readonly (number | null)[];
  /** The objective of the same trials, so that ties are known. */
  readonly objectives: readonly number[];
}

export interface Crowding {
  /** Trials in the dimension's branch. */
  readonly count: number;
  /** Size of the region near the optimum: a quarter of the branch, at least 4. */
  readonly region: number;
  readonly edge: 'low' | 'high';
  /** Mean place of the top three, and of the region. */
  readonly topPlace: number;
  readonly regionPlace: number;
  /** Corrected for all dimensions, edges and scores: share of relabelings with a statistic as large anywhere. */
  readonly p: number;
}

export const topCount = 3;

/** For each dimension, the edge towards which its best trials lean; null where fewer than `fewest` trials or no spread. */
export function crowding(
  dimensions: readonly Places[],
  settings: { readonly permutations: number; readonly random: Stream; readonly fewest: number },
): readonly (Crowding | null)[] {
  const prepared = dimensions.map((dimension) => prepare(dimension, settings.fewest));
  const largest = prepared.map(() => 0);
  const tested = prepared.filter((dimension) => dimension !== null);
  const n = Math.max(0, ...dimensions.map(({ places }) => places.length));
  const observed = prepared.map((dimension) => (dimension === null ? 0 : statistic(dimension, null)));
  if (tested.length > 0) {
    for (let round = 0; round < settings.permutations; round++) {
      const order = settings.random.permutation(n);
      const most = Math.max(...tested.map((dimension) => statistic(dimension, order)));
      observed.forEach((value, d) => {
        if (most >= value - 1e-12) largest[d] = (largest[d] ?? 0) + 1;
      });
    }
  }
  return prepared.map((dimension, d) => {
    if (dimension === null) return null;
    const { top, region, scorings } = dimension;
    const strongest = scorings.reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a));
    return {
      count: dimension.count,
      region: region.size,
      edge: strongest.z < 0 ? 'low' : 'high',
      topPlace: top.place,
      regionPlace: region.place,
      p: ((largest[d] ?? 0) + 1) / (settings.permutations + 1),
    };
  });
}

/** One kind of score, with the moments of its statistic under H0. */
interface Scoring {
  /** Best first; trailing zeros left out. */
  readonly scores: readonly number[];
  readonly expected: number;
  readonly deviation: number;
  /** As observed. */
  readonly z: number;
}

interface Group {
  readonly size: number;
  readonly place: number;
}

interface Prepared {
  readonly count: number;
  readonly places: readonly (number | null)[];
  readonly top: Group;
  readonly region: Group;
  /** Top three, region, trend. */
  readonly scorings: readonly [Scoring, Scoring, Scoring];
}

function prepare({ places, objectives }: Places, fewest: number): Prepared | null {
  const inside = places.flatMap((place, i) => {
    const objective = objectives[i];
    return place === null || objective === undefined ? [] : [{ place, objective }];
  });
  const count = inside.length;
  if (count < fewest) return null;
  const us = inside.map(({ place }) => place);
  const results = inside.map(({ objective }) => objective);
  const top = Math.min(topCount, count);
  const region = Math.max(topCount + 1, Math.ceil(count / 4));
  const [topScores, regionScores] = [firstOf(top, results), firstOf(region, results)];
  const scorings = [scoring(topScores, us), scoring(regionScores, us), scoring(ranksOf(results), us)] as const;
  if (scorings.some(({ deviation }) => deviation < 1e-9)) return null;
  return {
    count,
    places,
    top: { size: top, place: total(topScores, us) / top },
    region: { size: region, place: total(regionScores, us) / region },
    scorings: [...scorings],
  };
}

function scoring(scores: readonly number[], places: readonly number[]): Scoring {
  const n = places.length;
  const all = places.map((_, i) => scores[i] ?? 0);
  const [mean, scoreMean] = [average(places), average(all)];
  const expected = n * mean * scoreMean;
  const deviation = Math.sqrt((sumOfSquares(places, mean) * sumOfSquares(all, scoreMean)) / (n - 1));
  return { scores, expected, deviation, z: (total(scores, places) - expected) / deviation };
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
  return results.map((value) => {
    const first = results.indexOf(value);
    const last = results.lastIndexOf(value);
    return (n - (first + last) / 2) / n;
  });
}

/** The largest |z| of a dimension's scorings, with its trials in another order. The inner loop of the test: kept plain. */
function statistic({ places, scorings }: Prepared, order: readonly number[] | null): number {
  const totals: [number, number, number] = [0, 0, 0];
  const [top, region, trend] = scorings;
  const n = places.length;
  for (let position = 0, i = 0; position < n; position++) {
    const place = places[order === null ? position : (order[position] ?? 0)] ?? null;
    if (place === null) continue;
    if (i < top.scores.length) totals[0] += place * (top.scores[i] ?? 0);
    if (i < region.scores.length) totals[1] += place * (region.scores[i] ?? 0);
    totals[2] += place * (trend.scores[i] ?? 0);
    i++;
  }
  return Math.max(
    Math.abs((totals[0] - top.expected) / top.deviation),
    Math.abs((totals[1] - region.expected) / region.deviation),
    Math.abs((totals[2] - trend.expected) / trend.deviation),
  );
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
