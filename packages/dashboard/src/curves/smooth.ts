/**
 * Smoothed curves. The window is a share of the axis, not a number of points: a curve looks the same however it was thinned
 * and however often a trial reported.
 */
export const smoothings = ['off', 'ema', 'median'] as const;
export type Smoothing = (typeof smoothings)[number];

/**
 * Smooths a curve that grows: each call gives values at the same places, of a curve that goes on where the last call's
 * ended. Only what is new, and what it changes before it, is made. The values are a view: the next call may change them.
 */
export type Smoother = (x: Float64Array, y: Float64Array) => Float64Array;

/** Where a value is not finite, it stays. `width` is in units of x; 0 or less changes nothing. */
export function smoother(kind: Smoothing, width: number): Smoother {
  if (kind === 'off' || !(width > 0)) return (_, y) => y;
  const fill = kind === 'ema' ? exponential(width / 2) : runningMedian(width / 2);
  let values = new Float64Array(0);
  return (x, y) => {
    if (values.length < y.length) {
      const more = new Float64Array(Math.ceil(1.5 * y.length));
      more.set(values);
      values = more;
    }
    fill(x, y, values);
    return values.subarray(0, y.length);
  };
}

type Fill = (x: Float64Array, y: Float64Array, smoothed: Float64Array) => void;

/**
 * A mean of what came before, each value's weight halved with every `halfLife` of distance. The weights are summed along, so
 * that the first values are not drawn towards zero.
 */
function exponential(halfLife: number): Fill {
  let [sum, weight, last, done] = [0, 0, 0, 0];
  return (x, y, smoothed) => {
    for (; done < y.length; done++) {
      const value = y[done] ?? Number.NaN;
      if (!Number.isFinite(value)) {
        smoothed[done] = value;
        continue;
      }
      const at = x[done] ?? 0;
      const kept = 2 ** -((at - last) / halfLife);
      sum = sum * kept + value;
      weight = weight * kept + 1;
      last = at;
      smoothed[done] = sum / weight;
    }
  };
}

/** The median of the finite values within `reach` to each side: a spike passes it by, an edge stays one. */
function runningMedian(reach: number): Fill {
  // Before it, nothing changes any more: the curve has gone beyond its windows.
  let [settled, settledFrom] = [0, 0];
  return (x, y, smoothed) => {
    let [from, to] = [settledFrom, settled];
    for (let index = settled; index < y.length; index++) {
      const at = x[index] ?? 0;
      while (from < y.length && (x[from] ?? 0) < at - reach) from++;
      while (to < y.length && (x[to] ?? 0) <= at + reach) to++;
      if (to < y.length) [settled, settledFrom] = [index + 1, from];
      const value = y[index] ?? Number.NaN;
      if (!Number.isFinite(value)) {
        smoothed[index] = value;
        continue;
      }
      // As many to each side, so that a slope at the ends is not flattened to one side.
      const half = Math.min(index - from, to - 1 - index);
      smoothed[index] = medianOf(y, index - half, index + half + 1);
    }
  };
}

/** Points of a window at most: of more, as many at even distances. */
const mostInWindow = 101;
const window = new Float64Array(mostInWindow);

function medianOf(y: Float64Array, from: number, to: number): number {
  const every = Math.max(1, Math.ceil((to - from) / mostInWindow));
  let count = 0;
  for (let index = from; index < to; index += every) {
    const value = y[index] ?? Number.NaN;
    if (Number.isFinite(value)) window[count++] = value;
  }
  const values = window.subarray(0, count).sort();
  const middle = count >> 1;
  const upper = values[middle] ?? Number.NaN;
  return count % 2 === 1 ? upper : ((values[middle - 1] ?? upper) + upper) / 2;
}
