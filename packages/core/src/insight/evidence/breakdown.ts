/**
 * Where a trial's numbers broke down, and what its other curves did just before (method D16).
 *
 *   lasting   not finite at three reports in a row, or at the last one: a single one may be a skipped step of loss scaling
 * What was last reported more than a tenth of the way before, and more than two usual intervals, is not "just before".
 *
 *   grown     the gradient norm just before was at least five times its usual level
 *   leapt     the training loss just before had given up half of what it had gained
 *   peak      the learning rate stood at nine tenths of its largest value or above; warming where it was still rising to it
 */
import { extent, median } from '../../numeric/index.ts';
import { divergedAfter, type Curve, type Objective } from '../../study/index.ts';
import type { TrialRecord } from '../record.ts';
import { isGradientNorm } from './gradient-norms.ts';
import { rateCurveOf } from './rate-schedule.ts';
import { trainingLossOf } from './training.ts';

export interface Breakdown {
  /** Metrics that were first to be not finite, all at `step`: minibatch and training losses before validation, norms last. */
  readonly metrics: readonly string[];
  readonly step: number;
  /** Null where the curve that would tell is not reported, or holds too little before the step. */
  readonly grown: boolean | null;
  readonly leapt: boolean | null;
  readonly rate: 'warming' | 'peak' | 'lower' | null;
}

const growth = 5;
const givenUp = 0.5;
const nearPeak = 0.9;
const stale = 0.1;
/** Reports before the step whose largest value counts as "just before". */
const justBefore = 3;
/** Earlier reports from which a usual level can be told. */
const fewest = 5;

/** Null where nothing broke down for good. */
export function breakdownOf(record: TrialRecord, objective: Objective): Breakdown | null {
  const broken = record.curves.flatMap((curve) => {
    const step = lastingFrom(curve);
    return step === null ? [] : [{ metric: curve.metric, step }];
  });
  // Loss scaling makes gradient norms overflow by design.
  const norm = gradientNormOf(record)?.metric;
  if (broken.every(({ metric }) => metric === norm)) return null;
  const [step] = extent(broken.map((each) => each.step));
  const metrics = broken.filter((each) => each.step === step).map(({ metric }) => metric);
  metrics.sort((a, b) => place(a) - place(b));
  return {
    metrics,
    step,
    grown: grownBefore(record, step),
    leapt: leaptBefore(trainingLossOf(record, objective), step),
    rate: rateAt(record, step),
  };
}

/** Gradient norms as reported. */
export function gradientNormOf({ curves }: TrialRecord): Curve | undefined {
  return curves.find(({ metric }) => isGradientNorm(metric));
}

/** The first step of the first non-finite stretch that lasts. */
function lastingFrom({ steps, values }: Curve): number | null {
  let since: number | null = null;
  let count = 0;
  // A plain loop: it looks at every report of every trial.
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) {
      since = null;
      count = 0;
    } else {
      since ??= steps[i] ?? null;
      count++;
      if (count >= divergedAfter) return since;
    }
  }
  return since;
}

function place(metric: string): number {
  // A loss that is no number has no gradient either: at the same step the loss was first.
  if (isGradientNorm(metric)) return 3;
  if (!metric.includes('/')) return 0;
  return metric.startsWith('train') ? 1 : 2;
}

/** Finite values reported before a step; none where the last of them is stale. */
function before({ steps, values }: Curve, step: number): readonly number[] {
  const places = values.flatMap((value, i) => ((steps[i] ?? Infinity) < step && Number.isFinite(value) ? [i] : []));
  const at = places.map((i) => steps[i] ?? 0);
  const intervals = at.slice(1).map((later, i) => later - (at[i] ?? 0));
  const recent = Math.max(stale * step, intervals.length === 0 ? 0 : 2 * median(intervals));
  return step - (at.at(-1) ?? -Infinity) > recent ? [] : places.map((i) => values[i] ?? NaN);
}

function grownBefore(record: TrialRecord, step: number): boolean | null {
  const curve = gradientNormOf(record);
  if (curve === undefined) return null;
  const norms = before(curve, step);
  const usual = norms.slice(0, -justBefore);
  if (usual.length < fewest) return null;
  return extent(norms.slice(-justBefore))[1] >= growth * median(usual);
}

function leaptBefore(curve: Curve | undefined, step: number): boolean | null {
  if (curve === undefined) return null;
  const losses = before(curve, step);
  const [first] = losses;
  if (first === undefined || losses.length < fewest + justBefore) return null;
  const [least] = extent(losses.slice(0, -justBefore));
  const [, highest] = extent(losses.slice(-justBefore));
  return highest >= least + givenUp * Math.max(0, first - least) && highest > least;
}

function rateAt(record: TrialRecord, step: number): Breakdown['rate'] {
  const curve = rateCurveOf(record);
  if (curve === undefined) return null;
  const rates = before(curve, step);
  const last = rates.at(-1);
  if (last === undefined) return null;
  const [, peak] = extent(curve.values.filter((value) => Number.isFinite(value)));
  if (last >= nearPeak * peak) return 'peak';
  // Before the peak it is on its way up.
  return extent(rates)[1] <= last ? 'warming' : 'lower';
}
