/**
 * The best single cut of one axis: which side of which place, or which value, holds the larger share of infeasible trials?
 *
 *   y_i   whether trial i is infeasible
 *   G     likelihood ratio of the 2 × 2 table (inside the cut or not, infeasible or not), 2 Σ observed ln(observed /
 *         expected); 0 where the cut does not hold the larger share of infeasible trials
 *   L(n)  n ln n, from a table: G is a sum of nine of them
 *
 * A best cut never lies between two trials of one kind (U. Fayyad and K. Irani, On the Handling of Continuous-Valued
 * Attributes in Decision Tree Generation, Machine Learning 8, 1992: G is 2n times their gain), so cuts there are skipped.
 */

/** Trials in groups that no cut may divide: equal places, in ascending order, or equal values. */
export interface Scan {
  readonly ordered: boolean;
  /** Trials, group by group; those without a place are not among them. */
  readonly members: Int32Array;
  /** Where each group ends among the members. */
  readonly ends: Int32Array;
  /** The place or the value of each group. */
  readonly keys: readonly (number | string)[];
}

/** A cut as found: its inside reaches up to the end of a group, lies above it, or is that group. G 0 where there is none. */
export interface Cut {
  readonly g: number;
  readonly group: number;
  readonly above: boolean;
}

/** L(0) … L(n). */
export function entropyTable(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, x) => (x === 0 ? 0 : x * Math.log(x)));
}

/** `trials` limits it to some of them; all where absent. Numbers are an order, words are not. */
export function scanOf(keys: readonly (number | string | null)[], trials: readonly number[] = [...keys.keys()]): Scan {
  const having = trials.filter((i) => keys[i] != null);
  const ordered = having.every((i) => typeof keys[i] === 'number');
  return ordered
    ? orderedScan(
        Float64Array.from(having, (i) => Number(keys[i])),
        having,
      )
    : unorderedScan(keys, having);
}

/** `numbers` belong to `trials`, one each. */
export function orderedScan(numbers: Float64Array, trials: readonly number[]): Scan {
  const distinct = numbers.toSorted();
  let count = 0;
  for (const x of distinct) if (count === 0 || x !== distinct[count - 1]) distinct[count++] = x;
  const keys = distinct.subarray(0, count);
  const groups = Int32Array.from(numbers, (x) => search(keys, x));
  return { ordered: true, ...gathered(groups, count, trials), keys: Array.from(keys) };
}

function unorderedScan(keys: readonly (number | string | null)[], trials: readonly number[]): Scan {
  const values = trials.map((i) => String(keys[i]));
  const distinct = [...new Set(values)];
  const groups = Int32Array.from(values, (value) => distinct.indexOf(value));
  return { ordered: false, ...gathered(groups, distinct.length, trials), keys: distinct };
}

/** Trials in the order of their groups. */
function gathered(groups: Int32Array, count: number, trials: readonly number[]): Pick<Scan, 'members' | 'ends'> {
  const ends = new Int32Array(count);
  for (const group of groups) ends[group] = (ends[group] ?? 0) + 1;
  for (let group = 1; group < count; group++) ends[group] = (ends[group] ?? 0) + (ends[group - 1] ?? 0);
  const members = new Int32Array(trials.length);
  const free = Int32Array.from(ends, (_, group) => ends[group - 1] ?? 0);
  for (let at = 0; at < trials.length; at++) {
    const group = groups[at] ?? 0;
    const place = free[group] ?? 0;
    members[place] = trials[at] ?? 0;
    free[group] = place + 1;
  }
  return { members, ends };
}

/** Where `x` stands in ascending numbers that hold it. */
function search(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of the best cuts. The inner loop of a permutation test, kept plain. */
export function strongestCut({ ordered, members, ends }: Scan, labels: Uint8Array, table: Float64Array): Cut {
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
