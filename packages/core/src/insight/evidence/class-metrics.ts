/**
 * Metrics and counts of single classes, by name: `valid/recall/CLASS` is a measure of one class, `valid/examples/CLASS`
 * (`count`, `support`) how many examples it has; the same under `train/`.
 */
import { isValidation } from './metric.ts';
import { valueAt } from './value-at.ts';
import type { RankedTrial, RoundView } from '../view.ts';

/** Share-like measures of one class, and the value of a class that is never right. */
const measures: Readonly<Record<string, number>> = {
  accuracy: 0,
  acc: 0,
  recall: 0,
  precision: 0,
  f1: 0,
  iou: 0,
  error: 1,
  error_rate: 1,
};

export interface ClassMeasure {
  readonly metric: string;
  /** `recall` of `valid/recall/cat`. */
  readonly measure: string;
  readonly label: string;
  /** The value of a class that is never right. */
  readonly worst: number;
}

/** Validation measures of which two classes or more are reported, in the order of the record. */
export function classMeasures({ ranked }: Pick<RoundView, 'ranked'>): readonly ClassMeasure[] {
  const names = new Set(ranked.flatMap(({ record }) => record.curves.map(({ metric }) => metric)));
  const all = [...names].filter(isValidation).flatMap((metric): ClassMeasure[] => {
    const [, measure = '', label = ''] = /^[^/]+\/([^/]+)\/(.+)$/.exec(metric) ?? [];
    const worst = Object.hasOwn(measures, measure) ? measures[measure] : undefined;
    return worst === undefined ? [] : [{ metric, measure, label, worst }];
  });
  return all.filter(({ measure }) => all.filter((each) => each.measure === measure).length > 1);
}

/** Examples by class, as the first trial that reports them has it; empty where none does. */
export function classCounts(
  { ranked }: Pick<RoundView, 'ranked'>,
  split: 'train' | 'valid',
): ReadonlyMap<string, number> {
  for (const { record } of ranked) {
    const counts = record.curves.flatMap(({ metric, values }): [string, number][] => {
      const [, at = '', label = ''] = /^([^/]+)\/(?:examples|count|support)\/(.+)$/.exec(metric) ?? [];
      const last = values.findLast((value) => value > 0 && Number.isFinite(value));
      const wanted = split === 'train' ? at === 'train' : isValidation(metric);
      return wanted && label !== '' && last !== undefined ? [[label, last]] : [];
    });
    if (counts.length > 0) return new Map(counts);
  }
  return new Map();
}

/** A class's measure at each trial's best step; trials without one are left out. */
export function classValues(trials: readonly RankedTrial[], metric: string): readonly number[] {
  return trials.flatMap(({ record, outcome }) => {
    const curve = record.curves.find((each) => each.metric === metric);
    const value = curve === undefined ? undefined : valueAt(curve, outcome.bestStep);
    return value === undefined ? [] : [value];
  });
}
