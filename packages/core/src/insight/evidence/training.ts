/** What a trial reports of its own training: the counterpart of a validation metric, the loss, and how far it was fitted. */
import { median } from '../../numeric/index.ts';
import { better, lossAmong, type Curve, type Objective } from '../../study/index.ts';
import type { TrialRecord } from '../record.ts';
import { directionOf } from './metric.ts';

/** Values that are averaged at an end of a curve, so that one evaluation's noise does not decide. */
const atEnd = 3;
/** A loss down to this share of where it began counts as fitted, and an error rate (or 1 − an accuracy) this low. */
const fittedLoss = 0.05;
const fittedError = 0.01;

/** `train/error` beside `valid/error`; undefined where it is not reported, or the metric is its own training one. */
export function counterpartOf({ curves }: TrialRecord, metric: string): Curve | undefined {
  const name = `train/${metric.slice(metric.lastIndexOf('/') + 1)}`;
  return name === metric ? undefined : curves.find((curve) => curve.metric === name && hasFinite(curve));
}

/** The evaluated training loss, else that of minibatches: the roles of the diagnoses, of what has a finite value. */
export function trainingLossOf({ curves }: TrialRecord, objective: Objective): Curve | undefined {
  const names = curves.filter(hasFinite).map(({ metric }) => metric);
  const name = (['train', 'batch', undefined] as const)
    .map((split) => lossAmong(names, split, objective))
    .find(Boolean);
  return curves.find(({ metric }) => metric === name);
}

export interface Fit {
  readonly metric: string;
  /** The median of its last values. */
  readonly final: number;
  /** What it began with. */
  readonly first: number;
  /** Whether hardly anything is left to fit. */
  readonly fitted: boolean;
}

/** How well a trial fitted its training set at its end: by error or accuracy where reported, else by loss; null without either. */
export function fitOf(record: TrialRecord, objective: Objective): Fit | null {
  const own = counterpartOf(record, objective.metric);
  const loss = trainingLossOf(record, objective);
  for (const curve of [own, loss]) {
    if (curve === undefined) continue;
    const values = finiteOf(curve);
    const [first] = values;
    if (first === undefined) continue;
    const final = median(values.slice(-atEnd));
    const direction = curve === own ? objective.direction : directionOf(curve.metric, objective);
    const rate = /(error|error_rate|accuracy|acc)$/.test(curve.metric) && values.every((x) => x >= 0 && x <= 1);
    const left = direction === 'maximize' ? 1 - final : final;
    if (rate) return { metric: curve.metric, final, first, fitted: left <= fittedError };
    // What falls below 0 (a density, a bound) has no bottom to be near.
    if (direction !== 'maximize' && values.some((value) => value < 0)) continue;
    // A score without a known top (BLEU) does not say how much is left: the loss has to.
    if (direction !== 'maximize') return { metric: curve.metric, final, first, fitted: final <= fittedLoss * first };
  }
  return null;
}

/** Training beside validation at a step, or at the end: medians of the nearest values; null where one is not reported. */
export function gapAt(record: TrialRecord, { metric, direction }: Objective, step: number | 'end'): Gap | null {
  const valid = record.curves.find((curve) => curve.metric === metric);
  const train = counterpartOf(record, metric);
  if (valid === undefined || train === undefined) return null;
  const [of, at] = [around(valid, step), around(train, step)];
  return of === undefined || at === undefined
    ? null
    : { metric: train.metric, train: at, valid: of, ahead: better(direction, at, of) };
}

export interface Gap {
  readonly metric: string;
  readonly train: number;
  readonly valid: number;
  /** Whether training is better. */
  readonly ahead: boolean;
}

/** The median of the finite values nearest to a step. */
function around(curve: Curve, step: number | 'end'): number | undefined {
  const to = step === 'end' ? (curve.steps.at(-1) ?? 0) : step;
  const near = curve.steps
    .map((at, i) => ({ distance: Math.abs(at - to), value: curve.values[i] ?? NaN }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, atEnd)
    .map(({ value }) => value);
  return near.length === 0 ? undefined : median(near);
}

function finiteOf({ values }: Curve): readonly number[] {
  return values.filter((value) => Number.isFinite(value));
}

function hasFinite({ values }: Curve): boolean {
  return values.some((value) => Number.isFinite(value));
}
