/**
 * Which configuration is best, where each was run under several seeds: first by its median, then whether the runner-up is
 * behind by more than seeds explain.
 *
 *   n, x̄, s²   usable results of a configuration, their mean and variance
 *   t          (x̄₁ − x̄₂) / √(s₁²/n₁ + s₂²/n₂), of the first and another; two-sided p by B. L. Welch (Biometrika 34, 1947)
 *
 * The first was picked for being first. Of normal results that differ in location alone a two-sided test of the first
 * against the runner-up still names a best that is none in at most 5 % of cases, however many there are (S. Gutmann and
 * Z. Maymin, Is the Selected Population the Best?, Annals of Statistics 15, 1987). Where seeds of the first failed, its mean
 * is of those that did not, and nothing is decided.
 */
import { studentCdf } from '@attune/core/numeric';
import { better, type Direction } from '@attune/core/study';
import type { Repeated } from './points.ts';

export interface PointComparison {
  readonly first: Repeated;
  readonly second: Repeated;
  readonly verdict: 'best' | 'failing' | 'undecided';
  /** Two-sided, of the first against the second; null where one has fewer than two usable runs or seeds change nothing. */
  readonly p: number | null;
  /** Those that are not told apart from the first, the best of them first. */
  readonly alike: readonly Repeated[];
}

/** How often equals may be called different. */
const level = 0.05;

/** Of configurations with their results; null below two with a usable result. */
export function comparePoints(points: readonly Repeated[], direction: Direction): PointComparison | null {
  const [first, second, ...others] = points
    .filter(({ results }) => results.length > 0)
    .toSorted((a, b) => Number(failing(a)) - Number(failing(b)) || orderOf(a.median, b.median, direction));
  if (first === undefined || second === undefined) return null;
  const isBehind = (other: Repeated): boolean => {
    const p = welch(first.results, other.results);
    return p !== null && p <= level && better(direction, meanOf(first.results), meanOf(other.results));
  };
  const decided = isBehind(second);
  return {
    first,
    second,
    verdict: !decided ? 'undecided' : first.results.length < first.trials ? 'failing' : 'best',
    p: welch(first.results, second.results),
    alike: [second, ...others].filter((other) => !isBehind(other)),
  };
}

/** Whether most of its runs have no usable result. */
function failing({ results, trials }: Repeated): boolean {
  return results.length < trials / 2;
}

function orderOf(a: number | null, b: number | null, direction: Direction): number {
  const difference = (a ?? 0) - (b ?? 0);
  return direction === 'minimize' ? difference : -difference;
}

/** p; null where it cannot be told. */
function welch(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 2 || b.length < 2) return null;
  const [ofA, ofB] = [varianceOf(a) / a.length, varianceOf(b) / b.length];
  const variance = ofA + ofB;
  if (!(variance > 0)) return null;
  const freedom = variance ** 2 / (ofA ** 2 / (a.length - 1) + ofB ** 2 / (b.length - 1));
  return 2 * studentCdf(-Math.abs(meanOf(a) - meanOf(b)) / Math.sqrt(variance), freedom);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  if (values.every((value) => value === values[0])) return 0;
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
