/**
 * What each launched baseline reached, from every run of it as a round's baseline or in a comparison: those seeds were
 * drawn for measuring, whereas the trial that a baseline was taken from was chosen for its value, which is therefore
 * optimistic. Each is measured as it was when it was launched: rounds of another objective or length change nothing of it.
 */
import { studentQuantile } from '@attune/core/numeric';
import { sameConfiguration } from '@attune/core/space';
import type { Objective, Project } from '@attune/core/study';
import type { LaunchRow, RoundRow, Store, TrialRow } from '../store/index.ts';
import { objectivesOf } from './objectives.ts';

export interface LaunchValue {
  /** Mean of the objective over seeds. */
  readonly value: number;
  readonly seeds: number;
  /** The 95 % interval of the mean by Student's t; null for a single seed. */
  readonly interval: readonly [number, number] | null;
  /** What was measured, and after how many steps. */
  readonly objective: Objective;
  readonly maxSteps: number;
  readonly stepUnit: string;
}

/** By launch number. A launch whose baseline has not run is absent. */
export async function launchValues(
  store: Store,
  launches: readonly LaunchRow[],
): Promise<ReadonlyMap<number, LaunchValue>> {
  const rounds = await store.read('round');
  const runs = await repeatedRuns(store);
  const values = new Map<number, LaunchValue>();
  for (const launch of launches) {
    const own = runs.filter(({ configuration }) => sameConfiguration(configuration, launch.configuration));
    const measuring = measuringRound(launch, rounds, own);
    if (measuring === undefined) continue;
    const alike = alikeOf(measuring, rounds);
    const value = await valueIn(
      store,
      measuring,
      own.filter(({ round }) => alike.has(round)),
    );
    if (value !== null) values.set(launch.number, value);
  }
  return values;
}

/** Completed trials that were no choice among many. */
async function repeatedRuns(store: Store): Promise<readonly TrialRow[]> {
  const repeats = (await store.read('study')).filter(({ plan }) => plan.purpose !== 'search').map(({ id }) => id);
  return repeats.length === 0 ? [] : store.read('trial', { study: repeats, status: ['completed'] });
}

/** The round that says how a launch is measured: its evidence, else the first that ran it since, else the first that ran it. */
function measuringRound(
  { evidence, time }: LaunchRow,
  rounds: readonly RoundRow[],
  own: readonly TrialRow[],
): RoundRow | undefined {
  const having = new Set(own.map(({ round }) => round));
  const ran = rounds.filter(({ number }) => having.has(number));
  const compared = roundOfEvidence(evidence);
  return ran.find(({ number }) => number === compared) ?? ran.find(({ startedAt }) => startedAt >= time) ?? ran[0];
}

/** Evidence is kept as it was recorded, by this version or another. */
function roundOfEvidence(evidence: unknown): unknown {
  if (typeof evidence !== 'object' || evidence === null) return undefined;
  if ('round' in evidence) return evidence.round;
  return 'comparison' in evidence ? roundOfEvidence(evidence.comparison) : undefined;
}

function alikeOf({ resolved }: RoundRow, rounds: readonly RoundRow[]): ReadonlySet<number> {
  const wanted = measuredAs(resolved.project);
  return new Set(rounds.filter((one) => measuredAs(one.resolved.project) === wanted).map(({ number }) => number));
}

async function valueIn(
  store: Store,
  { resolved: { project } }: RoundRow,
  trials: readonly TrialRow[],
): Promise<LaunchValue | null> {
  const ids = trials.map(({ id }) => id);
  const { objective, train } = project;
  const objectives = await objectivesOf(store, objective, await store.read('attempt', { trial: ids }));
  const value = valueOf(ids.flatMap((id) => objectives.get(id)?.value ?? []));
  return value === null ? null : { ...value, objective, maxSteps: train.maxSteps, stepUnit: train.stepUnit };
}

function valueOf(values: readonly number[]): Pick<LaunchValue, 'value' | 'seeds' | 'interval'> | null {
  const seeds = values.length;
  if (seeds === 0) return null;
  const value = values.reduce((sum, one) => sum + one, 0) / seeds;
  if (seeds === 1) return { value, seeds, interval: null };
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (seeds - 1);
  const half = studentQuantile(0.975, seeds - 1) * Math.sqrt(variance / seeds);
  return { value, seeds, interval: [value - half, value + half] };
}

/** One text for all projects in which one configuration is measured alike: by one objective, after as many steps. */
export function measuredAs({ objective, train }: Pick<Project, 'objective' | 'train'>): string {
  return JSON.stringify([objective.metric, objective.direction, train.maxSteps, train.stepUnit, train.evalEvery]);
}
