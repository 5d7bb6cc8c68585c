/**
 * The best interval of one ordered axis, with infeasible trials either between two places or outside both.
 *
 * Every pair of edges is tried at the ends of at most `blocks` blocks of about equally many trials: all pairs of a thousand
 * places would cost a million tables for each relabeling. G is that of `cut-scan.ts`. Edges are then settled to the trial,
 * for telling only: what is compared with relabelings is the G of blocks.
 */
import type { Scan } from './cut-scan.ts';

/** With up to so many trials each is its own block. */
const blocks = 24;
/** Intervals of one axis, at most. */
export const mostBands = (blocks * (blocks - 1)) / 2;
/** Passes over either edge in turn until neither moves; more than two rarely change anything. */
const passes = 3;

/** The interval from after group `from` to the end of group `to`. G 0 where there is none. */
export interface Band {
  readonly g: number;
  readonly from: number;
  readonly to: number;
  /** Whether infeasible trials lie between the edges; else outside them. */
  readonly between: boolean;
}

/** The last groups of the blocks but the last one: between them lie the intervals that are tried. */
export function blockEdges({ ends, members }: Scan): Int32Array {
  const edges: number[] = [];
  let reached = 0;
  for (let group = 0; group < ends.length - 1; group++) {
    const end = ends[group] ?? 0;
    if (end - reached < members.length / blocks) continue;
    edges.push(group);
    reached = end;
  }
  return Int32Array.from(edges);
}

/** The inner loop of a permutation test, kept plain. */
export function strongestBand(scan: Scan, edges: Int32Array, labels: Uint8Array, table: Float64Array): Band {
  const { members, ends } = scan;
  const log = (n: number): number => table[n] ?? 0;
  const [all, at] = [members.length, new Int32Array(edges.length)];
  let [total, m] = [0, 0];
  for (let i = 0; i < edges.length; i++) {
    for (const end = ends[edges[i] ?? 0] ?? 0; m < end; m++) total += labels[members[m] ?? 0] ?? 0;
    at[i] = total;
  }
  for (; m < all; m++) total += labels[members[m] ?? 0] ?? 0;
  const constant = log(all) - log(total) - log(all - total);
  let [most, first, last] = [0, 0, 0];
  for (let i = 0; i < edges.length; i++) {
    const [before, start] = [at[i] ?? 0, ends[edges[i] ?? 0] ?? 0];
    for (let j = i + 1; j < edges.length; j++) {
      const [marked, size] = [(at[j] ?? 0) - before, (ends[edges[j] ?? 0] ?? 0) - start];
      const cells = log(marked) + log(size - marked) + log(total - marked) + log(all - size - total + marked);
      const g = cells - log(size) - log(all - size) + constant;
      if (g > most) [most, first, last] = [g, i, j];
    }
  }
  const [from, to] = [edges[first] ?? 0, edges[last] ?? 0];
  const inside = ((at[last] ?? 0) - (at[first] ?? 0)) * all;
  return { g: 2 * most, from, to, between: inside > total * ((ends[to] ?? 0) - (ends[from] ?? 0)) };
}

/** The same interval with each edge where G is largest, given the other. */
export function settledBand(scan: Scan, band: Band, labels: Uint8Array, table: Float64Array): Band {
  const marked = markedUpTo(scan, labels);
  const [all, total] = [scan.members.length, marked.at(-1) ?? 0];
  const valued = (from: number, to: number): number => {
    const inside = (marked[to] ?? 0) - (marked[from] ?? 0);
    const size = (scan.ends[to] ?? 0) - (scan.ends[from] ?? 0);
    return inside * all > total * size === band.between ? ratioOf(inside, size, total, all, table) : 0;
  };
  let { from, to } = band;
  for (let pass = 0; pass < passes; pass++) {
    for (let group = 0; group < to; group++) if (valued(group, to) > valued(from, to)) from = group;
    for (let group = from + 1; group < scan.ends.length - 1; group++) {
      if (valued(from, group) > valued(from, to)) to = group;
    }
  }
  return { ...band, from, to };
}

/** Infeasible trials up to the end of each group. */
function markedUpTo({ ends, members }: Scan, labels: Uint8Array): readonly number[] {
  let [marked, m] = [0, 0];
  return Array.from(ends, (end) => {
    for (; m < end; m++) marked += labels[members[m] ?? 0] ?? 0;
    return marked;
  });
}

function ratioOf(marked: number, size: number, total: number, all: number, table: Float64Array): number {
  const log = (n: number): number => table[n] ?? 0;
  const cells = log(marked) + log(size - marked) + log(total - marked) + log(all - size - total + marked);
  return 2 * (cells - log(size) - log(all - size) + log(all) - log(total) - log(all - total));
}
