/**
 * Do results keep improving up to an edge of a dimension? Least squares of Savage scores on a quadratic in every dimension,
 * so that what the others do is allowed for; a permutation test, corrected for all dimensions and edges at once by the
 * distribution of the largest statistic (P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing, 1993, §2.6).
 *
 *   u_ij   place of trial i in dimension j, in [0, 1] in its own scale
 *   a_i    Savage score of the trial's rank r from the best of n, Σ_{k=r}^{n} 1/k, ties sharing (I. R. Savage, Contributions
 *          to the Theory of Rank Order Statistics, Annals of Mathematical Statistics 27, 1956): the best few stand apart,
 *          the worse half hardly differs, so that the shape near the optimum decides, whatever the objective's scale
 *   fit    a_i = c + Σ_j (b_j v + q_j (v² − 1/12)), v = u_ij − ½, with a constant for each value of an unordered one
 *   slope  b + q at the upper edge, q − b at the lower: how fast scores rise there towards the outside, in standard errors
 *   lean   b alone where q_j is left out: the trend over the whole range towards that edge, in standard errors
 *   S      the larger of the two as normal deviates (D. L. Wallace, Bounds on Normal Approximations to Student's and the
 *          Chi-Square Distributions, Annals of Mathematical Statistics 30, 1959) where the fit is better at this edge than at
 *          the other (b towards it) and still rises there (`slope` at least `rising`); else 0
 *   H0     the hyperparameters do not matter: every order of the trials is equally likely, given the points sampled
 *
 *   scale  Manly's exponential transformation of the objective itself, (exp(λ z) − 1) / λ for z in units of the spread of its
 *          middle half (B. F. J. Manly, Exponential Data Transformations, The Statistician 25, 1976), with that λ of a few
 *          under which the same fit is likeliest: where effects add up as parabolas, the slope at an edge is that of the
 *          objective, and no artefact of scores that are steep at the best
 *   flat   one-sided p of the slope at the edge on that scale (Student's t): the test of the claim that results still rise
 *
 * An optimum well inside bends the fit down before the edge, and S is 0. Nothing is assumed about how the points lie.
 */
import { quantile, studentCdf, type Stream } from '../../numeric/index.ts';
import { edgeFits, type EdgeFit, type Factor, type FittedDimension } from './edge-fit.ts';
import { dot } from './orthogonal.ts';

export interface Trend {
  /** Trials that have the dimension. */
  readonly count: number;
  /** The edge with the larger S; `none` where both are 0. */
  readonly edge: 'low' | 'high' | 'none';
  /** In standard errors, towards that edge; towards the upper one where there is none. */
  readonly slope: number;
  readonly lean: number;
  /** Share of relabelings in which a trend as strong leads to any edge of any dimension; 1 where there is none. */
  readonly p: number;
  /** Chance of a slope as steep at that edge where the objective is flat there or falls; 1 where there is no edge. */
  readonly flat: number;
}

export interface Settings {
  readonly permutations: number;
  readonly random: Stream;
  /** Fewest trials that tell anything of a dimension. */
  readonly fewest: number;
}

/**
 * How clearly scores must still rise at the edge, in standard errors: from half of one it is more than twice as likely as not
 * (Φ(0.5) = 0.69) that they do.
 */
const rising = 0.5;
/** Residuals are taken to be at least this share of the scores' sum of squares: an exact fit has no standard error. */
const leastError = 1e-9;
/** λ: straight, and bent either way up to e^1.5 times as steep from one quartile to the other. */
const exponents = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5];
/** Beyond this an exponential has left the scale of the others' values. */
const mostExponent = 30;
/** Relabelings times trials, at most: more would take seconds, for a p that is either tiny or above any level. */
const mostWork = 150_000;
const fewestRelabelings = 199;
/** Sums of the same terms in another order differ by less. */
const tolerance = 1e-9;

/**
 * For each factor, the edge that results improve towards; null for unordered ones, too few trials, or no spread.
 * Factors and `objectives` are of the same trials, best first; objectives rise or fall towards the best alike.
 */
export function edgeTrends(
  factors: readonly Factor[],
  objectives: readonly number[],
  { permutations, random, fewest }: Settings,
): readonly (Trend | null)[] {
  const fits = edgeFits(factors, fewest).flatMap((fit): ScoredFit[] => {
    const results = fit.members.map((i) => objectives[i] ?? NaN);
    const scores = savageScores(results);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return scores.some((score) => Math.abs(score - mean) > tolerance)
      ? [{ fit, results, scores, squares: dot(scores, scores) }]
      : [];
  });
  const observed = fits.flatMap((scored) => strengthsOf(scored, scored.scores));
  const reached = observed.map(() => 0);
  // Without a trend there is nothing to test.
  const most = Math.max(fewestRelabelings, Math.floor(mostWork / Math.max(1, objectives.length)));
  const rounds = observed.some(({ s }) => s > 0) ? Math.min(permutations, most) : 0;
  for (let round = 0; round < rounds; round++) {
    const order = random.permutation(objectives.length);
    let largest = 0;
    for (const scored of fits) {
      for (const { s } of strengthsOf(scored, shuffled(scored, order))) largest = Math.max(largest, s);
    }
    observed.forEach(({ s }, d) => {
      if (s > 0 && largest >= s - tolerance) reached[d] = (reached[d] ?? 0) + 1;
    });
  }
  return factors.map((_, factor): Trend | null => {
    const d = observed.findIndex((each) => each.factor === factor);
    const found = observed[d];
    if (found === undefined) return null;
    const { s, count, edge, slope, lean } = found;
    const p = s > 0 ? ((reached[d] ?? 0) + 1) / (rounds + 1) : 1;
    const scored = fits.find(({ fit }) => fit.dimensions.some((dimension) => dimension.factor === factor));
    const flat = scored === undefined || edge === 'none' ? 1 : flatnessOf(scored, factor, edge);
    return { count, edge, slope, lean, p, flat };
  });
}

/** a_i of trials that come best first. */
function savageScores(objectives: readonly number[]): Float64Array {
  const n = objectives.length;
  const scores = new Float64Array(n);
  let sum = 0;
  for (let rank = n; rank >= 1; rank--) scores[rank - 1] = sum += 1 / rank;
  for (let first = 0; first < n;) {
    let last = first;
    while (last + 1 < n && objectives[last + 1] === objectives[first]) last++;
    const shared = scores.subarray(first, last + 1).reduce((total, score) => total + score, 0) / (last + 1 - first);
    scores.fill(shared, first, last + 1);
    first = last + 1;
  }
  return scores;
}

interface ScoredFit {
  readonly fit: EdgeFit;
  /** Objectives of its members, best first. */
  readonly results: readonly number[];
  /** Of its members, best first. */
  readonly scores: Float64Array;
  readonly squares: number;
}

/** p of the slope at an edge, on the likeliest scale. */
function flatnessOf({ fit, results }: ScoredFit, factor: number, edge: 'low' | 'high'): number {
  const dimension = fit.dimensions.find((each) => each.factor === factor);
  if (dimension === undefined) return 1;
  const [best] = scalesOf(results)
    .map(({ values, bend }) => {
      const coordinates = Float64Array.from(fit.q, (column) => dot(column, values));
      const squares = dot(values, values);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = squares - values.length * mean * mean;
      const error = Math.max(squares - dot(coordinates, coordinates), leastError * spread);
      return { coordinates, error, likelihood: bend - (values.length / 2) * Math.log(error) };
    })
    .sort((a, b) => b.likelihood - a.likelihood);
  if (best === undefined || !(best.error > 0)) return 1;
  const slope = dot(dimension[edge], best.coordinates) / Math.sqrt(best.error / fit.spare);
  return studentCdf(-slope, fit.spare);
}

interface Scaled {
  /** Larger is better, whichever way the objectives run. */
  readonly values: Float64Array;
  /** Sum of the logarithms of the transformation's slope: what it adds to a likelihood. */
  readonly bend: number;
}

function scalesOf(results: readonly number[]): readonly Scaled[] {
  const [first, last] = [results[0] ?? NaN, results.at(-1) ?? NaN];
  const sign = first < last ? -1 : 1;
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(results, share));
  const spread = (high ?? NaN) - (low ?? NaN) || Math.abs(last - first);
  const z = results.map((result) => (sign * (result - (middle ?? NaN))) / spread);
  return exponents.map((exponent) => {
    const powers = Float64Array.from(z, (each) => Math.min(mostExponent, Math.max(-mostExponent, exponent * each)));
    return {
      values: exponent === 0 ? Float64Array.from(z) : powers.map((power) => Math.expm1(power) / exponent),
      bend: powers.reduce((sum, power) => sum + power, 0),
    };
  });
}

/** The scores of the fit's members once the round's trials stand in another order. */
function shuffled({ fit, scores }: ScoredFit, order: readonly number[]): Float64Array {
  if (fit.members.length === order.length) return scores.map((_, i) => scores[order[i] ?? 0] ?? 0);
  const ranks = fit.members.map((member, i) => ({ i, at: order[member] ?? 0 })).sort((a, b) => a.at - b.at);
  const result = new Float64Array(scores.length);
  ranks.forEach(({ i }, rank) => (result[i] = scores[rank] ?? 0));
  return result;
}

interface Strength extends Omit<Trend, 'p' | 'flat'> {
  readonly factor: number;
  readonly s: number;
}

/** S of each dimension of a fit. */
function strengthsOf({ fit, squares }: ScoredFit, scores: Float64Array): readonly Strength[] {
  const { q, spare, members } = fit;
  const coordinates = Float64Array.from(q, (column) => dot(column, scores));
  const error = Math.max(squares - dot(coordinates, coordinates), leastError * squares);
  return fit.dimensions.map((dimension) => ({
    factor: dimension.factor,
    count: members.length,
    ...strengthOf(dimension, coordinates, error, spare),
  }));
}

function strengthOf(
  { tilt, high, low, lean, bend }: FittedDimension,
  coordinates: Float64Array,
  error: number,
  spare: number,
): Pick<Strength, 'edge' | 'slope' | 'lean' | 's'> {
  const bent = bend === null ? 0 : dot(bend, coordinates);
  const up = dot(tilt, coordinates) > 0;
  const slope = dot(up ? high : low, coordinates) / Math.sqrt(error / spare);
  const sign = up ? 1 : -1;
  const straight =
    (sign * dot(lean, coordinates)) / Math.sqrt((error + bent * bent) / (spare + (bend === null ? 0 : 1)));
  if (slope < rising) return { edge: 'none', slope, lean: straight, s: 0 };
  const s = Math.max(normalOf(slope, spare), normalOf(straight, spare + 1));
  return s > 0
    ? { edge: up ? 'high' : 'low', slope, lean: straight, s }
    : { edge: 'none', slope, lean: straight, s: 0 };
}

/** The normal deviate that is as unlikely as t with ν degrees of freedom. */
function normalOf(t: number, freedom: number): number {
  const size = ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p((t * t) / freedom));
  return t > 0 ? size : -size;
}
