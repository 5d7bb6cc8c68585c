/** What each study of a round came to, from the round's table: for putting studies side by side. */
import { sortedQuantile } from '@attune/core/numeric';
import type { Direction } from '@attune/core/study';
import type { Api } from '@attune/client';

export type Table = Api['GET /rounds/{round}/table']['result'];

export interface StudySummary {
  readonly round: number;
  readonly study: string;
  readonly baseline: boolean;
  readonly metric: string;
  readonly direction: Direction;
  readonly trials: number;
  /** Their objectives, the best first. */
  readonly feasible: readonly { readonly trial: number; readonly objective: number }[];
  readonly infeasible: number;
  readonly median: number | null;
}

export function studySummaries(table: Table): readonly StudySummary[] {
  const { objective, outcomes, studies } = table;
  const sign = objective.direction === 'minimize' ? 1 : -1;
  return studies.flatMap((study, place) => {
    const rows = table.trial.flatMap((_, row) => (table.study[row] === place ? [row] : []));
    if (rows.length === 0) return [];
    const outcome = (row: number): string => outcomes[table.outcome[row] ?? -1] ?? 'pending';
    const feasible = rows
      .flatMap((row) => {
        const value = table.objectiveValue[row] ?? null;
        return outcome(row) === 'feasible' && value !== null
          ? [{ trial: table.trial[row] ?? 0, objective: value }]
          : [];
      })
      .toSorted((a, b) => sign * (a.objective - b.objective) || a.trial - b.trial);
    const sorted = Float64Array.from(feasible, (one) => one.objective).sort();
    return [
      {
        round: table.round,
        study,
        baseline: rows.every((row) => table.baseline[row]),
        metric: objective.metric,
        direction: objective.direction,
        trials: rows.length,
        feasible,
        infeasible: rows.filter((row) => outcome(row) === 'infeasible').length,
        median: sorted.length === 0 ? null : sortedQuantile(sorted, 0.5),
      },
    ];
  });
}

/** Limits that hold the better three quarters of every study; the rest is drawn at the edge. */
export function commonLimits(summaries: readonly StudySummary[]): readonly [number, number] | null {
  const good = summaries.flatMap(({ feasible }) =>
    feasible.slice(0, Math.max(1, Math.ceil(0.75 * feasible.length))).map(({ objective }) => objective),
  );
  if (good.length === 0) return null;
  const [low, high] = [Math.min(...good), Math.max(...good)];
  const room = high > low ? 0.04 * (high - low) : Math.max(1e-9, 0.1 * Math.abs(low));
  return [low - room, high + room];
}
