/**
 * Measurements among whatever a program prints: JSON lines that carry a step, or lines that match the project's pattern.
 * A progress bar that rewrites its line with carriage returns does not hide what follows it.
 */
import type { MetricSource } from '@attune/core/study';
import { createMeasurementParser, nonFinite, type MeasurementLine } from './measurement.ts';
import { createRedactor, isSealedAs, sealedMark } from './sealed.ts';
import { visible } from './visible.ts';

/** Reads one line of stdout; null where it is ordinary output. Never throws. */
export type StdoutParser = (line: string) => MeasurementLine | null;

/**
 * A parser for the project's way of printing. Without a pattern: lines that begin with `{` and hold the key `step` (or
 * the key renamed to it). With one: its named groups are the step and the metrics, renamed as other names are, since a
 * group cannot be called `valid/accuracy`; groups that took no part in the match are left out.
 */
export function createStdoutParser(source: MetricSource): StdoutParser {
  const parse = createMeasurementParser(source.rename, createRedactor(source));
  return source.pattern === undefined
    ? jsonLines(parse, source.rename)
    : patternLines(parse, new RegExp(source.pattern), source.rename);
}

type LineParser = (line: string) => MeasurementLine;

function jsonLines(parse: LineParser, rename: Readonly<Record<string, string>>): StdoutParser {
  const stepNames = Object.entries(rename).flatMap(([raw, name]) => (name === 'step' ? [raw] : []));
  const keys = ['step', ...stepNames, 'infeasible'].map((name) => JSON.stringify(name));
  return (line) => {
    const text = visible(line);
    return text.startsWith('{') && keys.some((key) => text.includes(key)) ? parse(text) : null;
  };
}

function patternLines(parse: LineParser, pattern: RegExp, rename: Readonly<Record<string, string>>): StdoutParser {
  return (line) => {
    const matched = pattern.exec(visible(line))?.groups;
    if (matched === undefined) return null;
    const groups = Object.entries(matched as Record<string, string | undefined>).flatMap(([name, text]) =>
      text === undefined ? [] : [{ name, text }],
    );
    // Groups may lie within one another: a text that will be shown must not hold a sealed one.
    const sealed = groups.flatMap(({ name, text }) => (isSealedAs(name, rename) && text !== '' ? [text] : []));
    const entries = groups.map(({ name, text }) => {
      const value = valueOf(text);
      const shown = typeof value === 'string' && !isSealedAs(name, rename) && (rename[name] ?? name) !== 'checkpoint';
      return [name, shown ? sealed.reduce((all, one) => all.replaceAll(one, sealedMark), value) : value];
    });
    return parse(JSON.stringify(Object.fromEntries(entries)));
  };
}

/** A number where the text is one; else the text, which the parser of measurements takes as `nan` and such or refuses. */
function valueOf(text: string): number | string {
  const trimmed = text.trim();
  const number = trimmed === '' ? NaN : Number(trimmed);
  return Number.isFinite(number) && nonFinite(trimmed) === undefined ? number : trimmed;
}
