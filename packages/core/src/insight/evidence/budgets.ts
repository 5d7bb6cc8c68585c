/** The numbers of trials at which a study's best of fewer is told: evenly on a logarithmic axis, the largest half of all. */
import { bestOf, widest, type BestOf } from './best-of.ts';

/** A draw without a feasible trial has no best: budgets where that is likelier are left out. */
const mostNone = 0.01;
/** Below a 32nd of a study the best of a draw is so much worse that its scale hides all others. */
const doublings = 4;

/** Ascending, `perDoubling` to a factor of two; none where even half of the trials may well hold no feasible one. */
export function budgetsOf(results: readonly number[], count: number, perDoubling: number): readonly BestOf[] {
  const first = smallest(results, count);
  if (first === null) return [];
  const budgets = new Set<number>();
  for (let i = doublings * perDoubling; i >= 0; i--) budgets.add(Math.round(widest(count) / 2 ** (i / perDoubling)));
  return [...budgets].filter((n) => n >= first).map((n) => bestOf(results, count, n));
}

/** The smallest n up to `limit` whose expected best is no more than `margin` from the best of all; null where none is. */
export function enoughOf(results: readonly number[], count: number, margin: number, limit: number): number | null {
  const [best] = results;
  const first = smallest(results, count);
  if (best === undefined || first === null) return null;
  const within = (n: number): boolean => Math.abs(bestOf(results, count, n).expected - best) <= margin;
  // The expected best only improves with n.
  let [low, high] = [first, Math.floor(limit)];
  if (high < low || !within(high)) return null;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (within(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The smallest n up to half whose draws nearly all hold a feasible trial. */
function smallest(results: readonly number[], count: number): number | null {
  for (let n = 1; n <= widest(count); n++) {
    if (noneOf(results.length, count, n) <= mostNone) return n;
  }
  return null;
}

/** P(no feasible trial among n) = C(N − F, n) / C(N, n). */
function noneOf(feasible: number, count: number, n: number): number {
  let none = 1;
  for (let i = 0; i < n; i++) none *= Math.max(0, count - feasible - i) / (count - i);
  return none;
}
