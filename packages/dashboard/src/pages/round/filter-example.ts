/** What may be typed into the filter, in the words of the columns at hand: `rate<0.1 outcome:feasible -optimizer=adam`. */
import type { Column } from './table-columns.ts';
import { trialFilter } from './trial-filter.ts';

/** Of columns that tell the baseline's value, which hyperparameters do: one of numbers, and one of words. It finds a trial. */
export function filterExample(columns: readonly Column[], rows: readonly number[]): string {
  const hyperparameters = columns.filter(({ usual }) => usual !== undefined);
  const numbers = hyperparameters.find((column) => column.numeric && rows.some((row) => column.value(row) !== null));
  const words = hyperparameters.find((column) => !column.numeric && rows.some((row) => column.value(row) !== null));
  return [
    numbers === undefined ? [] : bounds(numbers, rows).map((bound) => `${bareName(numbers)}<${bound}`),
    ['outcome:feasible'],
    words === undefined ? [] : wordsOf(words, rows).map((word) => `-${bareName(words)}=${quoted(word)}`),
  ].reduce((said, ways) => {
    const next = ways.map((way) => `${said} ${way}`.trimStart()).find((text) => finds(text, columns, rows));
    return next ?? said;
  }, '');
}

function finds(text: string, columns: readonly Column[], rows: readonly number[]): boolean {
  const filter = trialFilter(text, columns);
  return filter.kind === 'filter' && rows.some(filter.holds);
}

/** Its values as they are shown, from the middle one on: below a greater one there are more trials. */
function bounds({ value, text }: Column, rows: readonly number[]): readonly string[] {
  const known = rows.filter((row) => typeof value(row) === 'number');
  const ordered = known.toSorted((a, b) => Number(value(a)) - Number(value(b)));
  return ordered.slice(Math.floor(ordered.length / 2)).map(text);
}

function wordsOf({ value, text }: Column, rows: readonly number[]): readonly string[] {
  return [...new Set(rows.filter((row) => value(row) !== null).map(text))];
}

/** `optimizer=adam/lr` → `lr`, which means that of any branch. */
function bareName({ id }: Column): string {
  return id.split('/').at(-1) ?? id;
}

function quoted(word: string): string {
  return /\s/.test(word) ? `"${word}"` : word;
}
