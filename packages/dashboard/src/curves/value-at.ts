import type { CurvePart } from './curve-line.ts';

/** The value at the last point up to `at`, or the first point's; null where that is not finite or there is none. */
export function valueAt({ x, y }: CurvePart, at: number): number | null {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  const value = y[Math.max(0, low - 1)];
  return value !== undefined && Number.isFinite(value) ? value : null;
}
