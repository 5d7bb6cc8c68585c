/** Gradient norms between two evaluations. */
export interface GradientNorms {
  readonly sum: number;
  readonly max: number;
  readonly count: number;
}

export const noNorms: GradientNorms = { sum: 0, max: 0, count: 0 };

/** `norms` with one more; NaN stays visible in sum and maximum. */
export function withNorm(norms: GradientNorms, norm: number): GradientNorms {
  return { sum: norms.sum + norm, max: Math.max(norms.max, norm), count: norms.count + 1 };
}
