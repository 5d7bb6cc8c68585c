/**
 * Where a metric stops being a number: three reports in a row, or a training loss at the end (one such value alone is not:
 * loss scaling, or one evaluation that failed). An objective that is the only loss stands in for the training loss.
 */
import { diverged, isOnlyLoss, nothingSeen, watchLoss, type Curve } from '../../study/index.ts';
import type { CurveSubject } from '../subject.ts';
import type { Role } from './roles.ts';

export interface NonFinite {
  readonly metric: string;
  readonly step: number;
  /** Non-finite values of the curve. */
  readonly count: number;
  /** Whether it never was a number. */
  readonly always: boolean;
}

const trainingLosses: readonly Role[] = ['train loss', 'batch loss'];

/** The earliest among the curves; null where none qualifies. */
export function nonFiniteOf(curves: ReadonlyMap<Role, Curve>, subject: CurveSubject): NonFinite | null {
  const standsIn = isOnlyLoss(
    subject.objective,
    subject.curves.map(({ metric }) => metric),
  );
  let earliest: NonFinite | null = null;
  for (const [role, curve] of curves) {
    const step = settledAt(curve, trainingLosses.includes(role) || (standsIn && role === 'objective'));
    if (step === null || (earliest !== null && earliest.step <= step)) continue;
    const count = curve.values.reduce((n, value) => (Number.isFinite(value) ? n : n + 1), 0);
    earliest = { metric: curve.metric, step, count, always: count === curve.values.length };
  }
  return earliest;
}

/** The first step of the first stretch of non-finite values that settles it. */
function settledAt({ steps, values }: Curve, training: boolean): number | null {
  let watch = nothingSeen;
  for (let i = 0; i < values.length; i++) {
    watch = watchLoss(watch, steps[i] ?? 0, values[i] ?? 0);
    if (diverged(watch, training && i === values.length - 1)) return watch.since;
  }
  // Of few reports none was a number.
  return watch.nonFinite > 1 && watch.nonFinite === values.length ? watch.since : null;
}
