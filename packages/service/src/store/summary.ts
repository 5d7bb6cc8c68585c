import type { Summary } from '@attune/core/study';

/**
 * The summary of a series after more points, given in order of arrival; `earlier` is null before the first. Null while
 * there is no point. Of equal extremes the first to arrive counts; NaN and infinities are no extremes. −0 counts as 0.
 */
export function extendSummary(
  earlier: Summary | null,
  metric: string,
  steps: readonly number[],
  values: readonly number[],
): Summary | null {
  let min = earlier?.min ?? null;
  let max = earlier?.max ?? null;
  let last = earlier?.last ?? null;
  let firstStep = earlier?.firstStep ?? null;
  let firstNonFinite = earlier?.firstNonFinite ?? null;
  let ascending = earlier?.ascending ?? true;
  let previous = earlier?.last.step ?? -Infinity;
  for (const [i, reported] of values.entries()) {
    const step = steps[i];
    if (step === undefined) break;
    const value = reported === 0 ? 0 : reported;
    if (Number.isFinite(value)) {
      if (min === null || value < min.value) min = { step, value };
      if (max === null || value > max.value) max = { step, value };
    } else {
      firstNonFinite ??= step;
    }
    if (i === values.length - 1) last = { step, value };
    firstStep ??= step;
    ascending &&= step > previous;
    previous = step;
  }
  if (last === null || firstStep === null) return null;
  const count = (earlier?.count ?? 0) + values.length;
  return { metric, count, min, max, last, firstStep, firstNonFinite, ascending };
}
