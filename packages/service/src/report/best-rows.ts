/** The trials that a report names first: the best, each configuration once. */
import type { ReportDocument } from './document.ts';

export type BestRow = ReportDocument['trials'][number] & {
  /** Feasible trials of the same configuration, this one among them. */
  readonly runs: number;
};

/** At most this many. */
const starred = 3;

/** Trials without hyperparameters are told one by one: what they were run with is not known. */
export function bestRows({ trials }: ReportDocument): readonly BestRow[] {
  const ranked = trials.filter(({ rank }) => rank !== null);
  const keyOf = ({ configuration, trial }: ReportDocument['trials'][number]): string => {
    const entries = Object.entries(configuration).sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0 ? String(trial) : JSON.stringify(entries);
  };
  return [...Map.groupBy(ranked, keyOf).values()]
    .flatMap((rows) => rows.slice(0, 1).map((row) => ({ ...row, runs: rows.length })))
    .slice(0, starred);
}
