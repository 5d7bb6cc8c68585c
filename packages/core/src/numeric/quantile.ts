/**
 * Sample quantiles by linear interpolation between order statistics: definition 7 of R. J. Hyndman and Y. Fan 1996,
 * "Sample quantiles in statistical packages", the default of NumPy and R.
 */

/** The quantile of `values` at `p` in [0, 1]; values in any order, left as they are. NaN for none, or where one is NaN. */
export function quantile(values: readonly number[], p: number): number {
  return sortedQuantile(new Float64Array(values).sort(), p);
}

/** The same for values that already ascend, NaN after all others, as typed arrays sort. */
export function sortedQuantile(sorted: readonly number[] | Float64Array, p: number): number {
  const last = sorted.at(-1);
  if (last === undefined || Number.isNaN(last)) return Number.NaN;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? last;
  const high = sorted[below + 1] ?? last;
  const share = position - below;
  return share === 0 || low === high ? low : low + share * (high - low);
}

/** `quantile` at a half, found by selection: sorting would cost several times as much. */
export function median(values: readonly number[]): number {
  const scratch = new Float64Array(values);
  const n = scratch.length;
  if (n === 0) return Number.NaN;
  for (let i = 0; i < n; i++) if (Number.isNaN(scratch[i])) return Number.NaN;
  const half = n >> 1;
  const high = selected(scratch, half);
  if (n % 2 === 1) return high;
  let low = scratch[0] ?? high;
  for (let i = 1; i < half; i++) low = Math.max(low, scratch[i] ?? low);
  return low === high ? low : low + (high - low) / 2;
}

/** The value of rank `k` from 0, after which no value before it is greater: C. A. R. Hoare 1961, "Find" (CACM 4(7)). */
function selected(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0;
    let [i, j] = [low, high];
    while (i <= j) {
      while ((values[i] ?? pivot) < pivot) i++;
      while ((values[j] ?? pivot) > pivot) j--;
      if (i > j) break;
      const moved = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = moved;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k] ?? Number.NaN;
}
