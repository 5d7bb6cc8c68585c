/** The text of a new round file: commented, valid, and easy to change by hand. */
import type { Identity, Value } from '@attune/core/space';
import type { Goal } from '@attune/core/study';
import { schemaLine } from './project-text.ts';
import { comment, inline, scalar } from './yaml-text.ts';

/** What a round that is to be written asks for; names as they should stand in the file. */
export interface RoundDraft {
  readonly goal: Goal;
  readonly question: string;
  /** Names with the values to compare; no values for all of them. */
  readonly scientific?: Readonly<Record<string, readonly Value[]>>;
  /** Names with the values to hold them at; `baseline` in the list form. */
  readonly fixed?: Readonly<Record<string, Value>> | readonly string[];
  /** All other hyperparameters where absent. */
  readonly nuisance?: readonly string[];
  readonly ranges?: Readonly<Record<Identity, readonly Value[]>>;
  /** Halton where absent. */
  readonly search?: 'halton' | 'sobol' | 'random' | 'grid';
  readonly trials: number;
  readonly seed?: number;
  readonly baselineSeeds?: number;
  readonly notes?: string;
  /** Where editors find the schema: a path relative to the file, or an address; without it the file names none. */
  readonly schema?: string;
}

/** The file's text, for a file in the folder `rounds` of a project. */
export function roundText(draft: RoundDraft): string {
  const { goal, question, scientific = {}, fixed = [], nuisance, ranges = {}, search = 'halton', seed } = draft;
  const compared = Object.fromEntries(
    Object.entries(scientific).map(([name, values]) => [name, values.length === 0 ? null : values]),
  );
  const allValues = Object.values(compared).every((values) => values === null);
  const lines = [
    `${schemaLine(draft.schema)}attune: 1`,
    `goal: ${goal}  # compare | understand | maximize`,
    `question: ${scalar(question)}`,
    '',
    comment('What is asked about, what is held constant (conclusions hold only there), and what is optimised over.'),
    ...(Object.keys(compared).length === 0
      ? []
      : [`scientific: ${inline(allValues ? Object.keys(compared) : compared)}`]),
    ...(Object.keys(fixed).length === 0 ? [] : [`fixed: ${inline(fixed)}`]),
    `nuisance: ${nuisance === undefined ? 'rest' : inline(nuisance)}`,
    ...(Object.keys(ranges).length === 0 ? [] : [`ranges: ${inline(ranges)}`]),
    '',
    `search: ${search}`,
    `budget: { trials: ${draft.trials} }  # of the whole round, split equally; the baseline’s runs come on top`,
    ...(seed === undefined ? [] : [`seed: ${seed}`]),
    ...(draft.baselineSeeds === undefined ? [] : [`baseline_seeds: ${draft.baselineSeeds}`]),
    ...(draft.notes === undefined ? [] : [`notes: ${scalar(draft.notes)}`]),
  ];
  return `${lines.join('\n')}\n`;
}
