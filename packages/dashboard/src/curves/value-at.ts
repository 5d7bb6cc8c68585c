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

/** The place of the last finite value up to `at`: where something can be marked that began as values were lost. */
export function lastFinite({ x, y }: CurvePart, at: number): { readonly x: number; readonly y: number } | null {
  for (let index = x.length - 1; index >= 0; index--) {
    const [place, value] = [x[index] ?? 0, y[index] ?? Number.NaN];
    if (place <= at && Number.isFinite(value)) return { x: place, y: value };
  }
  return null;
}
