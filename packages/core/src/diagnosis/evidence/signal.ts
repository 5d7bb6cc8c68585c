/**
 * A curve made ready for judgement: lower is better, losses on a log scale (their changes are ratios), at most so many points,
 * the non-finite ones set apart; with its noise and the two scales against which a change is large or small.
 *
 * | symbol | meaning |
 * |---|---|
 * | time | step as a share of the run: 0 where the first curve begins, 1 where the last one ends |
 * | σ | noise from point to point |
 * | start | where progress is counted from: a score's worst level (a first evaluation may come late and be good); for losses and errors, whose first fall is mostly that of an untrained model's scale, the value after the warm-up, but no less than a tenth of the whole fall above the best, from the first value or from chance where that is known |
 * | progress | start minus best level, or the body where that is more: what there is to lose, > 0 unless the curve is constant |
 * | body | spread, 10th to 90th percentile, of the smoothed curve after the first descent |
 */
import { quantile } from '../../numeric/index.ts';
import { better, isLossName, sharesName, type Curve } from '../../study/index.ts';
import type { DiagnosisOptions } from '../options.ts';
import type { CurveSubject } from '../subject.ts';
import { pseudoResiduals, scaleOf } from './noise.ts';
import type { Role } from './roles.ts';
import { runningMedian } from './smooth.ts';

export interface Signal {
  readonly metric: string;
  readonly role: Role;
  /** Whether values are logarithms of the curve's own. */
  readonly logged: boolean;
  /** 1 where smaller is better, −1 where greater is: value × sign is the curve's own, or its logarithm. */
  readonly sign: 1 | -1;
  readonly times: readonly number[];
  readonly steps: readonly number[];
  /** Finite; smaller is better. */
  readonly values: readonly number[];
  /** `values` by running medians of three. */
  readonly smooth: readonly number[];
  readonly noise: number;
  /** What each point adds to it: the distance from the line through its neighbours, in units of σ's deviate. */
  readonly residuals: readonly number[];
  /** After the warm-up. */
  readonly warm: number;
  readonly start: number;
  readonly progress: number;
  readonly body: number;
}

export interface Clock {
  readonly start: number;
  readonly end: number;
}

/** Undefined where no point is finite. */
export function signalOf(
  role: Role,
  curve: Curve,
  { objective, chance }: Pick<CurveSubject, 'objective' | 'chance'>,
  clock: Clock,
  options: DiagnosisOptions,
): Signal | undefined {
  const finite = finitePoints(curve);
  if (finite.values.length === 0) return undefined;
  const isScore = role === 'objective' || role === 'train objective';
  // A training curve of the objective's name is better the same way, whatever its role.
  const sign = (isScore || sharesName(curve.metric, objective.metric)) && better(objective.direction, 1, 0) ? -1 : 1;
  const logged = sign === 1 && isLossName(curve.metric) && finite.values.every((value) => value > 0);
  const { steps, values } = condensed(finite, options.mostPoints);
  const oriented = values.map((value) => (logged ? Math.log(value) : sign * value));
  const known = isScore ? chance : null;
  const span = clock.end - clock.start || 1;
  const times = steps.map((step) => (step - clock.start) / span);
  const smooth = runningMedian(oriented, 3);
  const residuals = pseudoResiduals(times, oriented);
  const best = least(smooth);
  const warm = oriented[times.findIndex((time) => time >= options.warmup)] ?? best;
  // A first evaluation may come when most is learnt: where chance is known, the whole fall is at least that from there.
  const untrained = Math.max(oriented[0] ?? best, orientedChance(known, sign, logged));
  const start = Math.max(sign === -1 ? greatest(smooth) : warm, best + leastFall * (untrained - best));
  const later = smooth.filter((_, i) => (times[i] ?? 0) >= options.descent);
  const body = later.length === 0 ? 0 : quantile(later, 0.9) - quantile(later, 0.1);
  return {
    metric: curve.metric,
    role,
    logged,
    sign,
    times,
    steps,
    values: oriented,
    smooth,
    noise: scaleOf(residuals),
    residuals,
    warm,
    start,
    progress: Math.max(start - best, body),
    body,
  };
}

/** Chance as the signal counts; what no curve starts worse than, −Infinity where chance is not known or no such loss can be. */
export function orientedChance(chance: number | null, sign: 1 | -1, logged: boolean): number {
  if (chance === null || (logged && chance <= 0)) return -Infinity;
  return logged ? Math.log(chance) : sign * chance;
}

/** Least share of the whole fall that counts as progress of a loss. */
const leastFall = 0.1;

interface Points {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

function finitePoints({ steps, values }: Curve): Points {
  if (allFinite(values)) return { steps, values };
  return { steps: steps.filter((_, i) => Number.isFinite(values[i])), values: values.filter(Number.isFinite) };
}

/** A plain loop: this looks at every report of every trial. */
function allFinite(values: readonly number[]): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

/** At most `most` points: medians of equally many neighbours, at the step of the middle one. */
function condensed(points: Points, most: number): Points {
  const n = points.values.length;
  if (n <= most) return points;
  const sorted = new Float64Array(points.values);
  const [steps, values] = [new Array<number>(most), new Array<number>(most)];
  for (let bin = 0, from = 0; bin < most; bin++) {
    const to = Math.floor(((bin + 1) * n) / most);
    ascend(sorted, from, to);
    const middle = (from + to - 1) >> 1;
    const above = (from + to) >> 1;
    steps[bin] = points.steps[middle] ?? 0;
    values[bin] = ((sorted[middle] ?? 0) + (sorted[above] ?? 0)) / 2;
    from = to;
  }
  return { steps, values };
}

/** Parts up to this length are quicker sorted by insertion than by the built-in sort. */
const shortPart = 16;

function ascend(values: Float64Array, from: number, to: number): void {
  if (to - from > shortPart) {
    values.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? 0;
    let j = i;
    for (; j > from && (values[j - 1] ?? 0) > value; j--) values[j] = values[j - 1] ?? 0;
    values[j] = value;
  }
}

function greatest(values: readonly number[]): number {
  return values.reduce((high, value) => Math.max(high, value), -Infinity);
}

function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Infinity);
}
