/**
 * Running medians (J. W. Tukey 1977, "Exploratory Data Analysis", chapter 7): they follow steps and bends, and a deviant
 * shorter than half their width leaves no trace.
 */

/**
 * The median over `width` (odd) points around each; towards the ends over the widest centred window that fits. The window is
 * kept sorted while it slides: n · width moves at worst, of neighbouring numbers.
 */
export function runningMedian(values: readonly number[], width: number): readonly number[] {
  const half = (width - 1) >> 1;
  const n = values.length;
  const window = new Float64Array(width + 2);
  const at = (i: number): number => values[i] ?? 0;
  let before = -1;
  return values.map((value, i) => {
    const reach = Math.min(half, i, n - 1 - i);
    const size = 2 * before + 1;
    if (reach > before) {
      if (i > 0) insert(window, size, at(i + reach - 1));
      insert(window, i > 0 ? size + 1 : 0, at(i + reach));
    } else if (reach === before) {
      if (reach === 0) window[0] = value;
      else exchange(window, size, at(i - reach - 1), at(i + reach));
    } else {
      remove(window, size, at(i - reach - 2));
      remove(window, size - 1, at(i - reach - 1));
    }
    before = reach;
    return window[reach] ?? 0;
  });
}

function insert(window: Float64Array, size: number, value: number): void {
  let i = size;
  for (; i > 0 && (window[i - 1] ?? 0) > value; i--) window[i] = window[i - 1] ?? 0;
  window[i] = value;
}

function remove(window: Float64Array, size: number, value: number): void {
  for (let i = placeOf(window, size, value); i < size - 1; i++) window[i] = window[i + 1] ?? 0;
}

/** Only what lies between the value that goes and the one that comes is moved. */
function exchange(window: Float64Array, size: number, gone: number, value: number): void {
  let i = placeOf(window, size, gone);
  for (; i > 0 && (window[i - 1] ?? 0) > value; i--) window[i] = window[i - 1] ?? 0;
  for (; i < size - 1 && (window[i + 1] ?? 0) < value; i++) window[i] = window[i + 1] ?? 0;
  window[i] = value;
}

/** Of a value that the window holds. */
function placeOf(window: Float64Array, size: number, value: number): number {
  let [low, high] = [0, size - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((window[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
