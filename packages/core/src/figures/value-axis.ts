/**
 * The limits and spacing of an axis of results: wide enough for what matters, robust against what does not.
 * Limits reach from the best value to Tukey's upper fence on the bad side (third quartile + 1.5 interquartile ranges,
 * Exploratory Data Analysis, 1977) or the worst value, whichever is nearer; logarithmic where positive values to be
 * minimised spread over more than a factor of `wide`. A score to be maximised is bounded, and its good values lie together:
 * logarithms would give the room to the failures. What lies beyond is for the caller to mark at the edge.
 */
import { extent as extentOf, sortedQuantile } from '../numeric/index.ts';
import type { Direction } from '../study/index.ts';

export interface ValueAxis {
  readonly log: boolean;
  /** Ascending, with a margin around the data. */
  readonly domain: readonly [number, number];
  /** The value of the bad edge's rows, outermost first: infeasible trials, then results off the scale. */
  readonly pinned: { readonly infeasible: number; readonly offScale: number };
  /** How far up the axis a value lies: 0 at the domain's lower end, 1 at the upper. */
  readonly fraction: (value: number) => number;
  /** Whether a value lies beyond the limit on the bad side. */
  readonly beyond: (value: number) => boolean;
}

const wide = 20;
/** Parts of the data's extent: margin on either side, and further rows on the bad side. */
const margin = 0.06;
const rows = { infeasible: 0.14, offScale: 0.07 } as const;

export interface ValueAxisRequest {
  readonly values: readonly number[];
  readonly direction: Direction;
  /** Values that the axis must hold. */
  readonly always: readonly number[];
  /** Whether a row for infeasible trials is needed. */
  readonly infeasible: boolean;
  /** Whether a row for results off the scale is needed, though all of `values` lie on it. */
  readonly offScale?: boolean;
}

/** Null where there is no finite value at all. */
export function valueAxis(request: ValueAxisRequest): ValueAxis | null {
  const { values, direction, always, infeasible, offScale = false } = request;
  const finite = values.filter((value) => Number.isFinite(value));
  const kept = always.filter((value) => Number.isFinite(value));
  const all = [...finite, ...kept];
  if (all.length === 0) return null;
  const [lowest, highest] = extentOf(all);
  const log = direction === 'minimize' && lowest > 0 && highest / lowest > wide;
  const forward = log ? Math.log : (x: number): number => x;
  const back = log ? Math.exp : (x: number): number => x;
  const badness = (value: number): number => (direction === 'minimize' ? forward(value) : -forward(value));
  const bad = Float64Array.from(finite, badness).sort();
  const [, worstKept] = extentOf(kept.map(badness));
  const [first, third] = [sortedQuantile(bad, 0.25), sortedQuantile(bad, 0.75)];
  const fence = bad.length === 0 ? worstKept : third + 1.5 * (third - first);
  const worst = Math.max(worstKept, Math.min(bad.at(-1) ?? -Infinity, fence));
  const [best] = extentOf(all.map(badness));
  const extent = worst > best ? worst - best : Math.max(Math.abs(best) * 0.1, 1e-6);
  const at = (x: number): number => back(direction === 'minimize' ? x : -x);
  const beyond = (value: number): boolean => badness(value) > worst + 1e-12 * extent;
  const outermost = infeasible ? rows.infeasible : offScale || finite.some(beyond) ? rows.offScale : 0;
  const ends = [at(best - margin * extent), at(worst + (outermost + margin / 2) * extent)];
  const domain = extentOf(ends);
  const [from, to] = [forward(domain[0]), forward(domain[1])];
  return {
    log,
    domain,
    fraction: (value) => (forward(value) - from) / (to - from),
    pinned: { infeasible: at(worst + rows.infeasible * extent), offScale: at(worst + rows.offScale * extent) },
    beyond,
  };
}
