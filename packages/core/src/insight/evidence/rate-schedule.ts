/**
 * How the learning rate moved over training, where it is reported: whether it fell towards the end decides what a late best
 * means (method D7), and whether it came back what a periodic metric means (D11).
 */
import { extent } from '../../numeric/index.ts';
import type { Curve } from '../../study/index.ts';
import type { TrialRecord } from '../record.ts';

export type RateSchedule =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'constant' }
  /** Ends below its level of three quarters of the run. */
  | { readonly kind: 'falling' }
  /** Rises again after falling, more than once. */
  | { readonly kind: 'cyclic'; readonly rises: number };

/** Share of a trial that the reported rate has to cover: what comes after it is not known. */
const covered = 0.9;
/** A rate that moves by less than this share of its largest value does not move. */
const steady = 0.02;

export function rateCurveOf({ curves }: TrialRecord): Curve | undefined {
  return curves.find(({ metric }) => /(^|\/)(lr|learning_rate|learning-rate)(-?\d+)?$/i.test(metric));
}

export function rateScheduleOf(record: TrialRecord): RateSchedule {
  const curve = rateCurveOf(record);
  const values = curve?.values.filter((value) => Number.isFinite(value)) ?? [];
  const [, end] = extent(record.curves.map(({ steps }) => steps.at(-1) ?? 0));
  if (values.length < 4 || (curve?.steps.at(-1) ?? 0) < covered * end) return { kind: 'unknown' };
  const [, top] = extent(values);
  const rises = risesOf(values, steady * top);
  // The first is warm-up.
  const again = rises - (startsRising(values, steady * top) ? 1 : 0);
  if (again > 1) return { kind: 'cyclic', rises: again };
  const late = values[Math.floor(0.75 * values.length)] ?? top;
  const last = values.at(-1) ?? late;
  // A run whose rate is far below its peak throughout the last quarter has fallen too, and rests there.
  return last < late - steady * top || last < top / 2 ? { kind: 'falling' } : { kind: 'constant' };
}

/** What may be said of all: a rate that falls in any of them may explain it. A cyclic one falls too. */
export function sharedSchedule(schedules: readonly RateSchedule[]): 'falling' | 'constant' | 'unknown' {
  if (schedules.some(({ kind }) => kind === 'falling' || kind === 'cyclic')) return 'falling';
  return schedules.length > 0 && schedules.every(({ kind }) => kind === 'constant') ? 'constant' : 'unknown';
}

/** Stretches in which the values rise by more than `least` from a low point. */
function risesOf(values: readonly number[], least: number): number {
  let rises = 0;
  let rising = false;
  let turn = values[0] ?? 0;
  for (const value of values) {
    if (rising) {
      if (value > turn) turn = value;
      else if (value < turn - least) [rising, turn] = [false, value];
    } else if (value < turn) turn = value;
    else if (value > turn + least) [rising, turn, rises] = [true, value, rises + 1];
  }
  return rises;
}

function startsRising(values: readonly number[], least: number): boolean {
  const [first = 0] = values;
  const moved = values.find((value) => Math.abs(value - first) > least);
  return moved !== undefined && moved > first;
}
