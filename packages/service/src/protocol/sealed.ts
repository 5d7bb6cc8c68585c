/**
 * The test set stays sealed until a final evaluation is asked for (method L5): metrics named `test/…` are stored but not
 * shown. Their values can also stand in a program's own output, so lines of logs pass through a redactor before anyone
 * sees them.
 */
import type { MetricSource } from '@attune/core/study';

/** What stands in a line where a sealed value was. */
export const sealedMark = '‹sealed›';

/** Whether a metric, by the name Attune stores it under, is withheld until it is unsealed. */
export function isSealed(metric: string): boolean {
  return metric.startsWith('test/');
}

/** The names under which a program itself reports sealed metrics, `test/…` names apart. */
export function sealedNames(rename: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(rename).flatMap(([raw, metric]) => (isSealed(metric) ? [raw] : []));
}

/**
 * The line with the values of sealed metrics masked: of `test/…` and of `names`, written as JSON or Python dictionary
 * entries, `name=value`, `name: value` or `name value`. What stands elsewhere in the line is left as it is.
 */
export function redactLine(line: string, names: readonly string[]): string {
  if (!line.includes('test/') && !names.some((name) => line.includes(name))) return line;
  return maskEntries(line, entryPattern(names));
}

/** Like `redactLine` for the metrics of one project; also masks what `pattern` reads as a sealed metric. */
export function createRedactor(source: MetricSource): (line: string) => string {
  const names = sealedNames(source.rename);
  const entries = entryPattern(names);
  const pattern = source.pattern === undefined ? undefined : new RegExp(source.pattern, 'd');
  return (line) => {
    const masked = pattern === undefined ? line : maskGroups(line, pattern, source.rename);
    return maskEntries(masked, entries);
  };
}

function maskEntries(line: string, entries: RegExp): string {
  return line.replace(
    entries,
    (_whole, name: string, separator: string | undefined, _value: unknown, blank: string | undefined) =>
      `${name}${separator ?? blank ?? ''}${sealedMark}`,
  );
}

function maskGroups(line: string, pattern: RegExp, rename: Readonly<Record<string, string>>): string {
  const spans = Object.entries(pattern.exec(line)?.indices?.groups ?? {})
    .filter(([name]) => isSealed(Object.hasOwn(rename, name) ? (rename[name] ?? name) : name))
    .flatMap(([, span]) => (Array.isArray(span) ? [span] : []))
    .sort((a, b) => b[0] - a[0]);
  return spans.reduce((text, [start, end]) => `${text.slice(0, start)}${sealedMark}${text.slice(end)}`, line);
}

/**
 * A sealed name, perhaps quoted, then either `:` or `=` and one value of any form, or blanks and a number.
 * Groups: the name with its quotes, the separator, the value after it, the blanks before a number.
 */
function entryPattern(names: readonly string[]): RegExp {
  const name = ['test/[\\w./@-]*[\\w@-]', ...names.map(escaped)].join('|');
  const quote = String.raw`\\?["']`;
  const number = String.raw`[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?%?|[-+]?(?:nan|NaN|inf|Infinity)\b`;
  const value = [
    String.raw`"(?:[^"\\]|\\.)*"`,
    String.raw`'(?:[^'\\]|\\.)*'`,
    String.raw`\[[^\]]*\]`,
    String.raw`[A-Za-z_][\w.]*\([^)]*\)`,
    String.raw`[^\s,;}\])]+`,
  ].join('|');
  return new RegExp(
    `(?<![\\w/.-])((?:${quote})?(?:${name})(?:${quote})?)(?:(\\s*[:=]\\s*)(${value})|(\\s+)(?:${number}))`,
    'g',
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
