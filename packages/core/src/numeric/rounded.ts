/**
 * Numbers as sentences, axes and tables show them. A number near 1 is not rounded to 1: 0.9996 of accuracy and a β2 of
 * 0.9999968 differ from 1 in what they say, so there the digits of 1 − x count.
 */

/** How near to 1 the distance counts. */
const near = 0.01;

/** `digits` significant digits, or of the distance to 1 one fewer, where that is below 0.01. */
export function rounded(value: number, digits = 3): number {
  if (!Number.isFinite(value)) return value;
  return Math.abs(1 - value) < near ? besideOne(value, Math.max(1, digits - 1)) : Number(value.toPrecision(digits));
}

/** `digits` significant digits of 1 − x. */
export function besideOne(value: number, digits = 3): number {
  // What is left of binary rounding in 1 − x: 0.0000032 and not 0.00000320000000005.
  const distance = Number((1 - value).toPrecision(digits));
  const result = Number((1 - distance).toPrecision(15));
  return result === 1 ? value : result;
}

/**
 * As many decimals as `resolution` needs for two digits of its own, and at least `digits` significant ones: values that
 * are compared at that resolution stay apart. A resolution of 0, or none, adds nothing.
 */
export function roundedTo(value: number, resolution: number | null, digits = 3): number {
  const least = rounded(value, digits);
  if (resolution === null || !(Math.abs(resolution) > 0) || !Number.isFinite(value) || value === 0) return least;
  const decimals = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(Math.abs(resolution))) + 2;
  return decimals > digits ? Number(value.toPrecision(Math.min(15, decimals))) : least;
}
