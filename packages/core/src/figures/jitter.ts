/** Sideways places that keep points of one value apart. */

/** Of a trial by its number or place, in [−1, 1]: deterministic and even, multiples of the golden ratio. */
export function jitterOf(trial: number): number {
  return Number((2 * ((trial * 0.618034) % 1) - 1).toFixed(3));
}
