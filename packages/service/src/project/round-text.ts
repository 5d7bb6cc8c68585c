/** The text of a new round file: commented, valid, and easy to change by hand. */
import type { Identity, Value } from '@attune/core/space';
import type { Goal } from '@attune/core/study';
import { schemaLine } from './project-text.ts';
import { aligned, comment, indented, inline, scalar } from './yaml-text.ts';

/** What a round that is to be written asks for; names as they should stand in the file. */
export interface RoundDraft {
  readonly goal: Goal;
  /** Empty where none is asked, which only `maximize` may do. */
  readonly question: string;
  /** Names with the values to compare; no values for all of them. */
  readonly scientific?: Readonly<Record<string, readonly Value[]>>;
  /** Names with the values to hold them at; `baseline` in the list form. */
  readonly fixed?: Readonly<Record<string, Value>> | readonly string[];
  /** All other hyperparameters where absent. */
  readonly nuisance?: readonly string[];
  readonly ranges?: Readonly<Record<Identity, readonly Value[]>>;
  /** A kind that needs no more said of it, such as `sobol`; halton where absent. */
  readonly search?: string;
  readonly trials: number;
  /** Of every trial; the project's where absent. */
  readonly maxSteps?: number;
  readonly seed?: number;
  readonly baselineSeeds?: number;
  readonly notes?: string;
  /** Why, as comments in the file; one line each. */
  readonly reasons?: RoundReasons;
  /** Where editors find the schema: a path relative to the file, or an address; without it the file names none. */
  readonly schema?: string;
}

export interface RoundReasons {
  readonly scientific?: string;
  /** By name: then each stands on a line of its own. */
  readonly fixed?: Readonly<Record<string, string>>;
  readonly nuisance?: string;
  readonly search?: string;
  readonly budget?: string;
  readonly baselineSeeds?: string;
}

/** The file's text, for a file in the folder `rounds` of a project. */
export function roundText(draft: RoundDraft): string {
  const { goal, question, scientific = {}, fixed = [], nuisance, ranges = {}, search = 'halton', seed } = draft;
  const { reasons = {} } = draft;
  const compared = Object.fromEntries(
    Object.entries(scientific).map(([name, values]) => [name, values.length === 0 ? null : values]),
  );
  const allValues = Object.values(compared).every((values) => values === null);
  const lines = [
    `${schemaLine(draft.schema)}attune: 1`,
    `goal: ${goal}  # compare | understand | maximize`,
    ...(question === '' ? [] : [`question: ${scalar(question)}`]),
    '',
    comment('What is asked about, what is held constant (conclusions hold only there), and what is optimised over.'),
    ...(Object.keys(compared).length === 0
      ? []
      : [`scientific: ${inline(allValues ? Object.keys(compared) : compared)}${remark(reasons.scientific)}`]),
    ...(Object.keys(fixed).length === 0 ? [] : [fixedText(fixed, reasons.fixed)]),
    `nuisance: ${nuisance === undefined ? 'rest' : inline(nuisance)}${remark(reasons.nuisance)}`,
    ...(Object.keys(ranges).length === 0 ? [] : [`ranges: ${inline(ranges)}`]),
    '',
    `search: ${inline(search)}${remark(reasons.search)}`,
    `budget: { trials: ${draft.trials} }${remark(reasons.budget ?? wholeBudget)}`,
    ...(draft.maxSteps === undefined ? [] : [`max_steps: ${draft.maxSteps}`]),
    ...(seed === undefined ? [] : [`seed: ${seed}`]),
    ...(draft.baselineSeeds === undefined
      ? []
      : [`baseline_seeds: ${draft.baselineSeeds}${remark(reasons.baselineSeeds)}`]),
    ...(draft.notes === undefined ? [] : [`notes: ${scalar(draft.notes)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

const wholeBudget = 'of the whole round, split equally; the baseline’s runs come on top';

function remark(reason: string | undefined): string {
  return reason === undefined ? '' : `  # ${reason}`;
}

/** On one line; on one for each where there are reasons and values. */
function fixedText(fixed: NonNullable<RoundDraft['fixed']>, reasons: RoundReasons['fixed']): string {
  if (reasons === undefined || Array.isArray(fixed)) return `fixed: ${inline(fixed)}`;
  const entries = Object.entries(fixed).map(([name, value]) => {
    const note = reasons[name];
    return { text: `${inline(name)}: ${inline(value)}`, ...(note === undefined ? {} : { note }) };
  });
  return `fixed:\n${indented(aligned(entries))}`;
}
