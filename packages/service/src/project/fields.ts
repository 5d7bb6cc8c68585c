/** Reads the fields of a user's file one by one, collecting every issue with its place instead of stopping at the first. */
import type { Issue } from '@attune/core/errors';
import { nearest } from '@attune/core/space';
import { defineTexts, type Message } from '@attune/core/texts';
import type { TObject } from 'typebox';
import { isRecord, type Document } from './document.ts';

export const fieldTexts = defineTexts('field', {
  unknown: 'unknown field {field}: the fields here are {fields}',
  unknownNear: 'unknown field {field}: did you mean {nearest}?',
  missing: '{field} is missing: write, for example, {example}',
  notMapping: '{field} is {value}: write a mapping with {fields}',
  notMappingOf: '{field} is {value}: write a mapping, such as {example}',
  notText: '{field} is {value}: write text',
  blank: '{field} is empty: write text, or leave the field out',
  notNumber: '{field} is {value}: write a number',
  groupedNumber: '{field} is the text {value}, not a number: write {number}',
  quotedNumber: '{field} is the text {value}, not a number: write {number} without quotes',
  notWhole: '{field} is {value}: write a whole number',
  tooSmall: '{field} is {value}: write {low} or more',
  tooLarge: '{field} is {value}: write {high} or less',
  notOneOf: '{field} is {value}: write one of {values}',
  notOneOfNear: '{field} is {value}: did you mean {nearest}?',
});

export type Path = readonly (string | number)[];

/** A value that was looked for, under its field's name and path. */
export interface Field {
  readonly name: string;
  readonly path: Path;
  readonly value: unknown;
}

export interface FieldReader {
  readonly issues: readonly Issue[];
  report(path: Path, message: Message): void;
  /** The mapping's fields; undefined, and reported, where it is none. Fields that the schema lacks are reported. */
  mapping(field: Field, schema: TObject): Readonly<Record<string, unknown>> | undefined;
  text(field: Field): string | undefined;
  number(field: Field, bounds?: Bounds): number | undefined;
  integer(field: Field, bounds?: Bounds): number | undefined;
  oneOf<const T extends string>(field: Field, values: readonly T[]): T | undefined;
}

/** Both included. */
export interface Bounds {
  readonly low?: number;
  readonly high?: number;
}

/** A reader for one document; values that are absent must be asked for elsewhere, with `missing` or a default. */
export function createFieldReader(document: Document): FieldReader {
  const issues: Issue[] = [];
  const report = (path: Path, message: Message): void => {
    issues.push({ path, message, place: document.place(path) });
  };
  /** The value where nothing is wrong with it; else undefined, after reporting what is. */
  const accept = <T>(path: Path, value: T, problem: Message | undefined): T | undefined => {
    if (problem === undefined) return value;
    report(path, problem);
    return undefined;
  };

  function number({ name, path, value }: Field, bounds: Bounds = {}): number | undefined {
    if (typeof value === 'number' && Number.isFinite(value)) return accept(path, value, outside(name, value, bounds));
    report(path, notNumber(name, value));
    return undefined;
  }

  return {
    issues,
    report,
    mapping({ name, path, value }, schema) {
      const fields = Object.keys(schema.properties);
      if (!isRecord(value)) {
        report(path, fieldTexts.notMapping({ field: name, value: brief(value), fields: fields.join(', ') }));
        return undefined;
      }
      for (const key of Object.keys(value)) {
        if (!fields.includes(key)) report([...path, key], unknownField(key, fields));
      }
      return value;
    },
    text({ name, path, value }) {
      if (typeof value === 'string') {
        return accept(path, value.trim(), value.trim() === '' ? fieldTexts.blank({ field: name }) : undefined);
      }
      report(path, fieldTexts.notText({ field: name, value: brief(value) }));
      return undefined;
    },
    number,
    integer(field, bounds) {
      const value = number(field, bounds);
      const whole = value === undefined || Number.isSafeInteger(value);
      const problem = whole ? undefined : fieldTexts.notWhole({ field: field.name, value: brief(value) });
      return accept(field.path, value, problem);
    },
    oneOf({ name, path, value }, values) {
      const found = values.find((candidate) => candidate === value);
      return accept(path, found, found === undefined ? notOneOf(name, value, values) : undefined);
    },
  };
}

function outside(field: string, value: number, { low = -Infinity, high = Infinity }: Bounds): Message | undefined {
  if (value < low) return fieldTexts.tooSmall({ field, value: brief(value), low: brief(low) });
  return value > high ? fieldTexts.tooLarge({ field, value: brief(value), high: brief(high) }) : undefined;
}

/** A field of a mapping, for the reader. */
export function fieldOf(mapping: Readonly<Record<string, unknown>>, name: string, parent: Path = []): Field {
  return { name, path: [...parent, name], value: Object.hasOwn(mapping, name) ? mapping[name] : undefined };
}

/** Tells of something that may be right but rarely is. */
export type Warn = (path: Path, message: Message) => void;

/** Whether a field is there; reported at its parent, with an example, where it is not. */
export function isGiven(field: Field, example: string, reader: FieldReader, parent: Path): boolean {
  if (field.value !== undefined) return true;
  reader.report(parent, fieldTexts.missing({ field: field.name, example }));
  return false;
}

/** Any value as it would stand in the file, cut where it is long. */
export function brief(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function unknownField(field: string, fields: readonly string[]): Message {
  const near = nearest(field, fields);
  return near === undefined
    ? fieldTexts.unknown({ field, fields: fields.join(', ') })
    : fieldTexts.unknownNear({ field, nearest: near });
}

function notOneOf(field: string, value: unknown, values: readonly string[]): Message {
  const near = typeof value === 'string' ? nearest(value, values) : undefined;
  return near === undefined
    ? fieldTexts.notOneOf({ field, value: brief(value), values: values.join(', ') })
    : fieldTexts.notOneOfNear({ field, value: brief(value), nearest: near });
}

/** YAML 1.2 has no `1_000`: it is text, as a quoted number is. */
function notNumber(field: string, value: unknown): Message {
  if (typeof value === 'string') {
    const plain = value.trim().replaceAll(/(?<=\d)[_,](?=\d)/g, '');
    const number = plain === '' ? NaN : Number(plain);
    if (Number.isFinite(number)) {
      const say = plain === value.trim() ? fieldTexts.quotedNumber : fieldTexts.groupedNumber;
      return say({ field, value: brief(value), number: brief(number) });
    }
  }
  return fieldTexts.notNumber({ field, value: brief(value) });
}
