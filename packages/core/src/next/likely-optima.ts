/**
 * Where the best configuration may lie, given the trials: a quadratic in all dimensions, fitted with its uncertainty, of which
 * each draw has its own lowest point. What the trials do not tell stays spread over the whole range.
 *
 *   u   a trial's place in [−1, 1] in each dimension         n × d
 *   h   its height: 0 for the best trial, 1 for the median   n
 *   x   features 1, u, u², products                          n × p
 *   w   weight: high trials tell less of where the best lies n
 *   b   coefficients, prior N(0, τ²)                         p
 *   σ   what the fit leaves at weight 1, noise and misfit
 *
 * Bayesian linear regression (C. Bishop, Pattern Recognition and Machine Learning, 2006, sections 3.3 to 3.5); σ and τ have the
 * highest evidence on a grid.
 */
import type { Stream } from '../numeric/index.ts';
import { cholesky, solveLower, solveUpper, type Matrix } from './cholesky.ts';

/** Of the heights' unit: from noise that is hardly there to none of it understood; and how far a surface may bend. */
const sigmas = [0.005, 0.015, 0.05, 0.15, 0.5, 1.5];
const taus = [0.5, 2, 8];
/** The intercept's prior deviation as a multiple of τ: where the surface lies is not known beforehand. */
const freedom = 4;
/** Weight of trials of other groups. */
const elsewhere = 0.3;
const starts = 3;
const sweeps = 20;

export interface Optima {
  /** A lowest point in [0, 1]ᵈ for each draw. */
  readonly places: readonly (readonly number[])[];
  /** The lowest point of the fit itself. */
  readonly centre: readonly number[];
  /** How far above each draw's own lowest point it places the best trial, and `centre`, on average: never negative. */
  readonly best: number;
  readonly left: number;
  /** How far above its own lowest point each draw is placed, on average, by holding one dimension at the best trial's place. */
  readonly holding: readonly number[];
}

export interface Placed {
  /** In [0, 1]ᵈ, or somewhat beyond. */
  readonly place: readonly number[];
  /** Above the lowest of its group. */
  readonly height: number;
  /** 0 for what is asked about; trials of another group have a level of their own and tell less of the shape. */
  readonly group: number;
}

/** Null for fewer than two trials of group 0. */
export function likelyOptima(trials: readonly Placed[], draws: number, random: Stream): Optima | null {
  const own = trials.filter(({ group }) => group === 0);
  const dimensions = own[0]?.place.length ?? 0;
  if (own.length < 2 || dimensions === 0) return null;
  const groups = [...new Set(trials.map(({ group }) => group))].filter((group) => group !== 0);
  const x = trials.map(({ place, group }) =>
    Float64Array.from([...featuresOf(place.map((u) => 2 * u - 1)), ...groups.map((each) => (each === group ? 1 : 0))]),
  );
  const heights = trials.map(({ height }) => height);
  const weights = trials.map(({ height, group }) => (group === 0 ? 1 : elsewhere) / (1 + height ** 2));
  const fits = sigmas.flatMap((sigma) => taus.flatMap((tau) => fitOf(x, heights, weights, sigma, tau) ?? []));
  const [fit] = fits.toSorted((a, b) => b.evidence - a.evidence);
  if (fit === undefined) return null;
  const lowestHeight = Math.min(...own.map(({ height }) => height));
  const best = (own.find(({ height }) => height === lowestHeight)?.place ?? []).map((u) => 2 * u - 1);
  const centre = lowest(fit.mean, dimensions, best, random);
  const drawn = Array.from({ length: draws }, () => {
    const shift = solveUpper(
      fit.lower,
      fit.mean.map(() => random.normal()),
    );
    const b = fit.mean.map((mean, i) => mean + (shift[i] ?? 0));
    const place = lowest(b, dimensions, best, random);
    const held = best.map((value, axis) => {
      const from = place.map((u, i) => (i === axis ? inside(value) : u));
      return Math.max(0, heightAt(b, descended(b, from, axis)) - heightAt(b, place));
    });
    const above = (u: readonly number[]): number => Math.max(0, heightAt(b, u) - heightAt(b, place));
    return { place, held, best: above(best), left: above(centre) };
  });
  const mean = (of: (each: (typeof drawn)[number]) => number): number =>
    drawn.reduce((sum, each) => sum + of(each), 0) / draws;
  return {
    places: drawn.map(({ place }) => place.map(toUnit)),
    centre: centre.map(toUnit),
    best: mean((each) => each.best),
    left: mean((each) => each.left),
    holding: best.map((_, axis) => mean((each) => each.held[axis] ?? 0)),
  };
}

function toUnit(u: number): number {
  return (u + 1) / 2;
}

function heightAt(b: Float64Array, u: readonly number[]): number {
  return featuresOf(u).reduce((sum, feature, i) => sum + feature * (b[i] ?? 0), 0);
}

/** 1, u, u², then products u_i u_j with i < j. */
function featuresOf(u: readonly number[]): Float64Array {
  const products = u.flatMap((a, i) => u.slice(i + 1).map((b) => a * b));
  return Float64Array.from([1, ...u, ...u.map((a) => a * a), ...products]);
}

interface Fit {
  readonly mean: Float64Array;
  /** Of the coefficients' precision. */
  readonly lower: Matrix;
  readonly evidence: number;
}

function fitOf(
  x: Matrix,
  heights: readonly number[],
  weights: readonly number[],
  sigma: number,
  tau: number,
): Fit | null {
  const size = x[0]?.length ?? 0;
  const prior = Array.from({ length: size }, (_, i) => (i === 0 ? freedom * tau : tau) ** -2);
  const precision = prior.map((of, i) => Float64Array.from(prior, (_, j) => (i === j ? of : 0)));
  const right = new Float64Array(size);
  let misfit = 0;
  let evidence = prior.reduce((sum, of) => sum + Math.log(of) / 2, 0);
  for (const [n, row] of x.entries()) {
    const weight = (weights[n] ?? 0) / sigma ** 2;
    const height = heights[n] ?? 0;
    misfit += weight * height * height;
    evidence += Math.log(weight) / 2;
    row.forEach((a, i) => {
      right[i] = (right[i] ?? 0) + weight * a * height;
      const into = precision[i];
      if (into === undefined) return;
      for (let j = 0; j <= i; j++) into[j] = (into[j] ?? 0) + weight * a * (row[j] ?? 0);
    });
  }
  const lower = cholesky(precision);
  if (lower === null) return null;
  const half = solveLower(lower, right);
  evidence -= misfit / 2;
  half.forEach((value, i) => (evidence += (value * value) / 2 - Math.log(lower[i]?.[i] ?? NaN)));
  return { mean: solveUpper(lower, half), lower, evidence };
}

/** The lowest point in [−1, 1]ᵈ that coordinate descent finds from the best trial and from random places. */
function lowest(b: Float64Array, dimensions: number, best: readonly number[], random: Stream): readonly number[] {
  let found: readonly number[] = [];
  let least = Infinity;
  for (let start = 0; start <= starts; start++) {
    const from = Array.from({ length: dimensions }, (_, i) =>
      start === 0 ? inside(best[i] ?? 0) : 2 * random.uniform() - 1,
    );
    const u = descended(b, from, null);
    const height = heightAt(b, u);
    if (height < least) [found, least] = [u, height];
  }
  return found;
}

/** Coordinate descent from a place, in all dimensions but `held`. */
function descended(b: Float64Array, from: readonly number[], held: number | null): readonly number[] {
  const dimensions = from.length;
  const [linear, square] = [b.subarray(1, 1 + dimensions), b.subarray(1 + dimensions, 1 + 2 * dimensions)];
  const cross = crossOf(b, dimensions);
  const u = [...from];
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let moved = 0;
    for (let i = 0; i < dimensions; i++) {
      if (i === held) continue;
      const slope = (linear[i] ?? 0) + u.reduce((sum, other, j) => sum + (cross[i]?.[j] ?? 0) * other, 0);
      const to = lowestOnLine(slope, square[i] ?? 0);
      moved = Math.max(moved, Math.abs(to - (u[i] ?? 0)));
      u[i] = to;
    }
    if (moved < 1e-4) break;
  }
  return u;
}

/** Of slope · u + bend · u² on [−1, 1]. */
function lowestOnLine(slope: number, bend: number): number {
  if (bend > 0) return inside(-slope / (2 * bend));
  return slope > 0 ? -1 : 1;
}

function crossOf(b: Float64Array, dimensions: number): Matrix {
  const cross = Array.from({ length: dimensions }, () => new Float64Array(dimensions));
  let at = 1 + 2 * dimensions;
  for (let i = 0; i < dimensions; i++) {
    for (let j = i + 1; j < dimensions; j++) {
      const value = b[at++] ?? 0;
      const [first, second] = [cross[i], cross[j]];
      if (first !== undefined) first[j] = value;
      if (second !== undefined) second[i] = value;
    }
  }
  return cross;
}

function inside(u: number): number {
  return Math.min(1, Math.max(-1, u));
}
