import type { Summary } from '@attune/core/study';
import type { SeriesTable } from './tables.ts';

export type SummaryColumns = Omit<SeriesTable, 'trial' | 'attempt' | 'metric' | 'next_sequence'>;

/** A summary as columns. The last value alone may be NaN, which is stored as null: SQLite knows no NaN. */
export function fromSummary(summary: Summary): SummaryColumns {
  const { min, max, last } = summary;
  return {
    count: summary.count,
    min_step: min?.step ?? null,
    min_value: min?.value ?? null,
    max_step: max?.step ?? null,
    max_value: max?.value ?? null,
    last_step: last.step,
    last_value: Number.isNaN(last.value) ? null : last.value,
    first_step: summary.firstStep,
    first_non_finite: summary.firstNonFinite,
    ascending: summary.ascending ? 1 : 0,
  };
}

export function toSummary(metric: string, columns: SummaryColumns): Summary {
  return {
    metric,
    count: columns.count,
    min: point(columns.min_step, columns.min_value),
    max: point(columns.max_step, columns.max_value),
    last: { step: columns.last_step, value: columns.last_value ?? NaN },
    firstStep: columns.first_step,
    firstNonFinite: columns.first_non_finite,
    ascending: columns.ascending === 1,
  };
}

function point(step: number | null, value: number | null): Summary['min'] {
  return step === null || value === null ? null : { step, value };
}
