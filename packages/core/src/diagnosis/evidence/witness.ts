/**
 * Setbacks that are no accident of one measurement: more than one metric shows them at once, or one shows them large and in
 * several measurements on end.
 */
import type { DiagnosisOptions } from '../options.ts';
import type { Evidence } from './evidence.ts';
import { trainingRoles, type Role } from './roles.ts';
import type { Setback } from './setback.ts';
import type { Signal } from './signal.ts';

export interface Witnessed {
  readonly signal: Signal;
  readonly setback: Setback;
  readonly witnesses: number;
  /** Those among them that are measured on training data. */
  readonly inTraining: number;
}

/** Points of one setback that speak for themselves. */
const several = 3;

/**
 * Setbacks of which `counts` holds in at least two metrics with overlapping parts, or in the only metric that could show it, or
 * in one of a role in `alone` that loses twice what is needed, in several points; each once, by the metric that lost most.
 * In order of time.
 */
export function witnessed(
  { setbacks, signals, options }: Evidence,
  counts: (setback: Setback, signal: Signal) => boolean,
  alone: readonly Role[],
): readonly Witnessed[] {
  const parts = [...setbacks].flatMap(([role, list]) => {
    const signal = signals.get(role);
    return signal === undefined
      ? []
      : list
          .filter((setback) => counts(setback, signal))
          .map((setback) => ({ role, signal, setback, ...spanOf(signal, setback) }));
  });
  const groups: (typeof parts)[] = [];
  for (const part of parts.toSorted((a, b) => a.begin - b.begin)) {
    const last = groups.at(-1);
    if (last?.some(({ begin, end }) => part.begin <= end && begin <= part.end) === true) last.push(part);
    else groups.push([part]);
  }
  return groups.flatMap((group): readonly Witnessed[] => {
    const begin = Math.min(...group.map((part) => part.begin));
    const able = [...setbacks.keys()].filter((role) => hasToLose(signals.get(role), begin, options));
    const needed = Math.min(2, able.length);
    const roles = new Set(group.map(({ role }) => role));
    const witnesses = roles.size;
    const inTraining = trainingRoles.filter((role) => roles.has(role)).length;
    const [strongest] = group.toSorted((a, b) => b.setback.share - a.setback.share);
    const plain = group.some(
      ({ role, setback }) => alone.includes(role) && setback.points >= several && setback.share >= 2 * options.setback,
    );
    return (witnesses < needed && !plain) || strongest === undefined
      ? []
      : [{ signal: strongest.signal, setback: strongest.setback, witnesses, inTraining }];
  });
}

/** A loss can always get worse; a score that has gained next to nothing yet is at its worst and cannot be a witness. */
function hasToLose(signal: Signal | undefined, begin: number, { setback }: DiagnosisOptions): boolean {
  if (signal?.sign !== -1) return signal !== undefined;
  const until = signal.smooth.filter((_, i) => (signal.times[i] ?? 1) <= begin);
  const gained = signal.start - until.reduce((low, value) => Math.min(low, value), signal.start);
  return gained > setback * signal.progress;
}

/** From the last good point to the first good one. */
function spanOf({ times }: Signal, { from, back }: Setback): { readonly begin: number; readonly end: number } {
  return { begin: times[from - 1] ?? 0, end: back === null ? 1 : (times[back] ?? 1) };
}
