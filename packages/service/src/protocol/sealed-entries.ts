/**
 * Where values of sealed metrics stand in a text that a program printed: as entries of JSON and of Python dictionaries,
 * as `name=value`, `name: value` and `name value`, or as cells of a table. In doubt a value counts as sealed.
 */

/** From `start` up to `end`, exclusive, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Finds the values; `begins(i)` says whether the terminal was steered just before `i`, so that a word begins there. */
export type EntryFinder = (text: string, begins: (index: number) => boolean) => readonly Span[];

/** A finder for the metrics `test/…` and for those that the program itself calls by `names`. */
export function entryFinder(names: readonly string[]): EntryFinder {
  const heads = headPatterns(names);
  const candidate = (text: string): boolean => text.includes('test') || names.some((name) => text.includes(name));
  const escapes = names.some((name) => asciiJson(name) !== name);
  return (text, begins) => {
    if (!escapes && !candidate(text)) return [];
    return heads.flatMap((head) => entriesOf(text, head, begins));
  };
}

/** How JSON may write a name: also with a slash that is escaped, and in ASCII alone. */
const slash = String.raw`(?:\\{0,4}/|\\{1,4}u002[fF])`;
const quote = String.raw`\\{0,4}["'\x60]`;
const number = String.raw`[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?:\s?%)?|[-+]?(?:[nN]a[nN]|[iI]nf(?:inity)?)\b`;

/** Between a name and any value; or between a name and what is surely a number. */
const separator =
  String.raw`(?:\s*[:=]+>?\s*(?=\S)|(?:\s+(?:is|was|of|at|now))?(?:[\s,;|│┃→>(*~]|->)+(?=` + `(?:${number})))`;

/** Each matches a sealed name and what separates it from its value, which follows. */
function headPatterns(names: readonly string[]): readonly RegExp[] {
  const written = [...new Set(names.flatMap((name) => [name, asciiJson(name)]))].map(escaped);
  const plain = [`test${slash}${plainCharacters}`, ...written].join('|');
  return [
    `(?:${quote})?(?:${plain})(?:${quote})?${separator}`,
    // In quotes a name may hold anything.
    String.raw`(${quote})test${slash}(?:(?!\1).){0,200}\1` + separator,
    // Metrics grouped by split are no measurements, but they are printed all the same.
    String.raw`(?:${quote})?test(?:${quote})?\s*[:=]\s*(?=[[({])`,
  ].map((source) => new RegExp(source, 'g'));
}

const plainCharacters = String.raw`[^\s:=,;"'\x60|│┃<>→(){}[\]]{0,200}(?:\([A-Za-z][^()\s]{0,40}\))?`;

function entriesOf(text: string, head: RegExp, begins: (index: number) => boolean): readonly Span[] {
  const found: Span[] = [];
  let from = 0;
  for (;;) {
    head.lastIndex = from;
    const match = head.exec(text);
    if (match === null) return found;
    const start = match.index + match[0].length;
    if (wordBegins(text, match.index) || begins(match.index)) {
      const end = valueEnd(text, start);
      if (end > start) found.push({ start, end });
      from = Math.max(start, end);
    } else from = match.index + 1;
  }
}

function wordBegins(text: string, index: number): boolean {
  return index === 0 || !/[\w/.-]/.test(text.charAt(index - 1));
}

function valueEnd(text: string, start: number): number {
  const opened = after(/(?:[A-Za-z_][\w.]*)?[[({]/y, text, start);
  if (opened !== undefined) return bracketEnd(text, opened);
  const quoted = after(/(\\{0,4}["'])(?:(?!\1)(?:\\.|.))*(?:\1)?/y, text, start);
  const end = quoted ?? after(/[^\s,;}\])"']+/y, text, start) ?? start;
  return after(further, text, end) ?? end;
}

/** What belongs to a value that has begun: its error, its denominator, itself as a percentage, further values. */
const further = new RegExp(String.raw`(?:\s*(?:±|\+/?-|[/,;|│┃])\s*(?:${number})|\s*\(\s*(?:${number})[^()]*\))+`, 'y');

/** Behind the bracket that closes the one before `start`; the end of the text where none does. */
function bracketEnd(text: string, start: number): number {
  let depth = 1;
  for (let i = start; i < text.length; i++) {
    if ('[({'.includes(text.charAt(i))) depth++;
    else if ('])}'.includes(text.charAt(i)) && --depth === 0) return i + 1;
  }
  return text.length;
}

/** Where the sticky pattern's match at `start` ends. */
function after(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function asciiJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
