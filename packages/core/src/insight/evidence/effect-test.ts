/**
 * Is one effect there beside others, and how large is it? The F test of its columns in a linear model (H. Scheffé 1959, The
 * Analysis of Variance, chapter 2), with an interval for its share of the variance.
 *
 *   y    objectives, mean 0, Σ y² = n                                                      n
 *   X    columns of the effect, orthonormal (Σ x² = n), 0 for trials that lack it          n × k
 *   Q    orthonormal columns that span the other effects of the model                      n × q
 *   U    what Q does not explain of X, made orthonormal again; a part `own` of X's squares
 *   F    (|Uᵀy|² / n / k) / s², with s² the mean square that is left: ν = n − 1 − q − k degrees of freedom
 *   λ    noncentrality of F, estimated by k (F − 1): what the others leave of the variance is s² (1 + λ / n), the effect's
 *        part of that is λ / (λ + n) (J. Steiger and R. Fouladi 1997, for R²), and where they explain some of X, more by 1 / own
 *   d    deviations of y from its mean among the trials that have the effect, 0 elsewhere; shares are of T = Σ d² / n
 *   h    (f² + 2 f e − share d²) / T, with f the effect and e the residual of a trial: what a trial moves the share by, so
 *        that √(Σ h² / n²) is its error under other trials (the influence function; F. Hampel 1974)
 *
 * The interval is the wider of two at either end: that of λ, sound for small effects, holds the trials' points for given;
 * that of h does not, and is sound for large ones.
 */
import { fAbove, noncentralityAt, normalQuantile } from '../../numeric/index.ts';
import { dot, explained, orthonormal, without, type Columns } from './columns.ts';

export interface EffectTest {
  /** Chance of an F as large where there is no such effect. */
  readonly p: number;
  /** Share of the variance among the trials that have it: free of bias, but cut to [0, 1]. */
  readonly share: number;
  /**
   * Interval of `level`, half of what it misses on either side. Its upper end is never less than for F = 1: an F below
   * that is luck and no knowledge.
   */
  readonly low: number;
  readonly high: number;
}

const nothing: EffectTest = { p: 1, share: 0, low: 0, high: 1 };
/** Noise below this part of the variance counts as so much: shares are not known better, and F would grow without end. */
const leastNoise = 1e-3;
/** Of an effect that its others explain all but wholly, nothing is known. */
const leastOwn = 1e-3;

export interface Tested {
  readonly y: Float64Array;
  readonly columns: Columns;
  /** Orthonormal. */
  readonly others: Columns;
  /** 1 for the trials that have the effect. */
  readonly present: Uint8Array;
}

/** Says nothing (p 1, anything from 0 to 1) of an effect whose columns the others explain, or where no freedom is left. */
export function testEffect({ y, columns, others, present }: Tested, level: number): EffectTest {
  const n = y.length;
  const unique = orthonormal(others, columns);
  const k = unique.length;
  const degrees = n - 1 - others.length - k;
  const own = 1 - columns.reduce((sum, column) => sum + explained(column, others), 0) / (n * columns.length);
  const deviations = deviationsOf(y, present);
  const total = dot(deviations, deviations) / n;
  if (k === 0 || degrees < 1 || !(own > leastOwn) || !(total > 0)) return nothing;
  const rest = without(without(y, others), unique);
  const noise = Math.max(dot(rest, rest) / degrees, leastNoise);
  const f = explained(y, unique) / k / noise;
  const estimate = Math.max(0, k * (f - 1));
  const left = noise * (1 + estimate / n);
  const cut = (share: number): number => Math.min(1, Math.max(0, share));
  const shareAt = (noncentrality: number): number => cut((left * noncentrality) / (noncentrality + n) / own / total);
  const half = (1 - level) / 2;
  const share = shareAt(estimate);
  const wide = -normalQuantile(half) * samplingError(unique, rest, deviations, { y, own, share, total });
  return {
    p: fAbove(f, k, degrees),
    share,
    low: Math.min(shareAt(noncentralityAt(f, k, degrees, 1 - half)), cut(share - wide)),
    high: Math.max(shareAt(noncentralityAt(Math.max(1, f), k, degrees, half)), cut(share + wide)),
  };
}

/** Deviations from the mean of the trials that have it, 0 elsewhere. */
function deviationsOf(y: Float64Array, present: Uint8Array): Float64Array {
  let [sum, count] = [0, 0];
  present.forEach((one, i) => {
    sum += one * (y[i] ?? 0);
    count += one;
  });
  const mean = count > 0 ? sum / count : 0;
  return y.map((value, i) => (present[i] === 1 ? value - mean : 0));
}

interface Scale {
  readonly y: Float64Array;
  readonly own: number;
  readonly share: number;
  readonly total: number;
}

function samplingError(unique: Columns, rest: Float64Array, deviations: Float64Array, scale: Scale): number {
  const { y, own, share, total } = scale;
  const n = y.length;
  const effect = new Float64Array(n);
  for (const column of unique) {
    const coefficient = dot(column, y) / n / Math.sqrt(own);
    for (let i = 0; i < n; i++) effect[i] = (effect[i] ?? 0) + coefficient * (column[i] ?? 0);
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const f = effect[i] ?? 0;
    sum += ((f * f + 2 * f * (rest[i] ?? 0) - share * (deviations[i] ?? 0) ** 2) / total) ** 2;
  }
  return Math.sqrt(sum) / n;
}
