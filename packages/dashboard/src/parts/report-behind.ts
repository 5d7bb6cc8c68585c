/** Whether a report is of before trials that have ended since, and a newer one is being made. */
export interface DatedReport {
  readonly analysing: boolean;
  readonly report: { readonly status: { readonly ended: number } };
}

/** `ended`: how many trials have ended by now. */
export function isBehind({ analysing, report }: DatedReport, ended: number): boolean {
  return analysing && report.status.ended < ended;
}

/** Milliseconds: no event tells that an analysis is done. */
const again = 2_000;

/** For a query's `refetchInterval`. */
export function readsAgain(report: DatedReport | undefined, ended: number): number | false {
  return report !== undefined && isBehind(report, ended) ? again : false;
}
