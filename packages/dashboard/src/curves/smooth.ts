/**
 * Smoothed curves. The window is a share of the axis, not a number of points: a curve looks the same however it was thinned
 * and however often a trial reported.
 */
export const smoothings = ['off', 'ema', 'median'] as const;
export type Smoothing = (typeof smoothings)[number];

/** Values at the same places; where a value is not finite, it stays. `width` is in units of x; 0 or less changes nothing. */
export function smooth(x: Float64Array, y: Float64Array, kind: Smoothing, width: number): Float64Array {
  if (kind === 'off' || !(width > 0) || y.length < 3) return y;
  switch (kind) {
    case 'ema':
      return exponential(x, y, width / 2);
    case 'median':
      return runningMedian(x, y, width / 2);
  }
}

/**
 * A mean of what came before, each value's weight halved with every `halfLife` of distance. The weights are summed along, so
 * that the first values are not drawn towards zero.
 */
function exponential(x: Float64Array, y: Float64Array, halfLife: number): Float64Array {
  const smoothed = new Float64Array(y.length);
  let [sum, weight, last] = [0, 0, x[0] ?? 0];
  for (let index = 0; index < y.length; index++) {
    const value = y[index] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      smoothed[index] = value;
      continue;
    }
    const at = x[index] ?? 0;
    const kept = 2 ** -((at - last) / halfLife);
    sum = sum * kept + value;
    weight = weight * kept + 1;
    last = at;
    smoothed[index] = sum / weight;
  }
  return smoothed;
}

/** Points of a window at most: of more, as many at even distances. */
const mostInWindow = 101;

/** The median of the finite values within `reach` to each side: a spike passes it by, an edge stays one. */
function runningMedian(x: Float64Array, y: Float64Array, reach: number): Float64Array {
  const smoothed = new Float64Array(y.length);
  let [from, to] = [0, 0];
  for (let index = 0; index < y.length; index++) {
    const at = x[index] ?? 0;
    while (from < y.length && (x[from] ?? 0) < at - reach) from++;
    while (to < y.length && (x[to] ?? 0) <= at + reach) to++;
    const value = y[index] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      smoothed[index] = value;
      continue;
    }
    // As many to each side, so that a slope at the ends is not flattened to one side.
    const half = Math.min(index - from, to - 1 - index);
    smoothed[index] = medianOf(y, index - half, index + half + 1);
  }
  return smoothed;
}

function medianOf(y: Float64Array, from: number, to: number): number {
  const every = Math.max(1, Math.ceil((to - from) / mostInWindow));
  const values: number[] = [];
  for (let index = from; index < to; index += every) {
    const value = y[index] ?? Number.NaN;
    if (Number.isFinite(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  const upper = values[middle] ?? Number.NaN;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? upper) + upper) / 2;
}
