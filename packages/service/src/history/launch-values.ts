/**
 * What each launched baseline reached, from every run of it as a round's baseline or in a comparison: those seeds were
 * drawn for measuring, whereas the trial that a baseline was taken from was chosen for its value, which is therefore
 * optimistic.
 */
import { studentQuantile } from '@attune/core/numeric';
import { sameConfiguration } from '@attune/core/space';
import type { Project } from '@attune/core/study';
import type { LaunchRow, RoundRow, Store } from '../store/index.ts';
import { objectivesOf } from './objectives.ts';

export interface LaunchValue {
  /** Mean of the objective over seeds. */
  readonly value: number;
  readonly seeds: number;
  /** The 95 % interval of the mean by Student's t; null for a single seed. */
  readonly interval: readonly [number, number] | null;
}

/**
 * By launch number, as `round` measures: rounds with another objective, or other lengths of training, count for nothing.
 * A launch whose baseline has not run is absent.
 */
export async function launchValues(
  store: Store,
  launches: readonly LaunchRow[],
  round: RoundRow,
): Promise<ReadonlyMap<number, LaunchValue>> {
  const wanted = measuredAs(round.resolved.project);
  const rounds = (await store.read('round')).filter(({ resolved }) => measuredAs(resolved.project) === wanted);
  const studies = await store.read('study', { round: rounds.map(({ number }) => number) });
  const repeats = studies.filter(({ plan }) => plan.purpose !== 'search').map(({ id }) => id);
  if (repeats.length === 0) return new Map();
  const trials = await store.read('trial', { study: repeats, status: ['completed'] });
  const attempts = trials.length === 0 ? [] : await store.read('attempt', { trial: trials.map(({ id }) => id) });
  const objectives = await objectivesOf(store, round.resolved.project.objective, attempts);
  const values = new Map<number, LaunchValue>();
  for (const { number, configuration } of launches) {
    const own = trials
      .filter((trial) => sameConfiguration(trial.configuration, configuration))
      .flatMap(({ id }) => objectives.get(id)?.value ?? []);
    const value = valueOf(own);
    if (value !== null) values.set(number, value);
  }
  return values;
}

function valueOf(values: readonly number[]): LaunchValue | null {
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
