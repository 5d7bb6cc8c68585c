/** Reads a round file against its project: names become identities, and everything a round could trip over is reported. */
import { basename, extname, resolve } from 'node:path';
import {
  resolveRound,
  restrictFixed,
  restrictRange,
  restrictScientific,
  roundSpace,
  trainedFor,
  type RoundFile,
} from '@attune/core/design';
import { AttuneError } from '@attune/core/errors';
import { flatten, offBeside, onlyValue, type Identity, type Space } from '@attune/core/space';
import type { Goal, Project } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { mistakes, readDocument, type Document } from './document.ts';
import { createFieldReader, fieldOf, fieldTexts, type Field, type FieldReader, type Path } from './fields.ts';
import { checkVersion } from './project-file.ts';
import { checkClashes, readFixed, readNuisance, readRanges, readScientific, type Named } from './round-names.ts';
import { readBudget, readSearch, samplerOf } from './round-search.ts';
import { roundSchema } from './round-schema.ts';

export const roundTexts = defineTexts('round', {
  noQuestion: 'question is missing: write what the round is to answer, in one sentence',
  noScientific:
    'a round whose goal is to {goal} asks about something: name it under scientific, or write goal: maximize',
  scientificMaximize:
    'a round that is to maximize compares nothing: remove scientific, or write goal: compare or goal: understand',
  vanished:
    '{name} is left without a place: this round keeps none of the branches that hold it; remove it, or keep its branch',
  nothingVaries: 'nothing is left to vary: every hyperparameter has one value in this round; free one of them',
});

/** Reads the round file at `path`. Throws `not-found`, or `invalid` with every mistake at its place. */
export function readRound(path: string, project: Project, standing?: string): RoundFile {
  const absolute = resolve(standing ?? '.', path);
  return parseRound(readDocument(absolute, standing), basename(absolute, extname(absolute)), project);
}

/** The round in a document. Throws `invalid` with every mistake. */
export function parseRound(document: Document, name: string, project: Project): RoundFile {
  const reader = createFieldReader(document);
  const root = reader.mapping({ name: document.file, path: [], value: document.value }, roundSchema) ?? {};
  const at = (field: string): Field => fieldOf(root, field);
  const given = <T>(field: string, read: (field: Field) => T | undefined): T | undefined =>
    at(field).value === undefined ? undefined : read(at(field));

  checkVersion(at('attune'), reader);
  const goal = readGoal(at('goal'), reader);
  const question = given('question', (field) => reader.text(field)) ?? '';
  if (at('question').value === undefined && goal !== 'maximize') reader.report([], roundTexts.noQuestion());
  const notes = given('notes', (field) => reader.text(field)) ?? '';
  const seed = given('seed', (field) => reader.integer(field, { low: 0, high: 2 ** 31 - 1 }));
  const baselineSeeds = given('baseline_seeds', (field) => reader.integer(field, { low: 0, high: 100 }));
  const maxSteps = given('max_steps', (field) => reader.integer(field, { low: 1 }));
  if (maxSteps !== undefined) attempt(at('max_steps').path, reader, () => trainedFor(project, { maxSteps }));
  const roles = readRoles(at, project, goal, reader);
  const search = readSearch(at('search'), reader);
  const trials = readBudget(at('budget'), search, reader);
  if (goal === undefined || search === undefined || trials === undefined || reader.issues.length > 0) {
    throw mistakes(document.file, reader.issues);
  }

  const entries = <E>(list: readonly Named<E>[]): readonly E[] => list.flatMap((named) => named.entries);
  const { scientific, fixed, nuisance, ranges } = roles;
  const draft: RoundFile = {
    name,
    goal,
    question,
    scientific: entries(scientific),
    fixed: entries(fixed),
    nuisance: nuisance === 'rest' ? nuisance : entries(nuisance).map(({ hyperparameter }) => hyperparameter),
    ranges: entries(ranges),
    search: { kind: 'halton' },
    trials,
    notes,
    ...(maxSteps === undefined ? {} : { maxSteps }),
    ...(seed === undefined ? {} : { seed }),
    ...(baselineSeeds === undefined ? {} : { baselineSeeds }),
  };

  const space = attempt(['nuisance'], reader, () => roundSpace(project, draft).space);
  if (space !== undefined) {
    const named = [...scientific, ...(nuisance === 'rest' ? [] : nuisance)];
    checkLeft(space, named, search.kind === 'list', reader);
    const round = { ...draft, search: samplerOf(search, space, project, reader) };
    attempt(['budget', 'trials'], reader, () => resolveRound(project, round, 1));
    if (reader.issues.length === 0) return round;
  }
  throw mistakes(document.file, reader.issues);
}

interface Roles {
  readonly scientific: ReturnType<typeof readScientific>;
  readonly fixed: ReturnType<typeof readFixed>;
  readonly nuisance: ReturnType<typeof readNuisance>;
  readonly ranges: ReturnType<typeof readRanges>;
}

function readGoal(field: Field, reader: FieldReader): Goal | undefined {
  if (field.value !== undefined) return reader.oneOf(field, ['compare', 'understand', 'maximize']);
  reader.report([], fieldTexts.missing({ field: 'goal', example: 'goal: compare' }));
  return undefined;
}

/** Reads who plays which role, and tries each entry against the space so that what is impossible is told at its place. */
function readRoles(at: (field: string) => Field, project: Project, goal: Goal | undefined, reader: FieldReader): Roles {
  const scientific = readScientific(at('scientific'), project.space, reader);
  const fixed = readFixed(at('fixed'), project.space, reader);
  const nuisance = readNuisance(at('nuisance'), project.space, reader);
  const ranges = readRanges(at('ranges'), project.space, reader);
  checkClashes({ scientific, fixed, nuisance: nuisance === 'rest' ? [] : nuisance }, reader);

  if (goal === 'maximize' && scientific.length > 0) {
    reader.report(at('scientific').path, roundTexts.scientificMaximize());
  } else if (goal !== undefined && goal !== 'maximize' && at('scientific').value === undefined) {
    reader.report([], roundTexts.noScientific({ goal }));
  }

  let { space } = project;
  const narrow = <E>(list: readonly Named<E>[], step: (space: Space, entry: E) => Space): void => {
    for (const { path, entries } of list) {
      for (const entry of entries) space = attempt(path, reader, () => step(space, entry)) ?? space;
    }
  };
  narrow(ranges, restrictRange);
  narrow(scientific, restrictScientific);
  narrow(fixed, (narrowed, entry) => restrictFixed(narrowed, entry, project));
  return { scientific, fixed, nuisance, ranges };
}

/** What `act` returns; undefined where it refuses, after reporting why at `path`. */
function attempt<T>(path: Path, reader: FieldReader, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof AttuneError)) throw error;
    const messages = error.issues.length > 0 ? error.issues.map(({ message }) => message) : [error.detail];
    for (const message of messages) reader.report(path, message);
    return undefined;
  }
}

/** What is named must be left in the space, and something must be left to vary, unless the configurations are listed. */
function checkLeft(
  space: Space,
  named: readonly Named<{ readonly hyperparameter: Identity }>[],
  listed: boolean,
  reader: FieldReader,
): void {
  const left = flatten(space).map(({ hyperparameter }) => hyperparameter);
  const ids = new Set(left.map(({ id }) => id));
  for (const { name, path, entries } of named) {
    if (!entries.some(({ hyperparameter }) => ids.has(hyperparameter))) {
      reader.report(path, roundTexts.vanished({ name }));
    }
  }
  if (!listed && left.every((one) => onlyValue(one) !== undefined && !offBeside(one))) {
    reader.report([], roundTexts.nothingVaries());
  }
}
