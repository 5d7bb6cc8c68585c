/**
 * The least-squares fit of scores on the places of trials, prepared for many scores on the same places: for each dimension, how the fit
 * rises at either edge and over the whole range. Symbols are those of `edge-trend.ts`.
 */
import { basisOf, dot, functional, type Basis } from './orthogonal.ts';

/** One hyperparameter over the same trials; null where a trial does not have it. */
export type Factor =
  | { readonly kind: 'ordered'; readonly places: readonly (number | null)[] }
  | { readonly kind: 'unordered'; readonly values: readonly (string | null)[] };

/** One fit and the dimensions that it serves. */
export interface EdgeFit {
  /** Trials in it. */
  readonly members: readonly number[];
  readonly q: readonly Float64Array[];
  /** Degrees of freedom that are left for the error. */
  readonly spare: number;
  readonly dimensions: readonly FittedDimension[];
}

/** Unit vectors in the coordinates of the basis; coefficients of a fit are their products with Qᵀa. */
export interface FittedDimension {
  readonly factor: number;
  /** b. */
  readonly tilt: Float64Array;
  /** b + q and q − b. */
  readonly high: Float64Array;
  readonly low: Float64Array;
  /** b without q_j in the model. */
  readonly lean: Float64Array;
  /** q_j; null where places take two values alone. */
  readonly bend: Float64Array | null;
}

/** The error must keep at least so many degrees of freedom, and at least this share of the trials. */
const fewestSpare = 4;
const leastSpare = 1 / 3;

/**
 * Every ordered factor with at least `fewest` trials and more than one place, in fits of the richest of three models that
 * leaves enough to the error: a quadratic in all dimensions; one in the dimension asked for, others as straight lines; that
 * dimension alone. Others count where every trial of the fit has them.
 */
export function edgeFits(factors: readonly Factor[], fewest: number): readonly EdgeFit[] {
  const groups = new Map<string, { readonly members: readonly number[]; readonly asked: number[] }>();
  factors.forEach((factor, f) => {
    if (factor.kind !== 'ordered') return;
    const members = [...factor.places.keys()].filter((i) => factor.places[i] != null);
    if (members.length < fewest) return;
    const key = members.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { members, asked: [f] });
    else group.asked.push(f);
  });
  return [...groups.values()].flatMap(({ members, asked }) => {
    const together = fitOf(factors, members, asked, asked);
    if (together !== null) return [together];
    return asked.flatMap((f) => fitOf(factors, members, asked, [f]) ?? fitOf(factors, members, [f], [f], false) ?? []);
  });
}

/** Straight lines in `lines` and bends in `bent`, which are asked for; null where that leaves too little. */
function fitOf(
  factors: readonly Factor[],
  members: readonly number[],
  lines: readonly number[],
  bent: readonly number[],
  unordered = true,
): EdgeFit | null {
  const columns = [
    Float64Array.from(members, () => 1),
    ...(unordered ? factors.flatMap((factor) => constantsOf(factor, members)) : []),
  ];
  const [straight, curved] = [new Map<number, number>(), new Map<number, number>()];
  for (const f of lines) straight.set(f, columns.push(lineOf(factors[f], members)) - 1);
  for (const f of bent) curved.set(f, columns.push(lineOf(factors[f], members).map((v) => v * v - 1 / 12)) - 1);
  const basis = basisOf(columns);
  const spare = members.length - basis.q.length;
  if (spare < Math.max(fewestSpare, leastSpare * members.length)) return null;
  const dimensions = bent.flatMap((factor): FittedDimension[] => {
    const b = basis.places[straight.get(factor) ?? -1] ?? null;
    const q = basis.places[curved.get(factor) ?? -1] ?? null;
    return b === null ? [] : [dimensionOf(basis, factor, b, q)];
  });
  return { members, q: basis.q, spare, dimensions };
}

function lineOf(factor: Factor | undefined, members: readonly number[]): Float64Array {
  return Float64Array.from(members, (i) => (factor?.kind === 'ordered' ? (factor.places[i] ?? 0.5) : 0.5) - 0.5);
}

/** A column for each value but the first; none where a trial does not have the factor. */
function constantsOf(factor: Factor, members: readonly number[]): readonly Float64Array[] {
  if (factor.kind === 'ordered') return [];
  const values = members.map((i) => factor.values[i] ?? null);
  if (values.includes(null)) return [];
  const distinct = [...new Set(values)].slice(1);
  return distinct.map((wanted) => Float64Array.from(values, (value) => (value === wanted ? 1 : 0)));
}

function dimensionOf(basis: Basis, factor: number, b: number, q: number | null): FittedDimension {
  const along = (tilt: number, bend: number): Float64Array =>
    functional(basis, new Map([[b, tilt], ...(q === null ? [] : [[q, bend] as const])]));
  const tilt = along(1, 0);
  const bend = q === null ? null : unit(along(0, 1));
  const overlap = bend === null ? 0 : dot(tilt, bend);
  const lean = bend === null ? tilt : tilt.map((x, k) => x - overlap * (bend[k] ?? 0));
  return { factor, tilt: unit(tilt), high: unit(along(1, 1)), low: unit(along(-1, 1)), lean: unit(lean), bend };
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((x) => x / length);
}
