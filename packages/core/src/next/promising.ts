/**
 * The ranges in which the best configuration probably lies, from all trials of the same length of training: the middle
 * `level` of the lowest points that a fit with its uncertainty allows (`likely-optima.ts`), with a margin, and never
 * without the best trials. A hyperparameter that the trials say nothing of keeps its range.
 */
import { noiseOf } from '../insight/index.ts';
import { extent, quantile, stream } from '../numeric/index.ts';
import {
  find,
  flatten,
  holds,
  naturalLimits,
  roundedValue,
  scaled,
  unscaled,
  type Configuration,
  type Identity,
  type RangeHyperparameter,
} from '../space/index.ts';
import { isSearch, isVaried, type Basis, type PooledTrial } from './basis.ts';
import { likelyOptima, type Placed } from './likely-optima.ts';

export interface Promising {
  /** In the hyperparameter's own units. */
  readonly low: number;
  readonly high: number;
}

/** Fewer trials than these for each dimension tell no shape. */
const fewestPerDimension = 3;
const fewest = 10;
/** The share of trials that lies near the optimum, and the deviations between seeds that make trials equal. */
const near = 0.15;
const noiseUnits = 4;
const draws = 200;
const level = 0.9;
/** Draws that may be tried by themselves. */
const tried = 6;
/** Beyond the draws, as a share of what they were fitted on; and how many of the best trials stay inside. */
const margin = 0.03;
const kept = 2;
/** A range shrinks to this share of itself at most, lest one fit decide alone. */
const mostShrunk = 0.3;

export interface Prospect {
  /** By identity; hyperparameters of whose optimum nothing can be told are absent. */
  readonly ranges: ReadonlyMap<Identity, Promising>;
  /** Null where nothing can be told. */
  readonly expected: Expected | null;
  /** What is expected to be lost by holding each at its value in the best trial, in units of the objective. */
  readonly holding: ReadonlyMap<Identity, number>;
  /** Trials of this length that were fitted. */
  readonly trials: number;
  /** Trials that a fit would need, and those there are; null where there are enough. */
  readonly lacking: { readonly trials: number; readonly needed: number } | null;
}

/** What the fit expects of the best configuration; in units of the objective, better is more. */
export interface Expected {
  /** The best trial's configuration with each such hyperparameter at the lowest point of the fit. */
  readonly configuration: Configuration;
  /** By how much the optimum is better than the best trial's configuration, and than `configuration`. */
  readonly overBest: number;
  readonly left: number;
  /** Places that the optimum may have: the best trial's configuration with each such hyperparameter drawn from the fit. */
  readonly drawn: readonly Configuration[];
}

const unknown: Prospect = { ranges: new Map(), expected: null, holding: new Map(), trials: 0, lacking: null };

export function prospectOf(basis: Basis): Prospect {
  const { space } = basis;
  const best = basis.pool[0]?.trial.record.configuration ?? {};
  const alike = sharedValues(basis, best);
  const isAlike = ({ trial: { record } }: PooledTrial): boolean =>
    alike.every((id) => record.configuration[id] === best[id]);
  const branch = { best, alike, trials: basis.pool.filter(isAlike) };
  const axes = flatten(space).flatMap(({ hyperparameter }) => {
    if (!isRange(hyperparameter) || !isVaried(hyperparameter) || typeof best[hyperparameter.id] !== 'number') return [];
    const box = boxOf(basis, branch, hyperparameter);
    return box[0] < box[1] ? [{ hyperparameter, box }] : [];
  });
  const hasAll = (pooled: PooledTrial): boolean =>
    axes.every(({ hyperparameter: { id } }) => typeof pooled.trial.record.configuration[id] === 'number') &&
    isAlike(pooled);
  const members = basis.pool.filter(hasAll);
  const needed = Math.max(fewest, fewestPerDimension * axes.length);
  if (axes.length === 0) return unknown;
  if (members.length < needed) return { ...unknown, lacking: { trials: members.length, needed } };
  const placeOf = ({ trial }: PooledTrial): readonly number[] =>
    axes.map(({ hyperparameter: { id, scale }, box: [from, to] }) => {
      return (scaled(scale, Number(trial.record.configuration[id])) - from) / (to - from);
    });
  const unit = spreadOf(basis, members);
  if (!(unit > 0)) return unknown;
  const elsewhere = [...Map.groupBy(basis.others.filter(hasAll), ({ maxSteps }) => maxSteps).values()];
  const trials = [members, ...elsewhere].flatMap((group, number) => placedIn(group, number, unit, placeOf));
  const found = likelyOptima(trials, draws, stream(members.length, 'promising'));
  if (found === null) return unknown;
  const ranges = new Map(
    axes.map(({ hyperparameter, box: [from, to] }, axis) => {
      const { scale } = hyperparameter;
      const optima = found.places.map((place) => place[axis] ?? 0.5);
      const top = members.slice(0, kept).map((trial) => placeOf(trial)[axis] ?? 0.5);
      const low = Math.min(quantile(optima, (1 - level) / 2) - margin, ...top);
      const high = Math.max(quantile(optima, (1 + level) / 2) + margin, ...top);
      const least =
        (mostShrunk * (scaled(scale, hyperparameter.high) - scaled(scale, hyperparameter.low))) / (to - from);
      const short = Math.max(0, least - (high - low)) / 2;
      const end = (u: number): number => unscaled(scale, from + Math.min(1, Math.max(0, u)) * (to - from));
      return [hyperparameter.id, { low: end(low - short), high: end(high + short) }];
    }),
  );
  const configurationAt = (place: readonly number[]): Configuration => {
    const values = axes.map(({ hyperparameter, box: [from, to] }, axis) => {
      const { id, kind, scale } = hyperparameter;
      const value = unscaled(scale, from + (place[axis] ?? 0.5) * (to - from));
      return [id, kind === 'integer' ? Math.round(value) : roundedValue(hyperparameter, value)] as const;
    });
    return { ...best, ...Object.fromEntries(values) };
  };
  return {
    ranges,
    expected: {
      configuration: configurationAt(found.centre),
      overBest: unit * found.best,
      left: unit * found.left,
      drawn: found.places.slice(0, tried).map(configurationAt),
    },
    trials: members.length,
    lacking: null,
    holding: new Map(axes.map(({ hyperparameter: { id } }, axis) => [id, unit * (found.holding[axis] ?? 0)])),
  };
}

/**
 * What the best trial has and no later search changes: choices and other unordered values that are held, or were compared.
 * Where the best rate of another architecture lies says nothing of this one's.
 */
function sharedValues({ fixed, lost, last }: Basis, best: Configuration): readonly Identity[] {
  const compared = Object.entries(last.resolved.roles).flatMap(([id, role]) => (role === 'scientific' ? [id] : []));
  const held = [...fixed, ...lost].map(({ hyperparameter }) => hyperparameter);
  return [...held, ...compared].filter((id) => best[id] !== undefined && typeof best[id] !== 'number');
}

/** The choices of the best trial, and the feasible trials that share them. */
interface Branch {
  readonly best: Configuration;
  /** Hyperparameters in which they are alike. */
  readonly alike: readonly Identity[];
  readonly trials: readonly PooledTrial[];
}

/**
 * On its even axis: its range in the latest search under the same choices, and whatever feasible trials of them lie beyond it,
 * within natural limits. Farther out, and where only another branch was searched, a fit extrapolates.
 */
function boxOf(
  { rounds }: Basis,
  { best, alike, trials }: Branch,
  { id, scale, meaning }: RangeHyperparameter,
): readonly [number, number] {
  const values = trials.flatMap(({ trial }) => trial.record.configuration[id] ?? []).filter(isNumber);
  const searched = rounds
    .filter(isSearch)
    .flatMap(({ resolved }) => resolved.studies)
    .filter(({ purpose, space }) => {
      const takes = (shared: Identity): boolean => find(space, shared).some((one) => holds(one, best[shared] ?? null));
      return purpose === 'search' && alike.every(takes);
    })
    .flatMap(({ space }) => find(space, id).filter((one) => one.id === id))
    .filter(isRange)
    .at(-1);
  const ends = searched === undefined ? [] : [searched.low, searched.high];
  const limits = naturalLimits(meaning);
  const [low, high] = extent([...values, ...ends].map((value) => scaled(scale, value)));
  return [
    limits.low === undefined ? low : Math.max(low, scaled(scale, limits.low)),
    limits.high === undefined ? high : Math.min(high, scaled(scale, limits.high)),
  ];
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/**
 * The unit of heights: how far above the best a trial may lie and still tell where the optimum is. From the best to the
 * better trials, since a quadratic fits only near the optimum; but no less than what noise makes of equal ones.
 */
function spreadOf({ last, project }: Basis, members: readonly PooledTrial[]): number {
  const objectives = members.map(({ trial }) => trial.outcome.objective);
  const deviation = noiseOf(last.insight.view, project.objective.metric)?.deviation ?? 0;
  const spread = (share: number): number => Math.abs(quantile(objectives, share) - (objectives[0] ?? NaN));
  return Math.min(spread(0.5), Math.max(spread(near), noiseUnits * deviation));
}

/** Trials of one length, best first. */
function placedIn(
  members: readonly PooledTrial[],
  group: number,
  unit: number,
  placeOf: (trial: PooledTrial) => readonly number[],
): readonly Placed[] {
  const best = members[0]?.trial.outcome.objective ?? NaN;
  return members.map((member) => {
    const height = Math.abs(member.trial.outcome.objective - best) / unit;
    return { place: placeOf(member), height, group };
  });
}

function isRange(hyperparameter: { readonly kind: string }): hyperparameter is RangeHyperparameter {
  return hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
}
