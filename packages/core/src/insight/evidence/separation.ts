/**
 * Which single split of one hyperparameter best separates infeasible trials from feasible ones? A search over every cut of
 * every hyperparameter always finds something, so its best split is judged against the best split of the same search
 * after the labels were shuffled over the trials (R. Miller and D. Siegmund, Maximally Selected Chi Square Statistics,
 * Biometrics 38, 1982; here by permutation, over all hyperparameters at once).
 *
 *   x_i   place of trial i in an ordered hyperparameter, or its value in an unordered one; null outside the branch
 *   y_i   whether trial i is infeasible
 *   G     likelihood ratio of the 2 × 2 table (inside the split or not, infeasible or not), 2 Σ observed ln(observed /
 *         expected); 0 where the split does not hold the larger share of infeasible trials
 *   L(n)  n ln n, from a table: G is a sum of nine of them
 *   H0    infeasible trials fall anywhere: every labeling with as many of them is equally likely
 *
 * A best cut never lies between two trials of one kind (U. Fayyad and K. Irani, On the Handling of Continuous-Valued
 * Attributes in Decision Tree Generation, Machine Learning 8, 1992: G is 2n times their gain), so cuts there are skipped.
 */
import type { Stream } from '../../numeric/index.ts';

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
  const table = Float64Array.from({ length: labels.length + 1 }, (_, n) => (n === 0 ? 0 : n * Math.log(n)));
  const scans = axes.map(prepare);
  const found = scans.map((scan) => strongest(scan, labels, table));
  const reached = found.map(() => 0);
  const shuffled = new Uint8Array(labels.length);
  const enough = endAbove * (permutations + 1) - 1;
  const settled = (): boolean => found.every(({ g }, axis) => g === 0 || (reached[axis] ?? 0) > enough);
  let drawn = 0;
  while (drawn < permutations && !settled()) {
    for (const [place, i] of random.permutation(labels.length).entries()) shuffled[place] = labels[i] ?? 0;
    drawn++;
    const most = scans.reduce((before, scan) => Math.max(before, strongest(scan, shuffled, table).g), 0);
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

/** Trials in groups that no cut may divide: equal places, in ascending order, or equal values. */
interface Scan {
  readonly ordered: boolean;
  /** Trials, group by group. */
  readonly members: Int32Array;
  /** Where each group ends among the members. */
  readonly ends: Int32Array;
  /** The place or the value of each group. */
  readonly keys: readonly (number | string)[];
}

function prepare(axis: Axis): Scan {
  const ordered = axis.kind === 'ordered';
  const given = ordered ? axis.places : axis.values;
  const groups = new Map<number | string, number[]>();
  given.forEach((key, i) => {
    if (key === null) return;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [i]);
    else members.push(i);
  });
  const list = [...groups];
  if (ordered) list.sort(([a], [b]) => Number(a) - Number(b));
  let end = 0;
  return {
    ordered,
    members: Int32Array.from(list.flatMap(([, members]) => members)),
    ends: Int32Array.from(list, ([, members]) => (end += members.length)),
    keys: list.map(([key]) => key),
  };
}

/** A split as found: its inside reaches up to the end of a group, lies above it, or is that group. G 0 where there is none. */
interface Cut {
  readonly g: number;
  readonly group: number;
  readonly above: boolean;
}

/** The first of the best cuts. The inner loop of the test, kept plain. */
function strongest({ ordered, members, ends }: Scan, labels: Uint8Array, table: Float64Array): Cut {
  const count = members.length;
  const log = (n: number): number => table[n] ?? 0;
  let total = 0;
  for (let m = 0; m < count; m++) total += labels[members[m] ?? 0] ?? 0;
  const constant = log(count) - log(total) - log(count - total);
  let [g, group, above] = [0, 0, false];
  let marked = 0;
  const last = ordered ? ends.length - 1 : ends.length;
  for (let k = 0, m = 0, start = 0; k < last; k++) {
    const end = ends[k] ?? 0;
    if (!ordered) [marked, start] = [0, m];
    for (; m < end; m++) marked += labels[members[m] ?? 0] ?? 0;
    const size = end - start;
    if (ordered && ends[k + 1] === end + 1 && end - (ends[k - 1] ?? 0) === 1) {
      if (labels[members[end - 1] ?? 0] === labels[members[end] ?? 0]) continue;
    }
    const excess = marked * (count - size) - (total - marked) * size;
    if (excess === 0 || (!ordered && excess < 0)) continue;
    const cells = log(marked) + log(size - marked) + log(total - marked) + log(count - size - total + marked);
    const ratio = 2 * (cells - log(size) - log(count - size) + constant);
    if (ratio > g) [g, group, above] = [ratio, k, excess < 0];
  }
  return { g, group, above };
}

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
