/**
 * A hyperparameter as columns of a regression: Legendre polynomials of its place for an ordered one, contrasts between
 * values for an unordered one, on against off beside a range. Columns are orthonormal over the trials that have the
 * hyperparameter, and 0 elsewhere: a sum of them is an effect with mean 0 among those (method C2, D13).
 *
 *   n        trials
 *   Z        columns, each n long, Σ z² = n: the square of a coefficient is the variance that its column adds
 *   degree   of a polynomial; 1 for a contrast
 */
import type { Configuration, Hyperparameter } from '../../space/index.ts';
import { dot, orthonormal, type Columns } from './columns.ts';
import { placeOf } from './dimension.ts';

/** The columns of one effect: of a hyperparameter, or of a pair. */
export interface Effect {
  /** Index of one hyperparameter, or of two in ascending order. */
  readonly members: readonly number[];
  readonly columns: Columns;
  /** One for each column. */
  readonly degrees: readonly number[];
  /** 1 for the trials that have every member. */
  readonly present: Uint8Array;
  /** Between quantiles of its places, for what polynomials miss; none of a pair, of values without order, or of few trials. */
  readonly steps: Columns;
}

/** Values of an unordered hyperparameter with a column of their own, at most: the most frequent. */
const mostContrasts = 7;
/** A value that fewer trials have says nothing of itself. */
const fewestOfValue = 2;
/** Steps between quantiles, at most, and trials in each at least. */
const mostSteps = 10;
const fewestInStep = 8;
/** Trials for each column, at least. */
const trialsPerColumn = 4;

/** Degree of the polynomials that `n` trials support: a step or a narrow bowl needs more than a slope, and more trials. */
function degreeFor(n: number): number {
  if (n < 40) return 2;
  if (n < 150) return 3;
  return n < 500 ? 5 : 8;
}

/** The effect of hyperparameter `index`; no columns where its values do not differ enough. */
export function mainEffect(
  hyperparameter: Hyperparameter,
  index: number,
  configurations: readonly Configuration[],
): Effect {
  const values = configurations.map((configuration) => configuration[hyperparameter.id]);
  const present = Uint8Array.from(values, (value) => (value === undefined ? 0 : 1));
  const having = countOf(present);
  const places = configurations.map((configuration) => placeOf(hyperparameter, configuration));
  const ordered = places.some((place) => place !== null);
  const offs = Uint8Array.from(values, (value, i) => (value !== undefined && places[i] === null ? 1 : 0));
  const raw = ordered
    ? [{ column: Float64Array.from(offs), degree: 1 }, ...polynomials(places, degreeFor(having))]
    : contrasts(values);
  const constant = orthonormal([], [Float64Array.from(present)]);
  const steps = ordered ? stepsOf(places) : [];
  return { members: [index], present, steps, ...independent(constant, raw, Math.floor(having / trialsPerColumn)) };
}

/** The products of columns with degrees that add up to `degree` or less, without what the two effects explain. */
export function pairEffect(a: Effect, b: Effect, degree: number): Effect {
  const present = together(a, b);
  const products = a.columns.flatMap((x, i) =>
    b.columns.flatMap((z, j) => {
      const sum = (a.degrees[i] ?? 1) + (b.degrees[j] ?? 1);
      return sum > degree ? [] : [{ column: x.map((value, t) => value * (z[t] ?? 0)), degree: sum }];
    }),
  );
  const own = [...a.columns, ...b.columns];
  const everyone = present.every((one) => one === 1);
  const within = everyone ? own : own.map((column) => column.map((value, i) => value * (present[i] ?? 0)));
  const base = orthonormal([], [Float64Array.from(present), ...within]);
  const members = [...a.members, ...b.members];
  return { members, present, steps: [], ...independent(base, products, products.length) };
}

/** 1 for the trials that have the members of both. */
export function together(a: Effect, b: Effect): Uint8Array {
  return a.present.map((one, i) => one * (b.present[i] ?? 0));
}

export function countOf(flags: Uint8Array): number {
  return flags.reduce((sum, one) => sum + one, 0);
}

interface RawColumn {
  readonly column: Float64Array;
  readonly degree: number;
}

/** The first `most` columns that say something of their own. */
function independent(base: Columns, raw: readonly RawColumn[], most: number): Pick<Effect, 'columns' | 'degrees'> {
  const columns: Float64Array[] = [];
  const degrees: number[] = [];
  for (const { column, degree } of raw) {
    const [own] = columns.length < most ? orthonormal([...base, ...columns], [column]) : [];
    if (own === undefined) continue;
    columns.push(own);
    degrees.push(degree);
  }
  return { columns, degrees };
}

/** P₁ … of 2u − 1, and 0 where there is no place (Bonnet's recursion). As many as places differ, less one. */
function polynomials(places: readonly (number | null)[], most: number): readonly RawColumn[] {
  const degree = Math.min(most, new Set(places.filter((place) => place !== null)).size - 1);
  const on = Float64Array.from(places, (place) => (place === null ? 0 : 1));
  const x = Float64Array.from(places, (place) => (place === null ? 0 : 2 * place - 1));
  const all: Float64Array[] = [on, x];
  for (let k = 1; k < degree; k++) {
    const [before, last] = [all[k - 1] ?? on, all[k] ?? x];
    all.push(last.map((value, i) => ((2 * k + 1) * (x[i] ?? 0) * value - k * (before[i] ?? 0)) / (k + 1)));
  }
  // Without a place the recursion does not stay at 0.
  return all
    .slice(1, degree + 1)
    .map((column, k) => ({ column: column.map((value, i) => value * (on[i] ?? 0)), degree: k + 1 }));
}

/** A column for each part of the places, cut at their quantiles; none where they would be fewer than three. */
function stepsOf(places: readonly (number | null)[]): Columns {
  const sorted = places.filter((place) => place !== null).toSorted((a, b) => a - b);
  const parts = Math.min(mostSteps, Math.floor(sorted.length / fewestInStep));
  if (parts < 3) return [];
  const cuts = Array.from({ length: parts - 1 }, (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / parts)] ?? 1);
  const partOf = (place: number): number => cuts.filter((cut) => place >= cut).length;
  return cuts.map((_, k) => Float64Array.from(places, (place) => (place !== null && partOf(place) === k + 1 ? 1 : 0)));
}

/** A column for each of the frequent values but the most frequent. */
function contrasts(values: readonly unknown[]): readonly RawColumn[] {
  const counts = new Map<unknown, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= fewestOfValue).sort(([, a], [, b]) => b - a);
  return frequent.slice(1, mostContrasts + 1).map(([value]) => ({
    column: Float64Array.from(values, (each) => (each === value ? 1 : 0)),
    degree: 1,
  }));
}

/** Sum of squares of y along the columns of an effect, each. */
export function strengthOf({ columns }: Effect, y: Float64Array): number {
  return columns.reduce((sum, column) => sum + dot(column, y) ** 2, 0) / Math.max(1, columns.length);
}
