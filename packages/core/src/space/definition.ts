/** What every definition of a hyperparameter shares, whatever its form: name, `arg`, `meaning`, `off`, known fields. */
import type { Issue } from '../errors/index.ts';
import type { Message } from '../texts/index.ts';
import { display } from './display.ts';
import type { Identity, Named, Value } from './hyperparameter.ts';
import { guessMeaning, isMeaning, meanings, resemblesMaxSteps, type Meaning } from './meaning.ts';
import { nearest } from './nearest.ts';
import { spaceTexts } from './space-texts.ts';

/** Keys from the root of the space's file value. */
export type Path = Issue['path'];

/** Where parsing leaves what it finds on its way. */
export interface Findings {
  readonly issues: Issue[];
  /** Where each hyperparameter stands. */
  readonly paths: Map<Identity, Path>;
}

export type Body = Readonly<Record<string, unknown>>;

/** A definition whose form is still to be read. */
export interface Definition {
  readonly named: Named;
  readonly body: Body;
  readonly path: Path;
}

export const forms = ['range', 'values', 'choices'] as const;

/** Every field of a definition, with the form that it belongs to, where it does not belong to all. */
const fields = {
  range: undefined,
  values: undefined,
  choices: undefined,
  type: 'range',
  scale: 'range',
  ordered: 'values',
  off: undefined,
  meaning: undefined,
  arg: undefined,
} as const satisfies Record<string, (typeof forms)[number] | undefined>;

export function readDefinition(id: Identity, name: string, body: Body, path: Path, findings: Findings): Definition {
  reportName(name, id, path, findings);
  reportLengthOfTraining(name, id, body, path, findings);
  reportFields(id, body, path, findings);
  const meaning = readMeaning(name, id, body, path, findings);
  const off = readOff(id, body, path, findings);
  const named = {
    id,
    name,
    arg: readArg(name, id, body, path, findings),
    ...(meaning === undefined ? {} : { meaning }),
    ...(off === undefined ? {} : { off }),
  };
  return { named, body, path };
}

export function report(findings: Findings, path: Path, message: Message): void {
  findings.issues.push({ message, path });
}

export function reportUnknownField(
  name: string,
  field: string,
  known: readonly string[],
  path: Path,
  findings: Findings,
): void {
  const near = nearest(field, known);
  const text =
    near === undefined
      ? spaceTexts.unknownField({ name, field, fields: known.join(', ') })
      : spaceTexts.unknownFieldNear({ name, field, nearest: near });
  report(findings, path, text);
}

export function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isValue(value: unknown): value is Value {
  return value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

function reportName(name: string, id: Identity, path: Path, findings: Findings): void {
  if (!/^[A-Za-z_][\w.-]*$/.test(name)) report(findings, path, spaceTexts.badName({ name: display(name) }));
  // `configuration[name]` would find these in every object.
  else if (name in Object.prototype) report(findings, path, spaceTexts.reservedName({ name: id }));
}

function reportLengthOfTraining(name: string, id: Identity, body: Body, path: Path, findings: Findings): void {
  const { meaning } = body;
  if (guessMeaning(name) === 'max-steps' || meaning === 'max-steps') {
    report(findings, path, spaceTexts.maxSteps({ name: id }));
  } else if (meaning === undefined && resemblesMaxSteps(name)) {
    report(findings, path, spaceTexts.resemblesMaxSteps({ name: id }));
  }
}

function reportFields(name: Identity, body: Body, path: Path, findings: Findings): void {
  const given = forms.filter((form) => Object.hasOwn(body, form));
  for (const field of Object.keys(body)) {
    if (!isField(field)) {
      reportUnknownField(name, field, Object.keys(fields), [...path, field], findings);
      continue;
    }
    const form = fields[field];
    if (form !== undefined && given.length > 0 && !given.includes(form)) {
      report(findings, [...path, field], spaceTexts.misplacedField({ name, field, form }));
    }
  }
}

function readMeaning(name: string, id: Identity, body: Body, path: Path, findings: Findings): Meaning | undefined {
  const { meaning } = body;
  if (meaning === undefined) return guessMeaning(name);
  if (isMeaning(meaning)) return meaning;
  const near = typeof meaning === 'string' ? nearest(meaning, meanings) : undefined;
  const value = display(meaning);
  const text =
    near === undefined
      ? spaceTexts.unknownMeaning({ name: id, value, meanings: meanings.join(', ') })
      : spaceTexts.unknownMeaningNear({ name: id, value, nearest: near });
  report(findings, [...path, 'meaning'], text);
  return undefined;
}

function readArg(name: string, id: Identity, body: Body, path: Path, findings: Findings): string {
  const { arg } = body;
  if (arg === undefined) return name;
  if (typeof arg === 'string' && /^[^\s=-][^\s=]*$/.test(arg)) return arg;
  report(findings, [...path, 'arg'], spaceTexts.badArg({ name: id, value: display(arg) }));
  return name;
}

function readOff(id: Identity, body: Body, path: Path, findings: Findings): Value | undefined {
  const { off } = body;
  if (off === undefined || isValue(off)) return off;
  report(findings, [...path, 'off'], spaceTexts.offForm({ name: id, value: display(off) }));
  return undefined;
}

function isField(field: string): field is keyof typeof fields {
  return Object.hasOwn(fields, field);
}
