/**
 * The standard normal distribution. Near 0 the series of G. Marsaglia 2004, "Evaluating the normal distribution"
 * (J. Stat. Softw. 11(4)); in the tails the continued fraction of Mills' ratio (Abramowitz and Stegun 1964, 26.2.14).
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | φ | density, `normalDensity` | number |
 * | Φ | distribution function, `normalCdf` | number |
 * | Q(x) | upper tail, 1 − Φ(x) | number |
 */

const tailFrom = 2;
const fractionTerms = 80;

/** φ(x). */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** Φ(x), with a relative error below 2·10⁻¹³ for x ≥ −37, the far lower tail included. */
export function normalCdf(x: number): number {
  if (x >= tailFrom) return 1 - upperTail(x);
  return x <= -tailFrom ? upperTail(-x) : 0.5 + centralArea(x);
}

/**
 * Φ⁻¹(p): the x at which Φ(x) = p, with a relative error below 10⁻¹² for p in [10⁻³⁰⁰, 1 − 10⁻¹⁶].
 * −∞ at 0, ∞ at 1, NaN outside [0, 1]. Halley's method on Φ from Abramowitz and Stegun 26.2.23.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p > 0.5) return p === 1 ? Infinity : -lowerQuantile(1 - p);
  return lowerQuantile(p);
}

function lowerQuantile(p: number): number {
  if (p === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(p));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  const denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let x = numerator / denominator - t;
  for (let step = 0; step < 3; step++) {
    const error = (normalCdf(x) - p) / normalDensity(x);
    x -= error / (1 + (x * error) / 2);
  }
  return x;
}

/** ∫ φ from 0 to x, for |x| ≤ 2. */
function centralArea(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return sum * normalDensity(x);
}

/** Q(x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))), for x ≥ 2. */
function upperTail(x: number): number {
  let fraction = x;
  for (let n = fractionTerms; n >= 1; n--) fraction = x + n / fraction;
  return normalDensity(x) / fraction;
}
