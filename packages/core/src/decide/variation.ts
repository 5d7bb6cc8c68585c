/**
 * The three sources of variation of a result, kept apart (method L1): another training seed (trial variance), another search
 * (study variance), and other validation examples (data variance). Standard deviations, each null where it is not known.
 */
import { bestOf, isRate, samplingError, widest } from '../insight/index.ts';
import type { Objective } from '../study/index.ts';
import type { RunResult } from './pair.ts';

export interface Variation {
  /** Of one configuration over its seeds. */
  readonly trial: { readonly deviation: number; readonly seeds: number } | null;
  /** Of the best of `trials` trials, from one search to another. */
  readonly study: StudyVariation | null;
  /** Of a rate on so many examples. */
  readonly data: { readonly deviation: number; readonly examples: number } | null;
}

export interface StudyVariation {
  readonly deviation: number;
  /** Of the searches compared. */
  readonly trials: number;
  /** Whole searches that differ in their seed alone, or draws of half of one search's trials. */
  readonly from: 'draws' | 'repeats';
  /** Searches that were run. */
  readonly searches: number;
}

export interface Observed {
  readonly objective: Objective;
  /** Runs of one configuration under several seeds. */
  readonly runs: readonly RunResult[];
  /** Feasible results of the search that found it, and how many of its trials ended. */
  readonly search?: { readonly results: readonly number[]; readonly trials: number };
  /** Best results of whole searches of `trials` trials that differ in their seed alone. */
  readonly repeats?: { readonly bests: readonly number[]; readonly trials: number };
  readonly examples?: number;
}

/** Fewer feasible trials than this say nothing of how the best of half of them varies. */
const fewest = 8;

export function variationOf({ objective, runs, search, repeats, examples }: Observed): Variation {
  const values = runs.flatMap((result) => (result.kind === 'feasible' ? [result.value] : []));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rate = examples !== undefined && values.length > 0 && isRate(objective.metric, values);
  return {
    trial: values.length < 2 ? null : { deviation: deviationOf(values), seeds: values.length },
    study: studyVariation(objective, search, repeats),
    data: rate ? { deviation: samplingError(mean, examples), examples } : null,
  };
}

/** Whole searches repeated say it as it is; else the draws of half of one search (`insight/evidence/best-of.ts`). */
function studyVariation(
  { direction }: Objective,
  search: Observed['search'],
  repeats: Observed['repeats'],
): Variation['study'] {
  if (repeats !== undefined && repeats.bests.length >= 2) {
    const { bests } = repeats;
    return { deviation: deviationOf(bests), trials: repeats.trials, from: 'repeats', searches: bests.length };
  }
  if (search === undefined || search.results.length < fewest) return null;
  const sign = direction === 'minimize' ? 1 : -1;
  const results = search.results.toSorted((a, b) => sign * (a - b));
  const trials = widest(search.trials);
  return { deviation: bestOf(results, search.trials, trials).deviation, trials, from: 'draws', searches: 1 };
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
