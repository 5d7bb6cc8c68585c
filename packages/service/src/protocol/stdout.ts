/**
 * Measurements among whatever a program prints: JSON lines that carry a step, or lines that match the project's pattern.
 * A progress bar that rewrites its line with carriage returns does not hide what follows it.
 */
import type { MetricSource } from '@attune/core/study';
import { createMeasurementParser, nonFinite, type MeasurementLine } from './measurement.ts';

/** Reads one line of stdout; null where it is ordinary output. Never throws. */
export type StdoutParser = (line: string) => MeasurementLine | null;

/**
 * A parser for the project's way of printing. Without a pattern: lines that begin with `{` and hold the key `step` (or
 * the key renamed to it). With one: its named groups are the step and the metrics, renamed as other names are, since a
 * group cannot be called `valid/accuracy`; groups that took no part in the match are left out.
 */
export function createStdoutParser(source: MetricSource): StdoutParser {
  const parse = createMeasurementParser(source.rename);
  return source.pattern === undefined
    ? jsonLines(parse, source.rename)
    : patternLines(parse, new RegExp(source.pattern));
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

function patternLines(parse: LineParser, pattern: RegExp): StdoutParser {
  return (line) => {
    const groups = pattern.exec(visible(line))?.groups;
    if (groups === undefined) return null;
    const entries = Object.entries(groups as Record<string, string | undefined>).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, valueOf(text)]],
    );
    return parse(JSON.stringify(Object.fromEntries(entries)));
  };
}

/** A number where the text is one; else the text, which the parser of measurements takes as `nan` and such or refuses. */
function valueOf(text: string): number | string {
  const trimmed = text.trim();
  const number = trimmed === '' ? NaN : Number(trimmed);
  return Number.isFinite(number) && nonFinite(trimmed) === undefined ? number : trimmed;
}

/** What a terminal would show of the line: the text behind the last carriage return, without colours. */
function visible(line: string): string {
  const ended = line.endsWith('\r') ? line.slice(0, -1) : line;
  const text = ended.slice(ended.lastIndexOf('\r') + 1);
  return (text.includes(escape) ? text.replaceAll(controlSequence, '') : text).trim();
}

const escape = '\u001B';

/** ECMA-48 control sequences: ESC [ parameters final. */
const controlSequence = new RegExp(`${escape}\\[[0-?]*[ -/]*[@-~]`, 'g');
