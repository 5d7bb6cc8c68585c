/** The order in which series are given: trial, attempt, then metric by UTF-16 code units, whatever a database collates by. */
export function byAttemptAndMetric(a: SeriesKey, b: SeriesKey): number {
  return a.trial - b.trial || a.attempt - b.attempt || (a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : 0);
}

interface SeriesKey {
  readonly trial: number;
  readonly attempt: number;
  readonly metric: string;
}
