/** A new round as it will stand in its file: roles from what was said, the rest nuisance as far as the budget tunes it. */
import {
  adviceOn,
  resolveRound,
  scientificConfigurations,
  shortageOf,
  subjectOf,
  type Advice,
  type Fixing,
  type Known,
  type RoundFile,
} from '@attune/core/design';
import { AttuneError, type Issue } from '@attune/core/errors';
import { find, type Identity, type Space, type Value } from '@attune/core/space';
import type { Goal, Project, ResolvedRound } from '@attune/core/study';
import { defineTexts, shown } from '@attune/core/texts';
import { parseRound, parseYaml, roundText, type RoundDraft } from '../project/index.ts';
import type { RoundNewInput } from './round-new-input.ts';
import { readFixedWord, readRangeWord, readWord } from './round-new-words.ts';

export const roundPlanTexts = defineTexts('round-new', {
  mistakes: 'the round cannot be written: {count} {count|mistake|mistakes} in what it is to be',
  restWith: 'nuisance is rest and more: write rest alone, or the names without it',
  whyScientific: 'the question: each value is judged at its best over the nuisance hyperparameters',
  whyNuisance: 'tuned anew for each value compared; name some in a list to fix all others',
  whyNuisanceAlone: 'searched together; name some in a list to fix all others',
  whyHalton: 'quasi-random: evenly spread, extendable, and readable under another objective later',
  whyOther: 'asked for; halton is the default',
  whyBudget: 'of the whole round, {each} for each of {studies} studies; the baseline’s runs come on top',
  asked: 'asked for',
  atPractice: '{reason}; {value} is where practice starts, since the baseline has no value for it',
});

/** Trials for each study where none were said: with 10 to 25 a study tunes two hyperparameters (method C5). */
export const defaultTrialsPerStudy = 16;

export interface PlannedRound {
  readonly draft: RoundDraft;
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
export function planNewRound(input: RoundNewInput, around: NewRoundAround): PlannedRound {
  const { project, number, known } = around;
  const said = draftOf(input, around);
  const first = read(roundText(said), project);
  const subject = subjectOf(project, first, resolveRound(project, first, number), { number, known });
  const fixings = input.nuisance === undefined ? shortageOf(subject).fixings : [];
  const draft = explained(said, input, { first, fixings, project });
  const text = roundText(draft);
  const file = read(text, project);
  return {
    draft,
    text,
    file,
    resolved: resolveRound(project, file, number),
    fixings,
    advice: adviceOn(project, file, { number, known }),
  };
}

/** How many trials a round gets where nobody said. */
export function defaultTrials(project: Project, scientific: readonly Identity[]): number {
  return defaultTrialsPerStudy * (scientificConfigurations(project.space, scientific)?.length ?? 2);
}

function draftOf(input: RoundNewInput, { project, schema }: NewRoundAround): RoundDraft {
  const { space } = project;
  const scientific = (input.scientific ?? []).map((word) => readWord(word, space));
  const fixed = (input.fix ?? []).map((word) => readFixedWord(word, space));
  const ranges = (input.range ?? []).map((word) => readRangeWord(word, space));
  const goal: Goal = input.goal ?? (scientific.length > 0 ? 'compare' : 'maximize');
  const ids = scientific.flatMap(({ name }) => find(space, name).map(({ id }) => id));
  const nuisance = input.nuisance ?? ['rest'];
  if (nuisance.length > 1 && nuisance.includes('rest')) throw refused([{ path: [], message: roundPlanTexts.restWith() }]);
  const widths = scientific.filter(({ values }) => values.length > 0).map(({ values }) => values.length);
  const studies = widths.length === scientific.length ? widths.reduce((a, b) => a * b, 1) : null;
  return {
    goal,
    question: input.question ?? '',
    scientific: byName(scientific.map(({ name, values }) => [name, values])),
    ...fixedPart(fixed, space, project),
    ...(nuisance.includes('rest') ? {} : { nuisance }),
    ranges: byName(ranges.map(({ name, values }) => [name, values])),
    ...(input.search === undefined ? {} : { search: input.search }),
    trials: input.trials ?? (studies === null ? defaultTrials(project, ids) : defaultTrialsPerStudy * studies),
    ...(input.baselineSeeds === undefined ? {} : { baselineSeeds: input.baselineSeeds }),
    ...(schema === undefined ? {} : { schema }),
  };
}

type FixedWord = ReturnType<typeof readFixedWord>;

/** With the baseline's value where none was said, so that the file shows it; by name alone where it has none. */
function fixedPart(fixed: readonly FixedWord[], space: Space, project: Project): Pick<RoundDraft, 'fixed'> {
  if (fixed.length === 0) return {};
  const values = fixed.map(({ name, value }): readonly [string, Value | undefined] => {
    const meant = find(space, name);
    const [only] = meant;
    if (value !== undefined || only === undefined || meant.length > 1) return [name, value];
    return [name, project.baseline[only.id] ?? project.inactive[only.id]];
  });
  // A bare name that means several, and one without any value, stand in a list: the reader says what is missing.
  const complete = values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  if (complete.length < values.length && complete.length === 0) return { fixed: values.map(([name]) => name) };
  return { fixed: { ...Object.fromEntries(values.map(([name, value]) => [name, value ?? null])) } };
}

/** Two words of one name would silently be one: both are refused. */
function byName<V>(entries: readonly (readonly [string, V])[]): Readonly<Record<string, V>> {
  return Object.fromEntries(entries);
}

function explained(
  said: RoundDraft,
  input: RoundNewInput,
  { first, fixings, project }: { readonly first: RoundFile; readonly fixings: readonly Fixing[]; readonly project: Project },
): RoundDraft {
  const listed = Array.isArray(said.fixed);
  const given = listed || said.fixed === undefined ? {} : said.fixed;
  const added = fixings.map(({ hyperparameter, value }) => [keyOf(hyperparameter, project.space), value] as const);
  const fixed = { ...(listed ? Object.fromEntries((said.fixed as readonly string[]).map((name) => [name, null])) : given), ...Object.fromEntries(added) };
  const reasons = Object.fromEntries([
    ...Object.keys(fixed).map((name) => [name, roundPlanTexts.asked().text] as const),
    ...fixings.map((fixing) => [keyOf(fixing.hyperparameter, project.space), reasonOf(fixing)] as const),
  ]);
  const searches = resolveRound(project, first, 1).studies.filter(({ purpose }) => purpose === 'search');
  const scientific = first.scientific.length > 0;
  return {
    ...said,
    ...(Object.keys(fixed).length === 0 ? {} : { fixed }),
    reasons: {
      ...(scientific ? { scientific: roundPlanTexts.whyScientific().text } : {}),
      fixed: reasons,
      ...(said.nuisance === undefined
        ? { nuisance: (scientific ? roundPlanTexts.whyNuisance() : roundPlanTexts.whyNuisanceAlone()).text }
        : {}),
      search: (input.search === undefined || input.search === 'halton' ? roundPlanTexts.whyHalton() : roundPlanTexts.whyOther()).text,
      ...(searches.length > 1
        ? {
            budget: roundPlanTexts.whyBudget({
              each: Math.floor(said.trials / searches.length),
              studies: searches.length,
            }).text,
          }
        : {}),
    },
  };
}

/** One line, without the name, behind which it stands. */
function reasonOf({ hyperparameter, reason, atBaseline, value }: Fixing): string {
  const text = reason.text.replace(`${hyperparameter}: `, '');
  return atBaseline ? text : roundPlanTexts.atPractice({ reason: text, value: shown(value) }).text;
}

function keyOf(id: Identity, space: Space): string {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return find(space, name).length === 1 ? name : id;
}

/** What a reader finds wrong, without places in a file that nobody has seen. */
function read(text: string, project: Project): RoundFile {
  try {
    return parseRound(parseYaml(text, 'round'), 'round', project);
  } catch (error) {
    if (!(error instanceof AttuneError) || error.issues.length === 0) throw error;
    throw refused(error.issues.map(({ path, message }) => ({ path, message })));
  }
}

function refused(issues: readonly Issue[]): AttuneError {
  return new AttuneError('invalid', roundPlanTexts.mistakes({ count: issues.length }), { issues });
}
