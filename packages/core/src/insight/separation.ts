/**
 * Which single split of one hyperparameter best separates infeasible trials from feasible ones? A search over every cut of
 * every hyperparameter always finds something, so its best split is judged against the best split of the same search
 * after the labels were shuffled over the trials (R. Miller and D. Siegmund, Maximally Selected Chi Square Statistics,
 * Biometrics 38, 1982; here by permutation, over all hyperparameters at once).
 *
 *   x_i   place of trial i in an ordered hyperparameter, or its value in an unordered one; null outside the branch
 *   y_i   whether trial i is infeasible
 *   G     likelihood ratio of the 2 × 2 table (inside the split or not, infeasible or not); 0 where the split holds the
 *         smaller share of infeasible trials
 *   H0    infeasible trials fall anywhere: every labeling with as many of them is equally likely
 */
import type { Stream } from '../numeric/index.ts';

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

/** The best split of each axis that has one, best first. */
export function separations(
  axes: readonly Axis[],
  infeasible: readonly boolean[],
  settings: { readonly permutations: number; readonly random: Stream },
): readonly Split[] {
  const labels = infeasible.map(Number);
  const scans = axes.map(prepare);
  const found = scans.map((scan) => best(scan, labels));
  const reached = found.map(() => 0);
  for (let round = 0; round < settings.permutations; round++) {
    const shuffled = settings.random.permutation(labels.length).map((i) => labels[i] ?? 0);
    const most = Math.max(0, ...scans.map((scan) => best(scan, shuffled)?.g ?? 0));
    found.forEach((split, axis) => {
      if (split !== null && most >= split.g - 1e-12) reached[axis] = (reached[axis] ?? 0) + 1;
    });
  }
  return found
    .flatMap((split, axis) => {
      if (split === null) return [];
      const p = ((reached[axis] ?? 0) + 1) / (settings.permutations + 1);
      return [{ g: split.g, axis, where: split.where, inside: split.inside, outside: split.outside, p }];
    })
    .sort((a, b) => b.g - a.g)
    .map(({ axis, where, inside, outside, p }) => ({ axis, where, inside, outside, p }));
}

interface Found {
  readonly g: number;
  readonly where: Split['where'];
  readonly inside: Count;
  readonly outside: Count;
}

/** Trials in groups that no cut may divide: equal places, in ascending order, or equal values. */
interface Scan {
  readonly ordered: boolean;
  readonly groups: readonly { readonly members: readonly number[]; readonly place: number; readonly value: string }[];
  readonly count: number;
}

function prepare(axis: Axis): Scan {
  const keys = axis.kind === 'ordered' ? axis.places : axis.values;
  const groups = new Map<number | string, number[]>();
  keys.forEach((key, i) => {
    if (key === null) return;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [i]);
    else members.push(i);
  });
  const list = [...groups].map(([key, members]) => ({
    members,
    place: typeof key === 'number' ? key : 0,
    value: String(key),
  }));
  if (axis.kind === 'ordered') list.sort((a, b) => a.place - b.place);
  return {
    ordered: axis.kind === 'ordered',
    groups: list,
    count: list.reduce((sum, { members }) => sum + members.length, 0),
  };
}

function best(scan: Scan, labels: readonly number[]): Found | null {
  const marked = scan.groups.map(({ members }) => members.reduce((sum, i) => sum + (labels[i] ?? 0), 0));
  const total: Count = { infeasible: marked.reduce((sum, n) => sum + n, 0), count: scan.count };
  let winner: Found | null = null;
  let below: Count = { infeasible: 0, count: 0 };
  scan.groups.forEach(({ members, place, value }, i) => {
    const own: Count = { infeasible: marked[i] ?? 0, count: members.length };
    if (!scan.ordered) {
      winner = stronger(winner, own, rest(total, own), { side: 'at', value });
      return;
    }
    below = { infeasible: below.infeasible + own.infeasible, count: below.count + own.count };
    const next = scan.groups[i + 1];
    if (next === undefined) return;
    const between = [place, next.place] as const;
    winner = stronger(winner, below, rest(total, below), { side: 'below', between });
    winner = stronger(winner, rest(total, below), below, { side: 'above', between });
  });
  return winner;
}

function rest(total: Count, part: Count): Count {
  return { infeasible: total.infeasible - part.infeasible, count: total.count - part.count };
}

function stronger(before: Found | null, inside: Count, outside: Count, where: Split['where']): Found | null {
  const g = likelihoodRatio(inside, outside);
  return g > (before?.g ?? 0) ? { g, where, inside, outside } : before;
}

/** G = 2 Σ observed ln(observed / expected); 0 unless the inside holds the larger share. */
function likelihoodRatio(inside: Count, outside: Count): number {
  if (inside.count === 0 || outside.count === 0) return 0;
  if (inside.infeasible * outside.count <= outside.infeasible * inside.count) return 0;
  const share = (inside.infeasible + outside.infeasible) / (inside.count + outside.count);
  const cell = (observed: number, expected: number): number =>
    observed === 0 ? 0 : observed * Math.log(observed / expected);
  return (
    2 *
    [inside, outside].reduce(
      (sum, { infeasible, count }) =>
        sum + cell(infeasible, count * share) + cell(count - infeasible, count * (1 - share)),
      0,
    )
  );
}
