/** Where a trial stands among those of its round. */
import type { Api } from '@attune/client';

type Table = Api['GET /rounds/{round}/table']['result'];

export interface Place {
  readonly rank: number | null;
  /** How many have a rank. */
  readonly ranked: number;
  readonly previous: number | null;
  readonly next: number | null;
  readonly best: number | null;
  /** The first trial that repeats the baseline. */
  readonly baseline: number | null;
  /** How many that wait have their turn before it. */
  readonly ahead: number;
}

export function placeOf(table: Table | undefined, trial: number): Place {
  const none = { rank: null, ranked: 0, previous: null, next: null, best: null, baseline: null, ahead: 0 };
  const row = table?.trial.indexOf(trial) ?? -1;
  if (table === undefined || row === -1) return none;
  const best = table.rank.indexOf(1);
  const baseline = table.baseline.indexOf(true);
  const waiting = table.statuses.indexOf('waiting');
  return {
    rank: table.rank[row] ?? null,
    ranked: table.rank.filter((rank) => rank !== null).length,
    previous: table.trial[row - 1] ?? null,
    next: table.trial[row + 1] ?? null,
    best: best === -1 ? null : (table.trial[best] ?? null),
    baseline: baseline === -1 ? null : (table.trial[baseline] ?? null),
    ahead: table.trial.filter((one, at) => one < trial && table.status[at] === waiting).length,
  };
}
