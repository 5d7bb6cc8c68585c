/** Gradient norms, and clipping by the global one (method K3). */
import { numpy as np } from '@jax-js/jax';
import { type Arrays, mapNamed } from './updates/update-rule.ts';

/** The Euclidean norm over all arrays together; they stay the caller's. */
export function globalNorm(arrays: Arrays): np.Array {
  const squares = Object.values(arrays).map((array) => np.square(array.ref).sum());
  return np.sqrt(squares.reduce((sum, square) => sum.add(square), np.array(0)));
}

/**
 * Scales `gradients` so that their global norm is at most `threshold`, and gives the norm as it was before, which is
 * the one to log: a threshold is chosen from unclipped norms. Consumes `gradients`.
 */
export function clipByGlobalNorm(
  gradients: Arrays,
  threshold: number,
): { readonly gradients: Arrays; readonly norm: np.Array } {
  const norm = globalNorm(gradients);
  // max(norm, threshold) is at least the threshold: no division by zero for gradients that vanish.
  const scale = np.array(threshold).div(np.maximum(norm.ref, threshold));
  const clipped = mapNamed(gradients, (gradient) => gradient.mul(scale.ref));
  scale.dispose();
  return { gradients: clipped, norm };
}
