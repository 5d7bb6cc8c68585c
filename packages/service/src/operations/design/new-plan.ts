/** A new round as it will stand in its file: roles from what was said, the rest nuisance as far as the budget tunes it. */
import {
  adviceOn,
  baselineSeeds,
  fixingsFor,
  repeatsAfter,
  resolveRound,
  studyLimit,
  type Advice,
  type Fixing,
  type Known,
  type RoundFile,
} from '@attune/core/design';
import { AttuneError } from '@attune/core/errors';
import { find, type Identity, type Space, type Value } from '@attune/core/space';
import type { Project, ResolvedRound, StudyPlan } from '@attune/core/study';
import { defineTexts, shown, type Message } from '@attune/core/texts';
import { parseRound, parseYaml, roundText, type RoundDraft } from '../../project/index.ts';
import type { RoundNewInput } from './new-input.ts';
import { readFixedWord, readRangeWord, readWord } from './new-words.ts';

export const roundPlanTexts = defineTexts('round-new', {
  mistakes: 'the round cannot be written: {count} {count|mistake|mistakes} in what it is to be',
  twice: '{name} is named twice: name it once, with all its values',
  restWith: 'nuisance is rest and more: write rest alone, or the names without it',
  whyScientific: 'the question: each value is judged at its best over the nuisance hyperparameters',
  whyNuisance: 'tuned anew for each value compared; name some in a list to fix all others',
  whyNuisanceAlone: 'searched together; name some in a list to fix all others',
  whyHalton: 'quasi-random: evenly spread, extendable, and readable under another objective later',
  whyOther: 'asked for; halton is the default',
  whyBudget: 'of the whole round, {each} for each of {studies} studies; the baseline’s runs come on top',
  whyBaseline:
    'its spread over seeds is the noise; {earlier} {earlier|run|runs} of it so far, {enough} together are enough',
  asked: 'asked for',
  atPractice: '{reason}; {value} is where practice starts, since the baseline has no value for it',
});

/** Trials for each study where none were said: with 10 to 25 a study tunes two hyperparameters (method C5). */
export const defaultTrialsPerStudy = 16;

export interface PlannedRound {
  readonly text: string;
  readonly file: RoundFile;
  readonly resolved: ResolvedRound;
  /** What was fixed because the budget does not tune it. */
  readonly fixings: readonly Fixing[];
  readonly advice: readonly Advice[];
}

export interface NewRoundAround {
  readonly project: Project;
  /** The number that the round will have. */
  readonly number: number;
  readonly known: Known;
  /** Where editors find the schema, from the folder of the rounds. */
  readonly schema?: string;
}

/** Throws `invalid`, naming everything that is wrong. */
export function planNewRound(input: RoundNewInput, given: NewRoundAround): PlannedRound {
  const around = { ...given, known: knownAt(input, given) };
  const { project, number, known } = around;
  const said = refusing(() => draftOf(input, around));
  const first = read(roundText(said), project);
  const fixings = input.nuisance === undefined ? fixingsFor(project, first, { number, known }) : [];
  const draft = explained(said, {
    first,
    fixings,
    project,
    earlier: input.baselineSeeds === undefined ? known.baselineRuns : undefined,
  });
  const text = roundText(draft);
  const file = read(text, project);
  return {
    text,
    file,
    resolved: resolveRound(project, file, number),
    fixings,
    advice: adviceOn(project, file, { number, known }),
  };
}

function draftOf(input: RoundNewInput, { project, schema, number, known }: NewRoundAround): Drafted {
  const { space } = project;
  const scientific = byName((input.scientific ?? []).map((word) => readWord(word, space)));
  const fixed = byName((input.fix ?? []).map((word) => readFixedWord(word, space)));
  const ranges = byName((input.range ?? []).map((word) => readRangeWord(word, space)));
  const nuisance = input.nuisance ?? ['rest'];
  if (nuisance.length > 1 && nuisance.includes('rest')) throw refused([roundPlanTexts.restWith()]);
  const draft: Omit<Drafted, 'trials'> = {
    goal: input.goal ?? (Object.keys(scientific).length > 0 ? 'compare' : 'maximize'),
    question: input.question ?? '',
    scientific: mapValues(scientific, ({ values }) => values),
    fixed: mapValues(fixed, (word) => fixedAt(word, project)),
    ...(nuisance.includes('rest') ? {} : { nuisance }),
    ranges: mapValues(ranges, ({ values }) => values),
    ...(input.search === undefined ? {} : { search: input.search }),
    ...(input.maxSteps === undefined ? {} : { maxSteps: input.maxSteps }),
    ...baselineOf(input, number, known),
    ...(schema === undefined ? {} : { schema }),
  };
  return { ...draft, trials: input.trials ?? defaultTrials(draft, project) };
}

/** The noise of one length of training says nothing of another's. */
function knownAt({ maxSteps }: RoundNewInput, { known, project }: NewRoundAround): Known {
  return maxSteps === undefined || maxSteps === project.train.maxSteps ? known : { ...known, baselineRuns: 0 };
}

/** The baseline's runs where they were said, or where the usual number would leave the noise unknown. */
function baselineOf(
  { baselineSeeds: asked }: RoundNewInput,
  number: number,
  { baselineRuns = baselineSeeds.first }: Known,
): Pick<Drafted, 'baselineSeeds'> {
  if (asked !== undefined) return { baselineSeeds: asked };
  const usual = number === 1 ? baselineSeeds.first : baselineSeeds.later;
  const least = repeatsAfter(baselineRuns);
  return number === 1 || least <= usual ? {} : { baselineSeeds: least };
}

/** A joint study gets the trials of two. */
function defaultTrials(draft: Omit<RoundDraft, 'trials'>, project: Project): number {
  const plenty = defaultTrialsPerStudy * studyLimit;
  const round = read(roundText({ ...draft, trials: plenty }), project);
  const studies = searchesOf(resolveRound(project, round, 1)).length;
  return defaultTrialsPerStudy * Math.max(round.scientific.length > 0 ? 2 : 1, studies);
}

/** The baseline's value where none was said, so that the file shows it; null, which means it too, where that is not one. */
function fixedAt({ name, value }: { readonly name: string; readonly value?: Value }, project: Project): Value {
  const meant = find(project.space, name);
  const [only] = meant;
  if (value !== undefined || only === undefined || meant.length > 1) return value ?? null;
  return project.baseline[only.id] ?? project.inactive[only.id] ?? null;
}

/** A draft that gives a value to whatever it fixes. */
type Drafted = Omit<RoundDraft, 'fixed'> & { readonly fixed: Readonly<Record<string, Value>> };

interface Said {
  readonly first: RoundFile;
  readonly fixings: readonly Fixing[];
  readonly project: Project;
  /** Runs that the baseline has had, where their number decided how often it runs. */
  readonly earlier: number | undefined;
}

/** With what the budget does not tune fixed, and with the reasons as comments. */
function explained(said: Drafted, { first, fixings, project, earlier }: Said): RoundDraft {
  const asked = said.fixed;
  const added = fixings.map((fixing) => [keyOf(fixing.hyperparameter, project.space), fixing] as const);
  const fixed = { ...asked, ...Object.fromEntries(added.map(([key, { value }]) => [key, value])) };
  const studies = searchesOf(resolveRound(project, first, 1)).length;
  const each = Math.floor(said.trials / studies);
  const compared = first.scientific.length > 0;
  const halton = said.search === undefined || said.search === 'halton';
  return {
    ...said,
    fixed,
    reasons: {
      ...(compared ? { scientific: roundPlanTexts.whyScientific().text } : {}),
      fixed: {
        ...mapValues(asked, () => roundPlanTexts.asked().text),
        ...Object.fromEntries(added.map(([key, fixing]) => [key, reasonOf(fixing)])),
      },
      ...(said.nuisance !== undefined
        ? {}
        : { nuisance: (compared ? roundPlanTexts.whyNuisance() : roundPlanTexts.whyNuisanceAlone()).text }),
      search: (halton ? roundPlanTexts.whyHalton() : roundPlanTexts.whyOther()).text,
      ...(studies > 1 ? { budget: roundPlanTexts.whyBudget({ each, studies }).text } : {}),
      ...(said.baselineSeeds === undefined || earlier === undefined
        ? {}
        : { baselineSeeds: roundPlanTexts.whyBaseline({ earlier, enough: baselineSeeds.first }).text }),
    },
  };
}

function reasonOf({ reason, atBaseline, value }: Fixing): string {
  return atBaseline ? reason.text : roundPlanTexts.atPractice({ reason: reason.text, value: shown(value) }).text;
}

/** The bare name where only one hyperparameter bears it. */
function keyOf(id: Identity, space: Space): string {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return find(space, name).length === 1 ? name : id;
}

function searchesOf({ studies }: ResolvedRound): readonly StudyPlan[] {
  return studies.filter(({ purpose }) => purpose === 'search');
}

/** A name that stands twice would silently count once. */
function byName<T extends { readonly name: string }>(words: readonly T[]): Readonly<Record<string, T>> {
  const twice = words.find(({ name }, index) => words.findIndex((word) => word.name === name) < index);
  if (twice !== undefined) throw refused([roundPlanTexts.twice({ name: twice.name })]);
  return Object.fromEntries(words.map((word) => [word.name, word]));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** What a reader finds wrong, without places in a file that nobody has seen. */
function read(text: string, project: Project): RoundFile {
  return refusing(() => parseRound(parseYaml(text, 'round'), 'round', project));
}

function refusing<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof AttuneError) || error.issues.length === 0) throw error;
    throw refused(error.issues.map(({ message }) => message));
  }
}

function refused(messages: readonly Message[]): AttuneError {
  const issues = messages.map((message) => ({ path: [], message }));
  return new AttuneError('invalid', roundPlanTexts.mistakes({ count: issues.length }), { issues });
}
