/** The trials of a round's table, as charts choose among them. */
import type { Api } from '@attune/client';
import type { TableTrial } from './choose-trials.ts';

export type Table = Api['GET /rounds/{round}/table']['result'];

export function tableTrials(table: Table): readonly TableTrial[] {
  const { statuses, outcomes } = table;
  return table.trial.map((trial, row) => {
    const status = statuses[table.status[row] ?? -1];
    return {
      trial,
      baseline: table.baseline[row] ?? false,
      running: status === 'running',
      begun: (table.attempts[row] ?? 0) > 0,
      feasible: outcomes[table.outcome[row] ?? -1] === 'feasible',
      objective: table.objectiveValue[row] ?? null,
    };
  });
}
