/**
 * Which single split of one hyperparameter best separates infeasible trials from feasible ones? A search over every cut of
 * every hyperparameter always finds something, so its best split is judged against the best split of the same search
 * after the labels were shuffled over the trials (R. Miller and D. Siegmund, Maximally Selected Chi Square Statistics,
 * Biometrics 38, 1982; here by permutation, over all hyperparameters at once).
 *
 *   x_i   place of trial i in an ordered hyperparameter, or its value in an unordered one; null outside the branch
 *   y_i   whether trial i is infeasible
 *   G     likelihood ratio of the 2 × 2 table of a cut (`cut-scan.ts`)
 *   H0    infeasible trials fall anywhere: every labeling with as many of them is equally likely
 *
 * Regions of two hyperparameters, and two-sided ones: `region-search.ts`.
 */
import type { Stream } from '../../numeric/index.ts';
import { entropyTable, scanOf, strongestCut, type Cut, type Scan } from './cut-scan.ts';

/** One hyperparameter over the same trials. */
export type Axis =
  | { readonly kind: 'ordered'; readonly places: readonly (number | null)[] }
  | { readonly kind: 'unordered'; readonly values: readonly (string | null)[] };

export interface Count {
  readonly infeasible: number;
  readonly count: number;
}

export interface Split {
  /** Index of its axis. */
  readonly axis: number;
  readonly where:
    /** The cut lies between these places; the infeasible side is above or below it. */
    | { readonly side: 'above' | 'below'; readonly between: readonly [number, number] }
    | { readonly side: 'at'; readonly value: string };
  readonly inside: Count;
  /** The other trials of the same branch. */
  readonly outside: Count;
  /** Share of labelings whose best split anywhere is as good. */
  readonly p: number;
}

/** How labelings are drawn, and when enough of them are. */
export interface Shuffling {
  readonly permutations: number;
  readonly random: Stream;
  /**
   * Ends once p is certainly above this for every axis, with p from the labelings drawn so far (J. Besag and P. Clifford,
   * Sequential Monte Carlo p-values, Biometrika 78, 1991); never, where absent.
   */
  readonly endAbove?: number;
}

/** The best split of each axis that has one, best first. */
export function separations(
  axes: readonly Axis[],
  infeasible: readonly boolean[],
  { permutations, random, endAbove = 1 }: Shuffling,
): readonly Split[] {
  const labels = Uint8Array.from(infeasible, Number);
  const table = entropyTable(labels.length);
  const scans = axes.map((axis) => scanOf(axis.kind === 'ordered' ? axis.places : axis.values));
  const found = scans.map((scan) => strongestCut(scan, labels, table));
  const reached = found.map(() => 0);
  const shuffled = new Uint8Array(labels.length);
  const enough = endAbove * (permutations + 1) - 1;
  const settled = (): boolean => found.every(({ g }, axis) => g === 0 || (reached[axis] ?? 0) > enough);
  let drawn = 0;
  while (drawn < permutations && !settled()) {
    for (const [place, i] of random.permutation(labels.length).entries()) shuffled[place] = labels[i] ?? 0;
    drawn++;
    const most = scans.reduce((before, scan) => Math.max(before, strongestCut(scan, shuffled, table).g), 0);
    found.forEach(({ g }, axis) => {
      if (g > 0 && most >= g - tolerance * g) reached[axis] = (reached[axis] ?? 0) + 1;
    });
  }
  return found
    .flatMap((cut, axis) => {
      const scan = scans[axis];
      if (scan === undefined || cut.g === 0) return [];
      return [{ g: cut.g, axis, ...described(scan, cut, labels), p: ((reached[axis] ?? 0) + 1) / (drawn + 1) }];
    })
    .sort((a, b) => b.g - a.g)
    .map(({ axis, where, inside, outside, p }) => ({ axis, where, inside, outside, p }));
}

/** Sums of the same terms in another order differ by this much at most, relative to G. */
const tolerance = 1e-9;

function described(
  { ordered, members, ends, keys }: Scan,
  { group, above }: Cut,
  labels: Uint8Array,
): Pick<Split, 'where' | 'inside' | 'outside'> {
  const countOf = (part: Int32Array): Count => ({
    infeasible: part.reduce((sum, i) => sum + (labels[i] ?? 0), 0),
    count: part.length,
  });
  const all = countOf(members);
  const part = countOf(members.subarray(ordered ? 0 : (ends[group - 1] ?? 0), ends[group]));
  const rest = { infeasible: all.infeasible - part.infeasible, count: all.count - part.count };
  if (!ordered) return { where: { side: 'at', value: String(keys[group]) }, inside: part, outside: rest };
  const between = [Number(keys[group]), Number(keys[group + 1])] as const;
  return above
    ? { where: { side: 'above', between }, inside: rest, outside: part }
    : { where: { side: 'below', between }, inside: part, outside: rest };
}
