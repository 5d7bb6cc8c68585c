/**
 * Where do infeasible trials lie? One region after the other, each the clearest of the trials that no earlier one holds.
 *
 *   G   likelihood ratio of a region's 2 × 2 table (`cut-scan.ts`)
 *   S   G − 2 ln m, where a shape with m times as many choices as a cut pays for them (as in minimum description length:
 *       naming one of m equal choices takes ln m nats): two-sided parts pay for their pairs of edges, oblique lines for
 *       their partners and slopes; quantities that practice knows pay nothing
 *   p   share of labelings, with as many infeasible trials, whose best S anywhere is as large. A search over all regions
 *       always finds something, so its best is judged against the best of the same search (R. Miller and D. Siegmund,
 *       Maximally Selected Chi Square Statistics, Biometrics 38, 1982; here by permutation, over all shapes at once)
 *
 * A half-plane of two hyperparameters is looked for around the one with the best cut, since a line that depends on two shows
 * in at least one of them. It is preferred to that cut only where its S is larger, and larger than in all but `level` of rounds
 * whose second hyperparameter was shuffled over the trials (`line-preference.ts`).
 */
import type { Stream } from '../../numeric/index.ts';
import { blockEdges, mostBands, settledBand, strongestBand } from './band-scan.ts';
import { entropyTable, orderedScan, scanOf, strongestCut, type Scan } from './cut-scan.ts';
import { lineIsPreferred } from './line-preference.ts';
import {
  liesIn,
  scoreOf,
  type Axis,
  type Count,
  type Direction,
  type Edge,
  type Region,
  type Where,
} from './region.ts';

export interface Shuffling {
  readonly permutations: number;
  readonly random: Stream;
  /** Largest p of a region. A search ends once its p is certainly above it (J. Besag and P. Clifford, 1991). */
  readonly level: number;
}

export interface Search {
  /** Those with p at most `level`, in the order found. */
  readonly regions: readonly Region[];
  /** p of the clearest region of all trials, from the labelings drawn; 1 where there is none. */
  readonly p: number;
}

/** Regions of one round, and the share of all infeasible trials that a further one must hold to be worth naming. */
const mostRegions = 3;
const leastShare = 0.05;
/** Fewer trials, or fewer infeasible ones, leave no region to tell. */
const fewestTrials = 8;
const fewestInfeasible = 2;
/** Labelings times trials, at most: more would take seconds, for a p that is either tiny or above the level. */
const mostWork = 60_000;
const fewestLabelings = 99;
/** Slopes tried in a pair: one to one, one to two and two to one, either way. */
const slopes: readonly (readonly [number, number])[] = [
  [1, 1],
  [1, -1],
  [1, 0.5],
  [1, -0.5],
  [0.5, 1],
  [0.5, -1],
];
/** A p so small that its bound serves as well. */
const certain = 1e-4;
/** Sums of the same terms in another order differ by this much at most, relative to S. */
const tolerance = 1e-9;

/** `known` are directions that practice names; `infeasible` holds one label for each trial, of which those of `among` count. */
export function regionsOf(
  axes: readonly Axis[],
  known: readonly Direction[],
  infeasible: readonly boolean[],
  shuffling: Shuffling,
  among: readonly number[] = [...infeasible.keys()],
): Search {
  const labels = Uint8Array.from(infeasible, Number);
  const regions: Region[] = [];
  const total = among.filter((i) => infeasible[i] === true).length;
  let left = among;
  let first = 1;
  while (regions.length < mostRegions) {
    const bad = left.filter((i) => infeasible[i] === true).length;
    if (left.length < fewestTrials || bad < fewestInfeasible || bad === left.length) break;
    const region = clearest({ axes, known, labels, trials: left, table: entropyTable(left.length) }, shuffling);
    if (regions.length === 0) first = region?.p ?? 1;
    if (region === null || region.p > shuffling.level || regions.some((before) => fades(before, region))) break;
    if (region.inside.infeasible < leastShare * total) break;
    regions.push(region);
    left = left.filter((i) => liesIn(region.where, i, axes) !== true);
  }
  return { regions: joined(regions), p: first };
}

/** Two opposite sides of one axis are one region: what lies outside their edges. */
function joined(regions: readonly Region[]): readonly Region[] {
  const [a, b, ...rest] = regions;
  if (a === undefined || b === undefined) return regions;
  const both = joinedPair(a, b);
  return both === null ? [a, ...joined([b, ...rest])] : [both, ...rest];
}

function joinedPair(a: Region, b: Region): Region | null {
  const [first, second] = [a.where, b.where];
  if (first.shape !== 'side' || second.shape !== 'side' || first.axis !== second.axis) return null;
  const [low, high] = first.side === 'below' ? [first, second] : [second, first];
  const inside = {
    infeasible: a.inside.infeasible + b.inside.infeasible,
    count: a.inside.count + b.inside.count,
  };
  const edges = [low.between, high.between] as const;
  return {
    where: { shape: 'band', axis: low.axis, side: 'outside', edges },
    inside,
    outside: b.outside,
    p: Math.max(a.p, b.p),
  };
}

/** Whether a region only tells that an earlier one has no sharp edge: the same side of the same axis. */
function fades({ where: a }: Region, { where: b }: Region): boolean {
  return a.shape === 'side' && b.shape === 'side' && a.axis === b.axis && a.side === b.side;
}

interface Data {
  readonly axes: readonly Axis[];
  readonly known: readonly Direction[];
  readonly labels: Uint8Array;
  readonly trials: readonly number[];
  readonly table: Float64Array;
}

/** What is scanned: each axis and, where needed, the lines through one. */
interface Scans {
  readonly axes: readonly Scan[];
  /** Of each axis, the edges of its two-sided parts; none where it has none. */
  readonly edges: readonly Int32Array[];
  readonly lines: (axis: number) => readonly Line[];
}

interface Line {
  readonly scan: Scan;
  readonly direction: Direction;
  readonly penalty: number;
}

/** The largest S, of a cut or a two-sided part of an axis, or of a line through it. */
interface Found {
  readonly s: number;
  readonly axis: number;
  readonly shape: 'cut' | 'band' | Line;
}

function clearest(data: Data, shuffling: Shuffling): Region | null {
  const scans = scansOf(data);
  const found = strongest(scans, data.labels, data.table);
  if (found === null) return null;
  const p = chanceOf(found, data, scans, shuffling);
  if (p > shuffling.level || found.shape === 'cut' || found.shape === 'band') return regionOf(found, data, scans, p);
  const { axis } = found;
  const candidates = scans.lines(axis);
  const { random, level } = shuffling;
  if (lineIsPreferred({ ...data, candidates, axis, random }, level)) return regionOf(found, data, scans, p);
  const scan = scans.axes[axis];
  if (scan === undefined) return null;
  const cut: Found = { s: strongestCut(scan, data.labels, data.table).g, axis, shape: 'cut' };
  return regionOf(cut, data, scans, chanceOf(cut, data, scans, shuffling));
}

/**
 * Share of labelings, the given one included, whose largest S reaches that of `found`. Where a bound says that hardly any
 * does, none is drawn: a table of n trials with margins as given has probability at most (n + 1) exp(−G / 2), by the method of
 * types (T. Cover and J. Thomas, Elements of Information Theory, 2006, §11.1), and there are n + 1 of them for each choice.
 */
function chanceOf(
  found: Found,
  { axes, known, trials, labels, table }: Data,
  scans: Scans,
  shuffling: Shuffling,
): number {
  const lines = known.length + (slopes.length * axes.length * (axes.length - 1)) / 2;
  const choices = trials.length * (axes.length + lines) + axes.length * mostBands;
  const bound = choices * (trials.length + 1) ** 2 * Math.exp(-found.s / 2);
  if (bound <= certain) return bound;
  const { permutations, random, level } = shuffling;
  const most = Math.min(permutations, Math.max(fewestLabelings, Math.floor(mostWork / trials.length)));
  const enough = level * (most + 1) - 1;
  const shuffled = new Uint8Array(labels.length);
  let [drawn, reached] = [0, 0];
  while (drawn < most && reached <= enough) {
    const order = random.permutation(trials.length);
    for (let i = 0; i < trials.length; i++) shuffled[trials[i] ?? 0] = labels[trials[order[i] ?? 0] ?? 0] ?? 0;
    drawn++;
    if ((strongest(scans, shuffled, table)?.s ?? -Infinity) >= found.s * (1 - tolerance)) reached++;
  }
  return (reached + 1) / (drawn + 1);
}

function scansOf({ axes, known, trials }: Data): Scans {
  const made = new Map<string, readonly Line[]>();
  const line = (direction: Direction, penalty: number): Line => {
    const having = trials.filter((i) => scoreOf(direction, i) !== null);
    const scores = Float64Array.from(having, (i) => scoreOf(direction, i) ?? NaN);
    return { scan: orderedScan(scores, having), direction, penalty };
  };
  const practised = known.map((direction) => line(direction, 0));
  const lines = (axis: number): readonly Line[] => {
    const penalty =
      2 * Math.log(Math.max(1, slopes.length * (axes.filter(({ kind }) => kind === 'ordered').length - 1)));
    const pairs = axes.flatMap((_, other) => {
      const pair = [Math.min(axis, other), Math.max(axis, other)] as const;
      const key = pair.join();
      const before = made.get(key);
      if (before !== undefined) return before;
      const now = directionsOf(axes, pair).map((direction) => line(direction, penalty));
      made.set(key, now);
      return now;
    });
    return [...practised.filter(({ direction }) => direction.axes.includes(axis)), ...pairs];
  };
  const scans = axes.map((axis) => scanOf(axis.kind === 'ordered' ? axis.places : axis.values, trials));
  return { axes: scans, edges: scans.map((scan) => (scan.ordered ? blockEdges(scan) : new Int32Array(0))), lines };
}

/** Lines through two ordered axes; in logarithms where both have them. */
function directionsOf(axes: readonly Axis[], [a, b]: readonly [number, number]): readonly Direction[] {
  const [first, second] = [axes[a], axes[b]];
  if (a === b || first?.kind !== 'ordered' || second?.kind !== 'ordered') return [];
  const logs = first.logs !== undefined && second.logs !== undefined ? ([first.logs, second.logs] as const) : undefined;
  return slopes.map((weights): Direction => ({
    axes: [a, b],
    weights,
    coordinates: logs ?? [first.places, second.places],
    in: logs === undefined ? 'places' : 'logs',
  }));
}

/** The largest S of all shapes; null where nothing separates. */
function strongest(scans: Scans, labels: Uint8Array, table: Float64Array): Found | null {
  let best: Found | null = null;
  let [leader, lead] = [-1, 0];
  for (const [axis, scan] of scans.axes.entries()) {
    const { g } = strongestCut(scan, labels, table);
    if (g > (best?.s ?? 0)) best = { s: g, axis, shape: 'cut' };
    if (scan.ordered && g > lead) [leader, lead] = [axis, g];
  }
  for (const [axis, scan] of scans.axes.entries()) {
    const edges = scans.edges[axis];
    if (edges === undefined || edges.length < 2) continue;
    const s = strongestBand(scan, edges, labels, table).g - 2 * Math.log((edges.length * (edges.length - 1)) / 2);
    if (s > (best?.s ?? 0)) best = { s, axis, shape: 'band' };
  }
  if (leader < 0) return best;
  for (const line of scans.lines(leader)) {
    const s = strongestCut(line.scan, labels, table).g - line.penalty;
    if (s > (best?.s ?? 0)) best = { s, axis: leader, shape: line };
  }
  return best;
}

function regionOf(
  { axis, shape }: Found,
  { axes, labels, trials, table }: Data,
  scans: Scans,
  p: number,
): Region | null {
  const scan = shape === 'cut' || shape === 'band' ? scans.axes[axis] : shape.scan;
  if (scan === undefined) return null;
  const where = whereOf(axis, shape, { scan, edges: scans.edges[axis] ?? new Int32Array(0), labels, table });
  const [inside, outside] = [true, false].map((wanted): Count => {
    const members = trials.filter((i) => liesIn(where, i, axes) === wanted);
    return { infeasible: members.filter((i) => labels[i] === 1).length, count: members.length };
  });
  return inside === undefined || outside === undefined ? null : { where, inside, outside, p };
}

interface Scanned {
  readonly scan: Scan;
  readonly edges: Int32Array;
  readonly labels: Uint8Array;
  readonly table: Float64Array;
}

function whereOf(axis: number, shape: Found['shape'], { scan, edges, labels, table }: Scanned): Where {
  const edgeAfter = (group: number): Edge => [Number(scan.keys[group]), Number(scan.keys[group + 1])];
  if (shape === 'band') {
    const { from, to, between } = settledBand(scan, strongestBand(scan, edges, labels, table), labels, table);
    return { shape, axis, side: between ? 'between' : 'outside', edges: [edgeAfter(from), edgeAfter(to)] };
  }
  const { group, above } = strongestCut(scan, labels, table);
  if (!scan.ordered) return { shape: 'value', axis, value: String(scan.keys[group]) };
  const side = above ? 'above' : 'below';
  if (shape === 'cut') return { shape: 'side', axis, side, between: edgeAfter(group) };
  return { shape: 'half-plane', direction: shape.direction, side, between: edgeAfter(group) };
}
