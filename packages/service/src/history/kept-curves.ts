/**
 * Curves as an analysis of a whole round holds them. Trials that were evaluated at the same steps share them; of a round
 * with more points than there is room for, curves are thinned by one stride: evenly, so that their noise stays what it was.
 *
 *   room     values that are held of all curves together, 8 bytes each
 *   stride   of a curve every so many points are kept, counted back from its last
 */
import { bestOver, divergedAfter, type Curve, type Objective } from '@attune/core/study';

/** About 200 MB. */
export const roomOfRound = 24e6;
/** A curve is never thinned to fewer points than this. */
const fewest = 64;
/** A thinned curve has steps of its own. */
const ownSteps = 2;
/** Arrays of steps alike in length and ends that are looked through. */
const alike = 8;

/** Points of the objective's curves and of all others. */
export interface PointCounts {
  readonly objective: number;
  readonly others: number;
}

export type CurveKeeper = (curves: readonly Curve[]) => readonly Curve[];

/** Of each trial: its curves as they are kept. */
export function curveKeeper(objective: Objective, counts: PointCounts, room = roomOfRound): CurveKeeper {
  const thinned = counts.objective + counts.others > room;
  const strides = stridesFor(counts, room);
  const shared = sharedSteps();
  return (curves) => {
    const judged = curves.find(({ metric }) => metric === objective.metric);
    const best = judged === undefined || !thinned ? null : bestOver(judged, objective.direction);
    return curves.map((curve) => {
      const stride = curve === judged ? strides.objective : strides.others;
      const kept = thinned ? strided(curve, stride, best?.step ?? null) : curve;
      return { metric: kept.metric, steps: shared(kept.steps), values: kept.values.slice() };
    });
  };
}

/** Where not all fits: the objective has half of the room for itself, since it is what most questions look at. */
function stridesFor({ objective, others }: PointCounts, room: number): PointCounts {
  const own = objective <= room / 2 ? 1 : Math.ceil((ownSteps * objective) / (room / 2));
  const left = own === 1 ? room - objective : room / 2;
  return { objective: own, others: Math.ceil((ownSteps * others) / left) };
}

/**
 * Every `stride`-th point, the first, the least and the greatest finite ones, the one at `step`; and of each stretch without
 * finite values its first points, its last, and the finite ones around it, so that it looks as long or short as it is.
 */
export function strided(curve: Curve, stride: number, step: number | null): Curve {
  const { steps, values } = curve;
  const count = values.length;
  if (stride === 1 || count <= fewest) return curve;
  const every = Math.min(stride, Math.floor(count / fewest));
  const kept = new Set([0, ...extremesOf(values), ...(step === null ? [] : [steps.lastIndexOf(step)])]);
  let stretch = 0;
  for (let i = 0; i < count; i++) {
    const finite = Number.isFinite(values[i]);
    const borders = finite !== Number.isFinite(values[i - 1]) || finite !== Number.isFinite(values[i + 1]);
    stretch = finite ? 0 : stretch + 1;
    if ((count - 1 - i) % every === 0 || (borders && i > 0) || (!finite && stretch <= divergedAfter)) kept.add(i);
  }
  const places = [...kept].filter((i) => i >= 0).sort((a, b) => a - b);
  return {
    ...curve,
    steps: places.map((i) => steps[i] ?? NaN),
    values: places.map((i) => values[i] ?? NaN),
  };
}

/** Places of the least and the greatest finite value, the first of equal ones. */
function extremesOf(values: readonly number[]): readonly number[] {
  let [least, greatest] = [-1, -1];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (!Number.isFinite(value)) continue;
    if (least === -1 || value < (values[least] ?? NaN)) least = i;
    if (greatest === -1 || value > (values[greatest] ?? NaN)) greatest = i;
  }
  return least === -1 ? [] : [least, greatest];
}

/** Gives equal steps as one array. */
function sharedSteps(): (steps: readonly number[]) => readonly number[] {
  const known = new Map<string, (readonly number[])[]>();
  return (steps) => {
    const name = `${steps.length} ${String(steps[0])} ${String(steps.at(-1))}`;
    const candidates = known.get(name) ?? [];
    known.set(name, candidates);
    const same = candidates.find((each) => each.every((step, i) => step === steps[i]));
    if (same !== undefined) return same;
    const own = steps.slice();
    if (candidates.length < alike) candidates.push(own);
    return own;
  };
}
