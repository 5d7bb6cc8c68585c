/** How much a score could gain, where its scale is known: scores lie between 0 and 1, or 0 and 100. */
import type { Signal } from './signal.ts';

/** Share of the scale, from its bad end, in which an untrained score lies. */
const badEnd = 0.2;

/** From the first value of a score to a perfect one; null where the scale is not known or not begun near its bad end. */
export function roomOf({ sign, values, smooth }: Signal): number | null {
  if (sign !== -1) return null;
  // By running medians: an estimate may now and then leave its scale.
  const most = smooth.reduce((high, value) => Math.max(high, -value), 0);
  if (smooth.some((value) => value > 0) || most > 100) return null;
  const perfect = most > 1 ? 100 : 1;
  const first = -(values[0] ?? 0);
  return first <= badEnd * perfect ? perfect - first : null;
}
