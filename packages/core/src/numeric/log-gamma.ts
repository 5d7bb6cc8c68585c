/** ln Γ by Stirling's series (NIST Digital Library of Mathematical Functions, 5.11.1), and what counts of subsets need of it. */

/** Bernoulli terms B₂ₖ / (2k(2k − 1)) for k = 1, 2, …. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** Above this the seven terms leave an error below 10⁻¹⁶. */
const seriesFrom = 15;

/** ln Γ(x) for x > 0, with an error below 10⁻¹⁴ · max(1, |ln Γ(x)|). */
export function logGamma(x: number): number {
  let shift = 1;
  let z = x;
  while (z < seriesFrom) {
    shift *= z;
    z += 1;
  }
  let correction = 0;
  for (let k = stirling.length - 1; k >= 0; k--) correction = (correction + (stirling[k] ?? 0)) / (k === 0 ? z : z * z);
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + correction - Math.log(shift);
}

/** ln of the number of ways to choose k of n; −∞ where there is none. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  if (k === 0 || k === n) return 0;
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
