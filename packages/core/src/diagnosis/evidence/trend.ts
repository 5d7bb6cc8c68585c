/**
 * Monotone trends: the slope as the median of all pairwise slopes (H. Theil 1950; P. K. Sen 1968, JASA 63), and the test of
 * H. B. Mann 1945 and M. G. Kendall with ties, its normal approximation corrected for continuity. Where neighbours of a
 * curve resemble one another the variance of Kendall's S is widened as for a first-order autocorrelation of the residuals
 * (K. H. Hamed and A. R. Rao 1998, J. Hydrology 204).
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | S | later-above-earlier pairs minus later-below-earlier pairs | integer |
 * | z | (S ∓ 1) / √Var S, positive for a rise | number |
 */
import { median, normalCdf } from '../../numeric/index.ts';

export interface Trend {
  /** Change per unit of time. */
  readonly slope: number;
  /** Change over the whole of the points, by that slope. */
  readonly change: number;
  /** One-sided p of a rise: small where the values rise. */
  readonly pRise: number;
  /** One-sided p of a fall. */
  readonly pFall: number;
}

/** Points beyond which neighbours are taken together by their medians: the pairs grow with the square. */
const mostPoints = 48;

/** Of points `from` … `to` − 1. Fewer than three have no trend. */
export function trendOf(times: readonly number[], values: readonly number[], from = 0, to = values.length): Trend {
  const stride = Math.max(1, Math.ceil((to - from) / mostPoints));
  const [t, y]: [number[], number[]] = [[], []];
  for (let end = to; end > from; end -= stride) {
    const begin = Math.max(from, end - stride);
    t.push(times[(begin + end - 1) >> 1] ?? 0);
    y.push(stride === 1 ? (values[begin] ?? 0) : median(values.slice(begin, end)));
  }
  t.reverse();
  y.reverse();
  const n = y.length;
  if (n < 3) return { slope: 0, change: 0, pRise: 1, pFall: 1 };

  const slopes: number[] = [];
  let s = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const rise = (y[j] ?? 0) - (y[i] ?? 0);
      slopes.push(rise / ((t[j] ?? 1) - (t[i] ?? 0)));
      s += Math.sign(rise);
    }
  }
  const slope = median(slopes);
  const residuals = y.map((value, i) => value - slope * (t[i] ?? 0));
  const sd = Math.sqrt(varianceOfS(y) * widening(residuals));
  const p = (score: number): number => (sd === 0 ? 1 : 1 - normalCdf((score - 1) / sd));
  return { slope, change: slope * ((t[n - 1] ?? 0) - (t[0] ?? 0)), pRise: p(s), pFall: p(-s) };
}

function varianceOfS(values: readonly number[]): number {
  const n = values.length;
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let ties = 0;
  for (const count of counts.values()) ties += count * (count - 1) * (2 * count + 5);
  return (n * (n - 1) * (2 * n + 5) - ties) / 18;
}

/** (1 + ρ) / (1 − ρ) of the residuals' first autocorrelation, where positive; at most that of ρ = 0.8. */
function widening(residuals: readonly number[]): number {
  const centre = residuals.reduce((sum, x) => sum + x, 0) / residuals.length;
  let [covariance, variance] = [0, 0];
  residuals.forEach((x, i) => {
    variance += (x - centre) ** 2;
    const before = residuals[i - 1];
    if (before !== undefined) covariance += (x - centre) * (before - centre);
  });
  const rho = variance === 0 ? 0 : Math.min(0.8, Math.max(0, covariance / variance));
  return (1 + rho) / (1 - rho);
}
