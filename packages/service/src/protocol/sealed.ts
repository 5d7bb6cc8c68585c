/**
 * The test set stays sealed (method L5), but the values of its metrics can also stand in a program's own output. So
 * whatever a program wrote passes through a redactor before anyone sees it.
 */
import { isSealed, type MetricSource } from '@attune/core/study';
import { entryFinder, type Span } from './sealed-entries.ts';
import { visibleParts, type VisiblePart } from './visible.ts';

/** What stands in a text where a sealed value was. */
export const sealedMark = '‹sealed›';

/** Masks the values of sealed metrics in a text of one or more lines; what stands elsewhere is left as it is. */
export type Redactor = (text: string) => string;

/**
 * A redactor for one project: masks the values of metrics that are called `test/…` or renamed to such a name, and what
 * `pattern` reads as one, wherever it matches. It sees the text as the reader of measurements does, through colours and
 * whatever a carriage return overwrote.
 */
export function createRedactor({ rename, pattern }: Pick<MetricSource, 'rename' | 'pattern'>): Redactor {
  const entries = entryFinder(Object.keys(rename).filter((raw) => isSealedAs(raw, rename)));
  const groups = pattern === undefined ? () => [] : groupFinder(new RegExp(pattern, 'dg'), rename);
  return (text) => {
    const spans = visibleParts(text).flatMap((part) => {
      const begins = (i: number): boolean => part.at[i] !== (part.at[i - 1] ?? -1) + 1;
      return [...entries(part.text, begins), ...groups(part.text)].map((span) => placed(span, part));
    });
    return masked(text, spans);
  };
}

/** Whether what the program calls `raw` is sealed under the name that it gets. */
export function isSealedAs(raw: string, rename: Readonly<Record<string, string>>): boolean {
  return isSealed(Object.hasOwn(rename, raw) ? (rename[raw] ?? raw) : raw);
}

function groupFinder(pattern: RegExp, rename: Readonly<Record<string, string>>): (text: string) => readonly Span[] {
  return (text) =>
    [...text.matchAll(pattern)]
      .flatMap(({ indices }) => Object.entries(indices?.groups ?? {}))
      .flatMap(([name, span]) => (Array.isArray(span) && isSealedAs(name, rename) ? [span] : []))
      .map(([start, end]) => ({ start, end }));
}

/** Where a span of the visible part stands in the text. Empty spans hold no value. */
function placed({ start, end }: Span, { at }: VisiblePart): Span {
  const [first, last] = [at[start], at[end - 1]];
  return first === undefined || last === undefined || end <= start
    ? { start: 0, end: 0 }
    : { start: first, end: last + 1 };
}

function masked(text: string, spans: readonly Span[]): string {
  let result = '';
  let done = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= done) continue;
    if (start >= done) result += text.slice(done, start) + sealedMark;
    done = end;
  }
  return result + text.slice(done);
}
