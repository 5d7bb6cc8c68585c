/**
 * The table's filter: conditions with spaces between, all of which must hold. `lr<0.1`, `optimizer=adam`, `trial:3-9,12`,
 * `outcome:feasible`, `note~warmup`; a minus before a condition turns it round; another word is searched in all texts. The
 * bare name of hyperparameters of several branches, `lr`, means any of them.
 */
import { nearest } from '@attune/core/space';
import { defineTexts, type Message } from '@attune/core/texts';
import type { Cell, Column } from './table-columns.ts';

export const trialFilterTexts = defineTexts('dashboard-trial-filter', {
  unknown: 'there is no column {name}; there are {columns}',
  near: 'there is no column {name}: did you mean {nearest}?',
  word: '{name} is never {value}; there are {words}',
  nearWord: '{name} is never {value}: did you mean {nearest}?',
  number: '{name} is compared with {value}, which is no number',
  open: 'a quotation mark is not closed',
});

export type TrialFilter =
  | { readonly kind: 'filter'; readonly holds: (row: number) => boolean }
  | { readonly kind: 'mistake'; readonly message: Message };

type Test = (row: number) => boolean;

export function trialFilter(text: string, columns: readonly Column[]): TrialFilter {
  const words = wordsOf(text);
  if (words === null) return { kind: 'mistake', message: trialFilterTexts.open() };
  const tests: Test[] = [];
  for (const word of words) {
    const test = conditionOf(word, columns);
    if (typeof test !== 'function') return { kind: 'mistake', message: test };
    tests.push(test);
  }
  return { kind: 'filter', holds: (row) => tests.every((test) => test(row)) };
}

/** Split at spaces outside of quotation marks, which are left out; null where one is not closed. */
function wordsOf(text: string): readonly string[] | null {
  const words: string[] = [];
  let word = '';
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (/\s/.test(sign) && !quoted) {
      if (word !== '') words.push(word);
      word = '';
    } else word += sign;
  }
  if (word !== '') words.push(word);
  return quoted ? null : words;
}

function conditionOf(word: string, columns: readonly Column[]): Test | Message {
  const negated = word.startsWith('-') && word.length > 1;
  const rest = negated ? word.slice(1) : word;
  const parts = partsOf(rest, columns);
  const test = parts === null ? anywhere(rest, columns) : compared(parts, columns);
  if (typeof test !== 'function') return test;
  return negated ? (row) => !test(row) : test;
}

interface Parts {
  readonly name: string;
  readonly sign: string;
  readonly value: string;
}

/** Of a name that holds `=` itself, as `optimizer=adam/lr`, the longest column's name counts. */
function partsOf(word: string, columns: readonly Column[]): Parts | null {
  const splits = [...word.matchAll(/<=|>=|!=|[<>=:~]/g)]
    .filter(({ index }) => index > 0)
    .map((match) => ({
      name: word.slice(0, match.index),
      sign: match[0],
      value: word.slice(match.index + match[0].length),
    }));
  return splits.findLast(({ name }) => columnsNamed(name, columns).length > 0) ?? splits[0] ?? null;
}

function columnsNamed(name: string, columns: readonly Column[]): readonly Column[] {
  const lower = name.toLowerCase();
  const exact = columns.filter(({ id, label }) => id.toLowerCase() === lower || label.toLowerCase() === lower);
  if (exact.length > 0) return exact.slice(0, 1);
  return columns.filter(({ id }) => id.toLowerCase().endsWith(`/${lower}`));
}

function compared({ name, sign, value }: Parts, columns: readonly Column[]): Test | Message {
  const found = columnsNamed(name, columns);
  const [column] = found;
  if (column === undefined) {
    const near = nearest(
      name,
      columns.map(({ id }) => id),
    );
    const all = columns.map(({ id }) => id).join(', ');
    return near === undefined
      ? trialFilterTexts.unknown({ name, columns: all })
      : trialFilterTexts.near({ name, nearest: near });
  }
  // Unlike a value: unlike it in each, as where there is one.
  if (sign === '!=') return (row) => !found.some((one) => isValue(one, row, value));
  const tests: Test[] = [];
  for (const one of found) {
    const test = comparedTo(one, sign, value);
    if (typeof test !== 'function') return test;
    tests.push(test);
  }
  return (row) => tests.some((test) => test(row));
}

function comparedTo(column: Column, sign: string, value: string): Test | Message {
  switch (sign) {
    case '=':
      return unknownWord(column, value) ?? ((row) => isValue(column, row, value));
    case '~':
      return (row) => includes(column.text(row), value);
    case ':':
      return anyOf(column, value);
    default:
      return ordered(column, sign, value);
  }
}

function ordered({ id, value }: Column, sign: string, limit: string): Test | Message {
  const bound = Number(limit);
  if (limit === '' || Number.isNaN(bound)) return trialFilterTexts.number({ name: id, value: limit });
  const holds = orders[sign];
  return (row) => {
    const own = value(row);
    return typeof own === 'number' && holds?.(own, bound) === true;
  };
}

const orders: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** What cannot be found for it is no word of the column: a slip of the pen would leave an empty table. */
function unknownWord({ id: name, numeric, words }: Column, value: string): Message | undefined {
  const given = value.toLowerCase();
  const known = words?.some((word) => word.toLowerCase() === given) ?? true;
  if (known || numeric || words === undefined || equals(null, value)) return undefined;
  const near = nearest(given, words);
  return near === undefined
    ? trialFilterTexts.word({ name, value, words: words.join(', ') })
    : trialFilterTexts.nearWord({ name, value, nearest: near });
}

/** `completed,failed`, or of numbers also `3-9`. */
function anyOf(column: Column, value: string): Test | Message {
  const unknown = value.split(',').flatMap((one) => unknownWord(column, one) ?? [])[0];
  if (unknown !== undefined) return unknown;
  const ranges = value.split(',').map((one) => ({ one, range: /^([\d.]+)-([\d.]+)$/.exec(one) }));
  return (row) => {
    const own = column.value(row);
    return ranges.some(({ one, range }) => {
      if (range === null || typeof own !== 'number') return isValue(column, row, one);
      return own >= Number(range[1]) && own <= Number(range[2]);
    });
  };
}

/** Words are found as they are stored and as they are shown. */
function isValue({ value, text, numeric }: Column, row: number, wanted: string): boolean {
  return equals(value(row), wanted) || (!numeric && text(row).toLowerCase() === wanted.toLowerCase());
}

function equals(own: Cell, value: string): boolean {
  if (own === null) return value === '' || value === '–';
  if (typeof own === 'number') return value !== '' && own === Number(value);
  return String(own).toLowerCase() === value.toLowerCase();
}

function includes(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

function anywhere(word: string, columns: readonly Column[]): Test {
  const texts = columns.filter(({ numeric, id }) => !numeric || id === 'trial');
  return (row) => texts.some((column) => includes(column.text(row), word));
}
