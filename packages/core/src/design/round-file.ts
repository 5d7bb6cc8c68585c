import type { Configuration, Identity, Value } from '../space/index.ts';
import type { Goal, SamplerSpec } from '../study/index.ts';

/** What a round file asks for: validated against its project, every name an identity, nothing decided yet. */
export interface RoundFile {
  /** The file's name without its ending. */
  readonly name: string;
  readonly goal: Goal;
  /** Empty where the file asks none, which only `maximize` may do. */
  readonly question: string;
  readonly scientific: readonly ScientificEntry[];
  readonly fixed: readonly FixedEntry[];
  /** The hyperparameters to optimise over: all that have no other role, or these, and all others are fixed. */
  readonly nuisance: 'rest' | readonly Identity[];
  readonly ranges: readonly RangeEntry[];
  readonly search: SamplerSpec;
  /** Of the whole round; the baseline's runs come on top. */
  readonly trials: number;
  /** Of every trial, in place of the project's length of training; from 1. */
  readonly maxSteps?: number;
  /** In [0, 2³¹); derived from the project and the round's number where absent. */
  readonly seed?: number;
  /** Runs of the baseline; 3 in a project's first round and 1 later where absent. */
  readonly baselineSeeds?: number;
  /** Free text that decides nothing. */
  readonly notes: string;
}

/** A hyperparameter whose effect is the question, for all of its values or (labels, where it is a choice) these. */
export interface ScientificEntry {
  readonly hyperparameter: Identity;
  readonly values?: readonly Value[];
}

/** A hyperparameter held constant, at its baseline where no value is given. */
export interface FixedEntry {
  readonly hyperparameter: Identity;
  readonly value?: Configuration[string];
}

/** Another range, or another list of values, for this round. */
export type RangeEntry =
  | { readonly kind: 'range'; readonly hyperparameter: Identity; readonly range: readonly [low: number, high: number] }
  | { readonly kind: 'values'; readonly hyperparameter: Identity; readonly values: readonly Value[] };
