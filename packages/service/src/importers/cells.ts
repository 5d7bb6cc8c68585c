/** What stands in a cell: a number under the names that programs give to those that are none, or nothing. */

/** The number in a cell; null where it is empty, undefined where it holds no number. */
export function numberIn(cell: string): number | null | undefined {
  const text = cell.trim();
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isNaN(value)) return /^0[xob]/i.test(text) ? undefined : value;
  return names.get(text.toLowerCase());
}

const names: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['-nan', NaN],
  ['null', NaN],
  ['none', NaN],
  ['na', NaN],
  ['n/a', NaN],
  ['#n/a', NaN],
  ['inf', Infinity],
  ['+inf', Infinity],
  ['infinity', Infinity],
  ['-inf', -Infinity],
  ['-infinity', -Infinity],
]);
