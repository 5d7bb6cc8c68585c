/** Trials whose curves are asked for, with what is needed to merge their attempts. */
import { clockSeries } from '../../engine/index.ts';
import { objectivesOf } from '../../history/index.ts';
import type { AttemptCurve, AttemptRow, RoundRow, Store, TrialRow } from '../../store/index.ts';

export interface AskedTrial {
  readonly row: TrialRow;
  readonly round: RoundRow;
  readonly attempts: readonly AttemptRow[];
  readonly series: readonly AttemptCurve[];
  readonly bestStep: number | null;
}

/** In the order asked for; numbers that are no trials are left out. */
export async function askedTrials(
  store: Store,
  trials: readonly number[],
  metrics: readonly string[],
  withClock: boolean,
): Promise<readonly AskedTrial[]> {
  if (trials.length === 0) return [];
  const rows = new Map((await store.read('trial', { id: trials })).map((row) => [row.id, row]));
  const all = await store.read('attempt', { trial: [...rows.keys()] });
  const attempts = Map.groupBy(all, ({ trial }) => trial);
  const rounds = new Map(
    (await store.read('round', { id: [...new Set([...rows.values()].map(({ round }) => round))] })).map((round) => [
      round.number,
      round,
    ]),
  );
  const series = await readSeries(store, attempts, withClock ? [...metrics, clockSeries] : metrics);
  const bests = new Map<number, number>();
  for (const round of rounds.values()) {
    const own = all.filter(({ trial }) => rows.get(trial)?.round === round.number);
    for (const [trial, { step }] of await objectivesOf(store, round.resolved.project.objective, own)) {
      bests.set(trial, step);
    }
  }
  return [...new Set(trials)].flatMap((id): AskedTrial[] => {
    const row = rows.get(id);
    const round = row === undefined ? undefined : rounds.get(row.round);
    if (row === undefined || round === undefined) return [];
    const own = attempts.get(id) ?? [];
    return [{ row, round, attempts: own, series: series.get(id) ?? [], bestStep: bests.get(id) ?? null }];
  });
}

/** Of trials with several attempts every metric is read: any of them tells whether an attempt began from scratch. */
async function readSeries(
  store: Store,
  attempts: ReadonlyMap<number, readonly AttemptRow[]>,
  metrics: readonly string[],
): Promise<ReadonlyMap<number, readonly AttemptCurve[]>> {
  const several = [...attempts].filter(([, own]) => own.length > 1).map(([trial]) => trial);
  const single = [...attempts].filter(([, own]) => own.length === 1).map(([trial]) => trial);
  const read = [
    ...(single.length === 0 ? [] : await store.curves({ trials: single, metrics })),
    ...(several.length === 0 ? [] : await store.curves({ trials: several })),
  ];
  return Map.groupBy(read, ({ trial }) => trial);
}
