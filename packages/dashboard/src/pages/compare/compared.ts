/** Trials side by side: where their configurations differ, and whether their objectives do beyond chance. */
import { studentQuantile } from '@attune/core/numeric';
import type { Direction } from '@attune/core/study';
import type { Shown } from '../trial/shown.ts';

export type Value = number | string | boolean | null;

export interface ComparedTrial {
  readonly trial: number;
  readonly configuration: Readonly<Record<string, Value>>;
  /** Best over training; null where it was never finite, and where the trial has no result that counts. */
  readonly objective: number | null;
}

/** What counts beside others: nothing of a trial that failed, was stopped before its end, or is infeasible. */
export function countedObjective({ outcome, objective }: Pick<Shown['trial'], 'outcome' | 'objective'>): number | null {
  return outcome === 'feasible' || outcome === 'pending' ? objective : null;
}

export interface ConfigurationRow {
  readonly hyperparameter: string;
  /** Of each trial, in their order; null where it is not active. */
  readonly values: readonly Value[];
}

/** Rows in which the trials differ, and rows in which they are equal; names of `order` first, in that order. */
export function configurationRows(
  trials: readonly ComparedTrial[],
  order: readonly string[] = [],
): {
  readonly differing: readonly ConfigurationRow[];
  readonly equal: readonly ConfigurationRow[];
} {
  const used = new Set(trials.flatMap(({ configuration }) => Object.keys(configuration)));
  const names = [...new Set([...order.filter((name) => used.has(name)), ...used])];
  const rows = names.map((hyperparameter) => ({
    hyperparameter,
    values: trials.map(({ configuration }) => configuration[hyperparameter] ?? null),
  }));
  const differs = ({ values }: ConfigurationRow): boolean => new Set(values).size > 1;
  return { differing: rows.filter(differs), equal: rows.filter((row) => !differs(row)) };
}

/** How far single runs of one configuration lie apart, measured on the baseline's repeats. */
export interface NoiseFloor {
  readonly seeds: number;
  readonly deviation: number;
  /** Two single runs of the baseline differ by less than this 95 times in 100. */
  readonly difference: number;
}

/** Null below two seeds, or where they do not vary: nothing is known then. */
export function noiseFloor(objectives: readonly number[]): NoiseFloor | null {
  const seeds = objectives.length;
  if (seeds < 2) return null;
  const mean = objectives.reduce((sum, value) => sum + value, 0) / seeds;
  const deviation = Math.sqrt(objectives.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seeds - 1));
  if (!(deviation > 0)) return null;
  return { seeds, deviation, difference: studentQuantile(0.975, seeds - 1) * Math.SQRT2 * deviation };
}

export interface Standing {
  readonly trial: number;
  readonly objective: number | null;
  /** By how much it falls behind the best of those compared; 0 for that one. */
  readonly behind: number | null;
  /** Whether that is less than two runs of one configuration may differ by; null where the floor is not known. */
  readonly withinNoise: boolean | null;
}

export function standings(
  trials: readonly ComparedTrial[],
  direction: Direction,
  floor: NoiseFloor | null,
): readonly Standing[] {
  const sign = direction === 'minimize' ? 1 : -1;
  const known = trials.flatMap(({ objective }) => (objective === null ? [] : [sign * objective]));
  const best = Math.min(...known);
  return trials.map(({ trial, objective }) => {
    const behind = objective === null ? null : sign * objective - best;
    const withinNoise = behind === null || floor === null ? null : behind <= floor.difference;
    return { trial, objective, behind, withinNoise };
  });
}

/** The better of the first two trials against the other: what settles it with fresh seeds. Null for fewer than two. */
export function settlingPair(trials: readonly ComparedTrial[], direction: Direction): readonly [number, number] | null {
  const [first, second] = trials;
  if (first === undefined || second === undefined) return null;
  const sign = direction === 'minimize' ? 1 : -1;
  const key = ({ objective }: ComparedTrial): number => (objective === null ? Infinity : sign * objective);
  return key(second) < key(first) ? [second.trial, first.trial] : [first.trial, second.trial];
}
