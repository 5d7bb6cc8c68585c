/**
 * A round's trials as far as judging them needs: rows, and of each curve its best point. Curves stay in the store but where
 * the rule for chance must see them. What is known once is brought up to date by reading what has changed.
 */
import { trialCurve, type Curve, type Objective } from '@attune/core/study';
import { attemptsAsTheyBegan, objectivesOf, type ObjectiveValue } from '../../history/index.ts';
import type { AttemptRow, RoundRow, Store, StudyRow, TrialRow } from '../../store/index.ts';

export interface RoundTrials {
  readonly studies: readonly StudyRow[];
  /** In order of their numbers. */
  readonly trials: readonly TrialRow[];
  /** By trial. */
  readonly attempts: ReadonlyMap<number, readonly AttemptRow[]>;
  /** Best over training by trial, whatever became of it; absent where the objective was never finite. */
  readonly objectives: ReadonlyMap<number, ObjectiveValue>;
  /** The objective over steps, or its best point alone where no rule looks at the rest. */
  readonly curves: ReadonlyMap<number, Curve>;
}

/** By the round's own objective, which may be another than it ran for. */
export async function readTrials(store: Store, round: RoundRow): Promise<RoundTrials> {
  const only = { round: [round.number] };
  const studies = await store.read('study', only);
  const trials = await store.read('trial', only);
  return { studies, trials, ...(await measuredOf(store, round, await store.read('attempt', only))) };
}

/** The same after these trials have changed and no other has. */
export async function refreshedTrials(
  store: Store,
  round: RoundRow,
  known: RoundTrials,
  changed: readonly number[],
): Promise<RoundTrials> {
  const rows = (await store.read('trial', { id: changed })).filter((row) => row.round === round.number);
  const fresh = new Map(rows.map((row) => [row.id, row]));
  const measured = await measuredOf(store, round, await store.read('attempt', { trial: [...fresh.keys()] }));
  return {
    studies: known.studies,
    trials: known.trials.map((row) => fresh.get(row.id) ?? row),
    attempts: updated(known.attempts, measured.attempts, fresh),
    objectives: updated(known.objectives, measured.objectives, fresh),
    curves: updated(known.curves, measured.curves, fresh),
  };
}

/** With what is fresh of the changed ones, which may be nothing: a retry from scratch begins without a result. */
function updated<V>(
  known: ReadonlyMap<number, V>,
  fresh: ReadonlyMap<number, V>,
  changed: ReadonlyMap<number, unknown>,
): ReadonlyMap<number, V> {
  const all = new Map(known);
  for (const id of changed.keys()) all.delete(id);
  for (const [id, value] of fresh) all.set(id, value);
  return all;
}

async function measuredOf(store: Store, round: RoundRow, rows: readonly AttemptRow[]) {
  const attempts = Map.groupBy(rows, ({ trial }) => trial);
  const { objective } = round.resolved.project;
  const objectives = await objectivesOf(store, objective, rows);
  const near = nearChance(round, objectives);
  const curves = new Map([
    ...bestPoints(objective, objectives),
    ...(near.length === 0 ? [] : await objectiveCurves(store, objective, near, attempts)),
  ]);
  return { attempts, objectives, curves };
}

/** The best point stands for the whole curve: no other rule than that for chance looks at the rest. */
function bestPoints({ metric }: Objective, objectives: RoundTrials['objectives']): ReadonlyMap<number, Curve> {
  return new Map(
    [...objectives].map(([trial, { step, value }]) => [trial, { metric, steps: [step], values: [value] }]),
  );
}

/** Trials whose result may be no better than chance: their curves tell by how much it must be. */
function nearChance({ resolved: { project } }: RoundRow, objectives: RoundTrials['objectives']): readonly number[] {
  const { objective, references, examples } = project;
  const chance = references['chance']?.[objective.metric];
  if (chance === undefined) return [];
  const sampling = chance > 0 && chance < 1 ? Math.sqrt((chance * (1 - chance)) / (examples.valid ?? Infinity)) : 0;
  const beyond = Math.max(widestShare * Math.abs(chance), widestErrors * sampling);
  const sign = objective.direction === 'minimize' ? 1 : -1;
  return [...objectives].filter(([, { value }]) => !(sign * (chance - value) > beyond)).map(([trial]) => trial);
}

/** More than what noise at chance is ever taken to bring: a share of chance, or sampling errors of a rate. */
const widestShare = 0.3;
const widestErrors = 10;

async function objectiveCurves(
  store: Store,
  { metric }: Objective,
  trials: readonly number[],
  attempts: RoundTrials['attempts'],
): Promise<ReadonlyMap<number, Curve>> {
  const series = await store.curves({ trials, metrics: [metric] });
  const begun = await attemptsAsTheyBegan(
    store,
    trials.flatMap((trial) => attempts.get(trial) ?? []),
  );
  const begunOf = Map.groupBy(begun, ({ trial }) => trial);
  return new Map(
    [...Map.groupBy(series, ({ trial }) => trial)].map(([trial, own]) => [
      trial,
      trialCurve(begunOf.get(trial) ?? [], own),
    ]),
  );
}
