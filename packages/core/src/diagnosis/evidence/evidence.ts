/** What every diagnosis starts from: a trial's curves as signals on one clock, with the costly parts made once. */
import { extent } from '../../numeric/index.ts';
import type { Curve } from '../../study/index.ts';
import type { DiagnosisOptions } from '../options.ts';
import type { CurveSubject } from '../subject.ts';
import { nonFiniteOf, type NonFinite } from './non-finite.ts';
import { sustainedRises, type Rise } from './rise.ts';
import { rolesOf, type Role } from './roles.ts';
import { setbacksOf, type Setback } from './setback.ts';
import { signalOf, type Signal } from './signal.ts';
import { trendOf, type Trend } from './trend.ts';
import type { Range } from './window.ts';

export interface Evidence {
  readonly subject: CurveSubject;
  readonly options: DiagnosisOptions;
  readonly signals: ReadonlyMap<Role, Signal>;
  /** Of those signals that reach beyond half of the run. */
  readonly rises: ReadonlyMap<Role, readonly Rise[]>;
  readonly setbacks: ReadonlyMap<Role, readonly Setback[]>;
  /** Where a loss or the objective stops being a number for good, first; null where none does. */
  readonly nonFinite: NonFinite | null;
  /** Of a part of one of the signals, worked out once however many ask. */
  readonly trend: (signal: Signal, range: Range) => Trend;
  /** The share of the run at a step. */
  readonly timeOf: (step: number) => number;
  /** Whether something was measured within the warm-up: else all may have been learnt before the first value. */
  readonly fromTheStart: boolean;
}

export function evidenceOf(subject: CurveSubject, options: DiagnosisOptions): Evidence {
  const curves = rolesOf({ ...subject, curves: subject.curves.map(distinct) });
  const ends = [...curves.values()].flatMap(({ steps }) => [steps[0] ?? 0, steps.at(-1) ?? 0]);
  const [start, end] = ends.length === 0 ? [0, 1] : extent(ends);
  const signals = new Map<Role, Signal>();
  for (const [role, curve] of curves) {
    const signal = signalOf(role, curve, subject, { start, end }, options);
    if (signal !== undefined) signals.set(role, signal);
  }
  const whole = [...signals].filter(([, { times }]) => (times.at(-1) ?? 0) > 0.5);
  return {
    subject,
    options,
    signals,
    rises: new Map(whole.map(([role, signal]) => [role, sustainedRises(signal, options)])),
    setbacks: new Map(whole.map(([role, signal]) => [role, setbacksOf(signal, options)])),
    nonFinite: nonFiniteOf(curves, subject),
    trend: trendsOnce(),
    timeOf: (step) => (step - start) / (end - start || 1),
    fromTheStart: start <= options.warmup * Math.max(end, subject.maxSteps ?? 0),
  };
}

/** In order of step, the last value of each step that is reported twice: equal steps have no slope. */
function distinct(curve: Curve): Curve {
  const { steps, values } = curve;
  let ascending = true;
  for (let i = 1; i < steps.length && ascending; i++) ascending = (steps[i] ?? 0) > (steps[i - 1] ?? 0);
  if (ascending) return curve;
  const last = new Map(steps.map((step, i) => [step, values[i] ?? NaN]));
  const sorted = [...last].toSorted(([a], [b]) => a - b);
  return { ...curve, steps: sorted.map(([step]) => step), values: sorted.map(([, value]) => value) };
}

function trendsOnce(): Evidence['trend'] {
  const known = new Map<Signal, Map<string, Trend>>();
  return (signal, { from, to }) => {
    const parts = known.get(signal) ?? new Map<string, Trend>();
    known.set(signal, parts);
    const key = `${from}–${to}`;
    const trend = parts.get(key) ?? trendOf(signal.times, signal.values, from, to);
    parts.set(key, trend);
    return trend;
  };
}

/** How sure a measure makes that exceeds its threshold by this factor: a half at the threshold, towards 1 far beyond. */
export function sureness(factor: number): number {
  return factor >= 1 ? 1 - 0.5 / factor : 0.5 * Math.max(0, factor);
}
