/** The least and the greatest of any number of values: spread arguments (`Math.min(...)`) overflow the stack near 10⁵. */

/** [∞, −∞] of nothing; NaN where one of them is. */
export function extent(values: Iterable<number>): readonly [least: number, greatest: number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [least, greatest];
}
