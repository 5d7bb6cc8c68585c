/** Trials whose curves are asked for, with what is needed to merge their attempts. */
import { clockSeries } from '../../engine/index.ts';
import { attemptsAsTheyBegan, objectivesOf } from '../../history/index.ts';
import type { AttemptCurve, AttemptRow, RoundRow, Store, TrialRow } from '../../store/index.ts';

export interface AskedTrial {
  readonly row: TrialRow;
  readonly round: RoundRow;
  /** As they began: with `resumedAt` null where one did not resume. */
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
  const all = await attemptsAsTheyBegan(store, await store.read('attempt', { trial: [...rows.keys()] }));
  const attempts = Map.groupBy(all, ({ trial }) => trial);
  const rounds = new Map(
    (await store.read('round', { id: [...new Set([...rows.values()].map(({ round }) => round))] })).map((round) => [
      round.number,
      round,
    ]),
  );
  const wanted = withClock ? [...metrics, clockSeries] : metrics;
  const series = Map.groupBy(await store.curves({ trials: [...rows.keys()], metrics: wanted }), ({ trial }) => trial);
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
