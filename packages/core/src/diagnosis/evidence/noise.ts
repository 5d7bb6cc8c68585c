/**
 * The noise of a curve from point to point, whatever its trend: pseudo-residuals of T. Gasser, L. Sroka and
 * C. Jennen-Steinmetz 1986, "Residual variance and residual pattern in nonlinear regression" (Biometrika 73(3)), which
 * allow uneven steps; their scale by the median absolute deviation, so that jumps do not count.
 *
 * | symbol | meaning | shape |
 * |---|---|---|
 * | a, b | weights of the line through both neighbours | number |
 * | ε̃ | distance of a point from that line, over √(a² + b² + 1) | n − 2 |
 */
import { median } from '../../numeric/index.ts';

/** Of a normal deviate: standard deviation over median absolute value. */
export const normalConsistency = 1.4826;

/** |ε̃| of every point; NaN at both ends, which have one neighbour only. */
export function pseudoResiduals(times: readonly number[], values: readonly number[]): readonly number[] {
  return values.map((y1, i) => {
    if (i === 0 || i === values.length - 1) return NaN;
    const t2 = times[i + 1] ?? NaN;
    const y0 = values[i - 1] ?? NaN;
    const y2 = values[i + 1] ?? NaN;
    const a = (t2 - (times[i] ?? NaN)) / (t2 - (times[i - 1] ?? NaN));
    const b = 1 - a;
    return Math.abs(a * y0 + b * y2 - y1) / Math.sqrt(a * a + b * b + 1);
  });
}

/** The standard deviation that such residuals show; 0 where there is none. */
export function scaleOf(residuals: readonly number[]): number {
  const known = residuals.filter((residual) => !Number.isNaN(residual));
  return known.length === 0 ? 0 : normalConsistency * median(known);
}
