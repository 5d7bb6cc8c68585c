/** Where in an ascending list something begins to hold. */

/** The first index at which `holds`, and it does from there on; the length where it never does. */
export function firstWhere(ascending: ArrayLike<number>, holds: (value: number) => boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(ascending[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}
