/** What may be typed into the filter, in the words of the columns at hand: `rate<0.1 outcome:feasible -optimizer=adam`. */
import type { Column } from './table-columns.ts';

/** Of columns that tell the baseline's value, which hyperparameters do: one of numbers, and one of words. */
export function filterExample(columns: readonly Column[], rows: readonly number[]): string {
  const hyperparameters = columns.filter(({ usual }) => usual !== undefined);
  const numbers = hyperparameters.find(({ numeric }) => numeric);
  const words = hyperparameters.find((column) => !column.numeric && wordOf(column, rows) !== undefined);
  const bound = numbers === undefined ? undefined : middleOf(numbers, rows);
  return [
    ...(numbers === undefined || bound === undefined ? [] : [`${bareName(numbers)}<${numbers.text(bound)}`]),
    'outcome:feasible',
    ...(words === undefined ? [] : [`-${bareName(words)}=${quoted(wordOf(words, rows) ?? '')}`]),
  ].join(' ');
}

/** The row of the middle one of its values. */
function middleOf({ value }: Column, rows: readonly number[]): number | undefined {
  const known = rows.filter((row) => typeof value(row) === 'number');
  return known.toSorted((a, b) => Number(value(a)) - Number(value(b)))[Math.floor(known.length / 2)];
}

function wordOf({ value, text }: Column, rows: readonly number[]): string | undefined {
  const row = rows.find((one) => value(one) !== null);
  return row === undefined ? undefined : text(row);
}

/** `optimizer=adam/lr` → `lr`, which means that of any branch. */
function bareName({ id }: Column): string {
  return id.split('/').at(-1) ?? id;
}

function quoted(word: string): string {
  return /\s/.test(word) ? `"${word}"` : word;
}
