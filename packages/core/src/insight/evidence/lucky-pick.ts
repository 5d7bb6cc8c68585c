/**
 * How far ahead of an equal, or of the best of several equals, the best of several trials gets by noise and picking alone.
 *
 *   n   trials, each the mean of a runs: Z_i / √a
 *   Y   what they are compared with: the largest of m' standard normals, over √b, b runs behind it; 0 for a reference;
 *       of g groups of m' it is the smallest of their largest
 *   s   the standard deviation as estimated from m seeds, ν = m − 1: s² ~ χ²_ν / ν, the true one being 1
 *   D   max Z_i / √a − Y / √b
 *   P(D > x s) + P(D < −x s), the average over s and Y of 1 − Φ(√a (x s + Y / √b))^n + Φ(√a (−x s + Y / √b))^n,
 *       the density of Y being φ(y) Φ(y)^(m'−1) (1 − Φ(y)^m')^(g−1), up to a factor
 *
 * The largest studentised difference from a control, with the control's seeds giving the spread: for n = 1 Student's t,
 * in general C. W. Dunnett, A Multiple Comparison Procedure for Comparing Several Treatments with a Control, Journal of the
 * American Statistical Association 50 (1955), §2, where treatments give no degrees of freedom. Averages are taken by the
 * trapezoidal rule, in log s and Y, whose weights fall off at both ends (error below 1e-6).
 */
import { normalCdf } from '../../numeric/index.ts';

interface Picking {
  /** n ≥ 1. */
  readonly trials: number;
  /** a ≥ 1. */
  readonly runs: number;
  /** b ≥ 1; Infinity for a fixed reference. */
  readonly against: number;
  /** m' ≥ 1: trials that the value compared with was itself picked from; 1 unless given. */
  readonly rivals?: number;
  /** g ≥ 1: groups of so many rivals, of which the one that did worst is compared; 1 unless given. */
  readonly groups?: number;
  /** m ≥ 2. */
  readonly seeds: number;
}

/** P(D > x s) + P(D < −x s) for x ≥ 0, in units of the estimated standard deviation. */
export function luckyPick(x: number, { trials, runs, against, rivals = 1, groups = 1, seeds }: Picking): number {
  const spreads = spreadsOf(seeds - 1);
  const others = against === Infinity ? [{ at: 0, weight: 1 }] : othersOf(against, rivals, groups);
  let chance = 0;
  for (const spread of spreads) {
    for (const other of others) {
      const above = normalCdf(Math.sqrt(runs) * (x * spread.at + other.at)) ** trials;
      const below = normalCdf(Math.sqrt(runs) * (other.at - x * spread.at)) ** trials;
      chance += spread.weight * other.weight * (1 - above + below);
    }
  }
  return chance;
}

interface Node {
  readonly at: number;
  readonly weight: number;
}

/** s over nodes even in log s, of density ∝ s^ν exp(−ν s² / 2) there. */
function spreadsOf(freedom: number): readonly Node[] {
  const width = 1 / Math.sqrt(2 * freedom);
  const low = -(14 / freedom + 6 * width);
  const high = Math.log1p(7 * width);
  return weighted(low, high, 120, (v) => Math.exp(freedom * v - (freedom * Math.exp(2 * v)) / 2), Math.exp);
}

/** Y / √b. */
function othersOf(against: number, rivals: number, groups: number): readonly Node[] {
  return weighted(
    -6,
    6,
    rivals === 1 && groups === 1 ? 28 : 56,
    (y) => Math.exp((-y * y) / 2) * normalCdf(y) ** (rivals - 1) * (1 - normalCdf(y) ** rivals) ** (groups - 1),
    (y) => y / Math.sqrt(against),
  );
}

function weighted(
  low: number,
  high: number,
  count: number,
  density: (x: number) => number,
  value: (x: number) => number,
): readonly Node[] {
  const points = Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count);
  const densities = points.map(density);
  const total = densities.reduce((sum, each) => sum + each, 0);
  return points.map((x, i) => ({ at: value(x), weight: (densities[i] ?? 0) / total }));
}
