/**
 * The test set stays sealed until a final evaluation is asked for (method L5): metrics named `test/…` are stored, but
 * neither shown nor used. Every part that shows or compares metrics asks here.
 */

/** Whether a metric, by the name Attune stores it under, is withheld until it is unsealed. */
export function isSealed(metric: string): boolean {
  return metric.startsWith('test/');
}
