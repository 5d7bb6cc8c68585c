/**
 * P(better): how probable it is that the candidate is better on average, given what was seen.
 *
 *   n, d̄  pairs and their mean difference;  Q  Σ d²
 *   μ, σ   true mean and standard deviation of the differences
 *   prior  μ | σ normal about 0 with standard deviation σ, p(σ) ∝ 1/σ: as if one pair without a difference had been seen
 *          (the unit information prior: R. E. Kass and L. Wasserman, A Reference Bayesian Test for Nested Hypotheses and
 *          its Relationship to the Schwarz Criterion, JASA 90, 1995)
 *   μ | d  Student's t with n degrees of freedom, centre n d̄ / (n + 1), scale √( (Q − (n d̄)² / (n + 1)) / (n (n + 1)) )
 *   e      sampling error of the difference on a finite validation set, added to the scale
 *
 * What a posterior says does not depend on why sampling stopped, so it may be looked at after every pair; it is as right as
 * its prior is, which expects differences about as large as the noise of one pair.
 */
import { studentCdf } from '../numeric/index.ts';

/** In [0, 1]; ½ for no differences, and where they are all 0. */
export function probabilityBetter(differences: readonly number[], sampling: number): number {
  const n = differences.length;
  const sum = differences.reduce((total, each) => total + each, 0);
  const squares = differences.reduce((total, each) => total + each ** 2, 0);
  if (n === 0 || squares === 0) return 0.5;
  const centre = sum / (n + 1);
  const scale = Math.sqrt((squares - sum ** 2 / (n + 1)) / (n * (n + 1)));
  return studentCdf(centre / Math.hypot(scale, (sampling * n) / (n + 1)), n);
}
