/**
 * The noncentral F distribution, as a Poisson mixture of beta distributions (N. Johnson, S. Kotz and N. Balakrishnan,
 * Continuous Univariate Distributions 2, 1995, section 30.2), and intervals for its noncentrality (J. Steiger and
 * R. Fouladi 1997, "Noncentrality interval estimation").
 *
 * | symbol | meaning |
 * |---|---|
 * | f | the statistic |
 * | k, ν | degrees of freedom above and below, > 0, not necessarily whole |
 * | λ | noncentrality, ≥ 0; 0 is the F distribution |
 * | x | k f / (k f + ν) |
 * | w_j | Poisson probability of j at mean λ / 2 |
 */
import { logGamma } from './log-gamma.ts';
import { incompleteBeta } from './student.ts';

/** P(F > f) of the central distribution. */
export function fAbove(f: number, k: number, v: number): number {
  return f <= 0 ? 1 : incompleteBeta(v / (v + k * f), v / 2, k / 2);
}

/** P(F ≤ f); absolute error below 10⁻⁹ for λ ≤ 10⁵. */
export function noncentralFCdf(f: number, k: number, v: number, noncentrality: number): number {
  if (f <= 0) return 0;
  const x = (k * f) / (k * f + v);
  const half = noncentrality / 2;
  if (half === 0) return 1 - fAbove(f, k, v);
  const reach = 8 * Math.sqrt(half) + 12;
  const first = Math.max(0, Math.floor(half - reach));
  const last = Math.ceil(half + reach);
  const [a, b] = [k / 2, v / 2];
  // From above: I_x(a, b) = I_x(a + 1, b) + x^a (1 − x)^b / (a B(a, b)), a sum of positive terms.
  let beta = incompleteBeta(x, a + last, b);
  let step = Math.exp(
    (a + last) * Math.log(x) + b * Math.log1p(-x) + logGamma(a + last + b) - logGamma(a + last + 1) - logGamma(b),
  );
  let weight = Math.exp(-half + last * Math.log(half) - logGamma(last + 1));
  let sum = weight * beta;
  for (let j = last - 1; j >= first; j--) {
    step *= (a + j + 1) / ((a + j + b) * x);
    beta = Math.min(1, beta + step);
    weight *= (j + 1) / half;
    sum += weight * beta;
  }
  return Math.min(1, sum);
}

/** The λ at which P(F ≤ f) = p: an upper confidence bound at level 1 − p; 0 where even λ = 0 makes f that unlikely. */
export function noncentralityAt(f: number, k: number, v: number, p: number): number {
  if (noncentralFCdf(f, k, v, 0) <= p) return 0;
  let high = Math.max(1, 2 * k * f);
  while (noncentralFCdf(f, k, v, high) > p) high *= 2;
  let low = 0;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (noncentralFCdf(f, k, v, middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
