/**
 * One line of a program's measurements, `{"step": 100, "train/loss": 0.31}`, as its step and values. A line never stops
 * the reading: what is wrong with it becomes problems to show, and what is right with it is kept.
 */
import { isSealed } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import { createRedactor, type Redactor } from './sealed.ts';

export const measurementTexts = defineTexts('measurement', {
  notJson: 'not a measurement: {line} is not JSON; write one JSON object a line',
  notObject: 'not a measurement: {line} is no JSON object; write a line such as {example}',
  noStep: 'no step in {line}: every line needs the step that its values belong to',
  badStep: 'step {value} is not a whole number from 0 up: write the number of steps done so far',
  badTime: 'time {value} is not in Unix seconds: the values are kept, the time is ignored',
  badCheckpoint: 'checkpoint {value} is not a path: write it as text',
  badInfeasible: 'infeasible {value} gives no reason: write it as text',
  nested: '{name} holds {value}: write one number for each name, such as {example}',
  text: '{name} is the text {value}: write a number without quotes',
  truth: '{name} is {value}: write 1 or 0',
  badName: 'a metric named {name} cannot be kept: a name has 1 to {limit} characters and no control characters',
});

/** What one line says. */
export interface Measurement {
  readonly step: number;
  /** Unix seconds, by the program's clock. */
  readonly time?: number;
  /** In the line's order, renamed; values may be NaN or infinite. */
  readonly metrics: readonly (readonly [name: string, value: number])[];
  /** Path of a checkpoint that is complete, as the program wrote it. */
  readonly checkpoint?: string;
  /** Why this configuration cannot be trained; without the values of sealed metrics. */
  readonly infeasible?: string;
}

/** A line as read: null where it holds nothing that can be kept. */
export interface MeasurementLine {
  readonly measurement: Measurement | null;
  readonly problems: readonly Message[];
}

/** The longest name of a metric, in characters. */
export const longestName = 200;

/** Keys that are not metrics; names can be renamed to them, as in `{ epoch: step }`. */
export const reservedKeys = ['step', 'time', 'checkpoint', 'infeasible'] as const;

/**
 * A parser of lines, each one JSON object. `NaN`, `Infinity` and `-Infinity`, bare or as text and as any language prints
 * them (`nan`, `-inf`), are values; `null` is NaN. Names without a split, such as `grad_norm`, are kept as they are. A
 * line with `infeasible` needs no step. Blank lines are no problem. What is quoted of a line in a problem or a reason
 * has passed `redact`. Never throws.
 */
export function createMeasurementParser(
  rename: Readonly<Record<string, string>> = {},
  redact: Redactor = createRedactor({ rename }),
): (line: string) => MeasurementLine {
  const names = new Map(Object.entries(rename));
  return (line) => {
    const parsed = parseJson(line);
    if (parsed === undefined) {
      return line.trim() === '' ? nothing : refused(measurementTexts.notJson({ line: excerpt(line, redact) }));
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
      return refused(
        measurementTexts.notObject({ line: excerpt(line, redact), example: '{"step": 1, "valid/loss": 0.5}' }),
      );
    }
    return readEntries(line, parsed, names, redact);
  };
}

const nothing: MeasurementLine = { measurement: null, problems: [] };

function refused(problem: Message): MeasurementLine {
  return { measurement: null, problems: [problem] };
}

function readEntries(
  line: string,
  entries: object,
  names: ReadonlyMap<string, string>,
  redact: Redactor,
): MeasurementLine {
  const quote = (value: unknown): string => shortened(redact(JSON.stringify(value)));
  const metrics: [string, number][] = [];
  const problems: Message[] = [];
  let step: number | undefined;
  let badStep = false;
  let time: number | undefined;
  let checkpoint: string | undefined;
  let infeasible: string | undefined;

  for (const [raw, value] of Object.entries(entries) as [string, unknown][]) {
    const name = names.get(raw) ?? raw;
    switch (name) {
      case 'step':
        if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) step = value;
        else {
          badStep = true;
          problems.push(measurementTexts.badStep({ value: quote(value) }));
        }
        break;
      case 'time':
        // Beyond the year 5000 it is surely in milliseconds.
        if (typeof value === 'number' && Math.abs(value) < 1e11) time = value;
        else problems.push(measurementTexts.badTime({ value: quote(value) }));
        break;
      case 'checkpoint':
        if (typeof value === 'string' && value !== '') checkpoint = value;
        else problems.push(measurementTexts.badCheckpoint({ value: quote(value) }));
        break;
      case 'infeasible':
        if (typeof value === 'string' && value.trim() !== '') infeasible = redact(value.trim());
        else problems.push(measurementTexts.badInfeasible({ value: quote(value) }));
        break;
      default: {
        const number = typeof value === 'number' ? value : numberOf(value);
        if (number === undefined) problems.push(badValue(raw, name, value, redact));
        else if (!nameIsGood(name)) {
          problems.push(measurementTexts.badName({ name: quote(name), limit: longestName }));
        } else metrics.push([name, number]);
      }
    }
  }

  if (step === undefined && infeasible === undefined) {
    if (!badStep) problems.push(measurementTexts.noStep({ line: excerpt(line, redact) }));
    return { measurement: null, problems };
  }
  const measurement: Measurement = {
    step: step ?? 0,
    metrics: step === undefined ? [] : metrics,
    ...(time === undefined ? {} : { time }),
    ...(checkpoint === undefined || step === undefined ? {} : { checkpoint }),
    ...(infeasible === undefined ? {} : { infeasible }),
  };
  return { measurement, problems };
}

/** A value that is not written as a JSON number; undefined where it is none. */
function numberOf(value: unknown): number | undefined {
  if (value === null) return NaN;
  return typeof value === 'string' ? nonFinite(value.trim()) : undefined;
}

/** What `nan`, `Infinity`, `-inf` and their likes mean, in any case; undefined for other texts. */
export function nonFinite(text: string): number | undefined {
  const match = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i.exec(text);
  if (match === null) return undefined;
  if (match[2] !== undefined) return NaN;
  return match[1] === '-' ? -Infinity : Infinity;
}

/** Sealed values are not quoted, nor is what is grouped under the split `test`. */
function badValue(raw: string, name: string, value: unknown, redact: Redactor): Message {
  const shown = shortened(redact(raw));
  const quoted = isSealed(name) || isSealed(`${name}/`) ? '…' : shortened(redact(JSON.stringify(value)));
  if (typeof value === 'string') return measurementTexts.text({ name: shown, value: quoted });
  if (typeof value === 'boolean') return measurementTexts.truth({ name: shown, value: quoted });
  return measurementTexts.nested({ name: shown, value: quoted, example: `"${shown}/mean": 0.5` });
}

function nameIsGood(name: string): boolean {
  if (name.length === 0 || name.length > longestName) return false;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code < 32 || code === 127) return false;
  }
  return true;
}

/** The JSON value, or undefined. The plain parser is fast; only what it refuses is read a second, tolerant time. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    try {
      return JSON.parse(quoteNonFinite(line));
    } catch {
      return undefined;
    }
  }
}

/** Puts bare `NaN`, `Infinity` and their likes into quotes, leaving strings as they are. */
function quoteNonFinite(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"|[+-]?\b(?:nan|inf(?:inity)?)\b/gi, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

function excerpt(line: string, redact: Redactor): string {
  return shortened(redact(line.trim()));
}

/** Short enough to show, and without characters that would steer a terminal. */
function shortened(text: string): string {
  const plain = text.replaceAll(/\p{Cc}/gu, '\uFFFD');
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}
