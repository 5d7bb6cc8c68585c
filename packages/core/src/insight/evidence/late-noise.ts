/**
 * How much a metric jumps from one evaluation to the next late in training.
 *
 *   σ   from second differences over the last quarter, which a steady course leaves alone: median |x₋ − 2x + x₊| / (0.6745 √6)
 *       (T. Gasser, L. Sroka and C. Jennen-Steinmetz, Residual variance and residual pattern in nonlinear regression,
 *       Biometrika 73, 1986, with the median in place of the mean)
 */
import { median } from '../../numeric/index.ts';
import type { Curve } from '../../study/index.ts';

const lastPart = 0.25;
/** Second differences of fewer values tell nothing. */
const fewest = 6;
/** Third quartile of the normal distribution. */
const quartile = 0.6745;

export interface LateNoise {
  /** σ. */
  readonly deviation: number;
  /** Evaluations of the last quarter. */
  readonly evaluations: number;
}

/** Null where the last quarter holds fewer than six finite values. */
export function lateNoiseOf({ values }: Curve): LateNoise | null {
  const finite = values.filter((value) => Number.isFinite(value));
  const late = finite.slice(Math.floor((1 - lastPart) * finite.length));
  if (late.length < fewest) return null;
  const bends = late.slice(2).map((after, i) => Math.abs((late[i] ?? 0) - 2 * (late[i + 1] ?? 0) + after));
  return { deviation: median(bends) / (quartile * Math.sqrt(6)), evaluations: late.length };
}
