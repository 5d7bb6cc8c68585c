/** Trials with their curves, read a few at a time, so that what is read at once does not grow with the round. */
import type { TrialRecord } from '@attune/core/insight';
import { trialCurves, type Objective } from '@attune/core/study';
import type { Store, TrialRow } from '../store/index.ts';
import { curveKeeper, roomOfRound } from './kept-curves.ts';

export interface RecordsReading {
  readonly objective: Objective;
  /** Is shown each trial with its whole curves; what is kept of them may be thinned. */
  readonly whole?: (trial: TrialRecord) => void;
  /** Values that may be held of all curves together. */
  readonly room?: number;
}

/** Points that are read at once, but for a single trial with more: few enough to be gone before the collector counts them as lasting. */
const pointsAtOnce = 30_000;
const trialsAtOnce = 1000;

export async function trialRecords(
  store: Store,
  trials: readonly TrialRow[],
  { objective, whole, room = roomOfRound }: RecordsReading,
): Promise<readonly TrialRecord[]> {
  const points = await pointsOf(store, trials, objective);
  const kept = curveKeeper(objective, points.all, room);
  const records: TrialRecord[] = [];
  for (const few of inParts(trials, ({ id }) => points.byTrial.get(id) ?? 0)) {
    for (const record of await wholeRecords(store, few)) {
      whole?.(record);
      records.push({ ...record, curves: kept(record.curves) });
    }
  }
  return records;
}

async function pointsOf(store: Store, trials: readonly TrialRow[], { metric: judged }: Objective) {
  const byTrial = new Map<number, number>();
  const all = { objective: 0, others: 0 };
  for (let from = 0; from < trials.length; from += trialsAtOnce) {
    const ids = trials.slice(from, from + trialsAtOnce).map(({ id }) => id);
    for (const { trial, metric, count } of await store.summaries({ trials: ids })) {
      byTrial.set(trial, (byTrial.get(trial) ?? 0) + count);
      all[metric === judged ? 'objective' : 'others'] += count;
    }
  }
  return { byTrial, all };
}

/** In order, parts of at most `pointsAtOnce` points and `trialsAtOnce` trials. */
function inParts(trials: readonly TrialRow[], pointsIn: (trial: TrialRow) => number): readonly (readonly TrialRow[])[] {
  const parts: TrialRow[][] = [];
  let points = Infinity;
  for (const trial of trials) {
    points += pointsIn(trial);
    const last = parts.at(-1);
    if (last === undefined || points > pointsAtOnce || last.length === trialsAtOnce) {
      parts.push([trial]);
      points = pointsIn(trial);
    } else last.push(trial);
  }
  return parts;
}

async function wholeRecords(store: Store, trials: readonly TrialRow[]): Promise<readonly TrialRecord[]> {
  const ids = trials.map(({ id }) => id);
  const attempts = Map.groupBy(await store.read('attempt', { trial: ids }), ({ trial }) => trial);
  const curves = Map.groupBy(await store.curves({ trials: ids }), ({ trial }) => trial);
  return trials.map(({ id, study, configuration, seed, state }) => ({
    id,
    study,
    configuration,
    seed,
    state,
    curves: trialCurves(attempts.get(id) ?? [], curves.get(id) ?? []),
  }));
}
