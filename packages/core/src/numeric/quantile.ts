/**
 * Sample quantiles by linear interpolation between order statistics: definition 7 of R. J. Hyndman and Y. Fan 1996,
 * "Sample quantiles in statistical packages", the default of NumPy and R.
 */

/** The quantile of `values` at `p` in [0, 1]; values in any order, left as they are. NaN for none, or where one is NaN. */
export function quantile(values: readonly number[], p: number): number {
  return sortedQuantile(Float64Array.from(values).sort(), p);
}

/** The same for values that already ascend. */
export function sortedQuantile(sorted: readonly number[] | Float64Array, p: number): number {
  const last = sorted.at(-1);
  if (last === undefined || sorted.some(Number.isNaN)) return Number.NaN;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? last;
  const high = sorted[below + 1] ?? last;
  const share = position - below;
  return share === 0 || low === high ? low : low + share * (high - low);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
