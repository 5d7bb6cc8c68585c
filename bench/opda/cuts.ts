/**
 * Ranges cut on purpose, and what all trials say of the cut: do better values lie beyond it, or away from it inside?
 *
 *   strip    a quarter of the kept range, next to the cut
 *   beyond   as far out as one would look next: a decade on a logarithmic scale, half the kept span on another
 *   z        normal deviate of the rank sum of two groups of feasible trials (F. Wilcoxon, Individual Comparisons by Ranking
 *            Methods, Biometrics Bulletin 1, 1945; ties sharing ranks), counted towards the first being better
 *   truth    `beyond` where those beyond are better than the strip (z ≥ clear); `inside` where one of the other three
 *            quarters of the kept range is better than the strip (z ≥ clear) and nothing beyond is better than it (z ≤ 0)
 *
 * Ranks are those of all feasible trials, less what the other hyperparameters bring: the mean of each fifth of each of them,
 * by backfitting (L. Breiman and J. Friedman, Estimating Optimal Transformations, JASA 80, 1985). Steps on plain ranks, where
 * boundary fits parabolas to Savage scores: the two share no curve.
 */
import {
  defaultOptions,
  placeOf,
  viewOf,
  type RoundRecord,
  type RoundView,
  type TrialRecord,
} from '@attune/core/insight';
import { fromUnit, toUnit, type Hyperparameter } from '@attune/core/space';

export type CutSide = 'high' | 'low';

export interface Cut {
  /** Place of the cut in the whole range. */
  readonly at: number;
  readonly kept: Hyperparameter;
  /** With a place in the kept range, infeasible ones included. */
  readonly trials: readonly TrialRecord[];
  readonly truth: 'beyond' | 'inside' | 'unclear';
}

/** One-sided 1 % for a single comparison: a hundred are made. */
const clear = 2.326;
const fewestInGroup = 8;
const shares = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** `side` is the edge that the cut makes: `high` keeps what lies below it. */
export function cutsOf(round: RoundRecord, hyperparameter: Hyperparameter, side: CutSide): readonly Cut[] {
  const view = viewOf(round, defaultOptions, new Map());
  const residuals = residualsOf(view, hyperparameter);
  const placed = view.ranked.flatMap(({ record }) => {
    const place = placeOf(hyperparameter, record.configuration);
    const value = residuals.get(record.id);
    return place === null || value === undefined ? [] : [{ x: side === 'high' ? place : 1 - place, value }];
  });
  return sharesOf(hyperparameter).map((share): Cut => {
    const kept = keep(hyperparameter, side, share);
    const trials = round.trials.filter(({ configuration }) => placeOf(kept, configuration) !== null);
    const reach = share + growthOf(hyperparameter, share);
    const between = (low: number, high: number): readonly number[] =>
      placed.flatMap(({ x, value }) => (x > low && x <= high ? [value] : []));
    const strip = between(0.75 * share, share);
    const beyond = between(share, reach);
    const inner = [0, 0.25, 0.5].map((from) => between(from === 0 ? -1 : from * share, (from + 0.25) * share));
    return { at: share, kept, trials, truth: truthOf(strip, beyond, inner) };
  });
}

const parts = 5;
const passes = 10;

/** Of each feasible trial: its rank from the worst, less the other hyperparameters' means. */
function residualsOf(view: RoundView, own: Hyperparameter): ReadonlyMap<number, number> {
  const others = (view.round.studies[0]?.space.hyperparameters ?? []).filter(({ id }) => id !== own.id);
  const ranks = view.ranked.map((_, i) => view.ranked.length - i);
  const part = others.map((hyperparameter) =>
    view.ranked.map(({ record }) =>
      Math.min(parts - 1, Math.floor(parts * (placeOf(hyperparameter, record.configuration) ?? 0))),
    ),
  );
  const effects = others.map(() => Array.from({ length: parts }, () => 0));
  const rest = (i: number, without: number | null): number =>
    effects.reduce(
      (left, effect, h) => (h === without ? left : left - (effect[part[h]?.[i] ?? 0] ?? 0)),
      ranks[i] ?? 0,
    );
  for (let pass = 0; pass < passes; pass++) {
    effects.forEach((effect, h) => {
      for (let k = 0; k < parts; k++) {
        const members = ranks.flatMap((_, i) => (part[h]?.[i] === k ? [rest(i, h)] : []));
        effect[k] = members.reduce((sum, value) => sum + value, 0) / Math.max(1, members.length);
      }
      const mean = effect.reduce((sum, value) => sum + value, 0) / parts;
      effect.forEach((value, k) => (effect[k] = value - mean));
    });
  }
  return new Map(view.ranked.map(({ record }, i) => [record.id, rest(i, null)]));
}

function truthOf(
  strip: readonly number[],
  beyond: readonly number[],
  inner: readonly (readonly number[])[],
): Cut['truth'] {
  if (strip.length < fewestInGroup || beyond.length < fewestInGroup) return 'unclear';
  if (deviate(beyond, strip) >= clear) return 'beyond';
  const better = inner.some(
    (part) => part.length >= fewestInGroup && deviate(part, strip) >= clear && deviate(beyond, part) <= 0,
  );
  return better ? 'inside' : 'unclear';
}

/** z; results are maximised. */
function deviate(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))].sort(
    (p, q) => p.value - q.value,
  );
  let sum = 0;
  for (let i = 0; i < all.length;) {
    let j = i;
    while (j + 1 < all.length && all[j + 1]?.value === all[i]?.value) j++;
    for (let k = i; k <= j; k++) if (all[k]?.first === true) sum += (i + j) / 2 + 1;
    i = j + 1;
  }
  const [m, n] = [a.length, b.length];
  return (sum - (m * (m + n + 1)) / 2) / Math.sqrt((m * n * (m + n + 1)) / 12);
}

function sharesOf(hyperparameter: Hyperparameter): readonly number[] {
  if (hyperparameter.kind !== 'discrete') return shares;
  const steps = hyperparameter.values.length - 1;
  // Two values at least are kept, and one lies beyond.
  return Array.from({ length: steps - 1 }, (_, i) => (i + 1) / steps);
}

function keep(hyperparameter: Hyperparameter, side: CutSide, share: number): Hyperparameter {
  if (hyperparameter.kind === 'discrete') {
    const count = Math.round(share * (hyperparameter.values.length - 1)) + 1;
    const values = side === 'high' ? hyperparameter.values.slice(0, count) : hyperparameter.values.slice(-count);
    return { ...hyperparameter, values };
  }
  if (hyperparameter.kind !== 'float' && hyperparameter.kind !== 'integer') return hyperparameter;
  const [first, last] = [toUnit(hyperparameter, hyperparameter.low), toUnit(hyperparameter, hyperparameter.high)];
  const place = side === 'high' ? share : 1 - share;
  const end = Number(fromUnit(hyperparameter, first + place * (last - first)));
  return side === 'high' ? { ...hyperparameter, high: end } : { ...hyperparameter, low: end };
}

/** In places of the whole range. */
function growthOf(hyperparameter: Hyperparameter, share: number): number {
  if (hyperparameter.kind === 'discrete') return 1 / (hyperparameter.values.length - 1);
  const half = share / 2;
  if (hyperparameter.kind !== 'float' || hyperparameter.scale !== 'log') return half;
  return Math.LN10 / Math.log(hyperparameter.high / hyperparameter.low);
}
