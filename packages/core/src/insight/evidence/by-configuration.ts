/**
 * Trials of one configuration under several seeds are no independent evidence about its hyperparameters: where a test asks
 * how results lie over the space, a configuration counts once, by the mean of its results. A configuration may be
 * repeated because its result was good: that says nothing of where it lies, so relabelings of configurations stay exact.
 */
import { better } from '../../study/index.ts';
import { configurationKey } from '../../space/index.ts';
import type { RoundRecord } from '../record.ts';
import type { JudgedTrial, RankedTrial } from '../view.ts';

/**
 * Feasible trials, one for each configuration, best first: its first trial, with the mean of all its objectives. `ranked` itself where
 * none is repeated.
 */
export function byConfiguration(
  { objective: { direction } }: Pick<RoundRecord, 'objective'>,
  ranked: readonly RankedTrial[],
): readonly RankedTrial[] {
  const groups = groupsOf(ranked);
  if (groups.length === ranked.length) return ranked;
  return groups
    .map((trials): RankedTrial => {
      const first = trials.reduce((before, trial) => (trial.record.id < before.record.id ? trial : before));
      const objective = trials.reduce((sum, { outcome }) => sum + outcome.objective, 0) / trials.length;
      return { ...first, outcome: { ...first.outcome, objective } };
    })
    .sort((a, b) => {
      if (better(direction, a.outcome.objective, b.outcome.objective)) return -1;
      if (better(direction, b.outcome.objective, a.outcome.objective)) return 1;
      return a.record.id - b.record.id;
    });
}

/** Trials that share a configuration, in order of their first. */
export function groupsOf<T extends JudgedTrial>(trials: readonly T[]): readonly (readonly T[])[] {
  return [...Map.groupBy(trials, ({ record }) => configurationKey(record.configuration)).values()];
}
