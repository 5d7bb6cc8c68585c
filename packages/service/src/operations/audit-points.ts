/**
 * Trials of a few explicit points, each run under several seeds, as benchmarks have them. With fewer than two points for
 * each coefficient of a linear model, no hyperparameter's effect can be told from another's: the point is what varies.
 */
import { quantile } from '@attune/core/numeric';
import type { CategoricalHyperparameter, Configuration, Space } from '@attune/core/space';
import { bestOver, type Objective } from '@attune/core/study';
import type { History } from '../importers/index.ts';

export interface Point {
  readonly name: string;
  readonly configuration: Configuration;
  /** Trials that ran it. */
  readonly trials: number;
  /** Trials with a usable result. */
  readonly usable: number;
  /** Of the best over training of its usable trials; null where there is none. */
  readonly median: number | null;
  readonly least: number | null;
  readonly greatest: number | null;
}

/** The points, in order of first appearance; null where the trials are enough for questions about hyperparameters. */
export function pointsOf(histories: readonly History[], space: Space, objective: Objective): readonly Point[] | null {
  const varied = space.hyperparameters.filter((one) => !('values' in one) || one.values.length > 1).length;
  const groups = [...Map.groupBy(histories, ({ configuration }) => configurationKey(configuration)).values()];
  if (varied < 2 || groups.length < 2 || groups.length >= 2 * (varied + 1)) return null;
  return groups.map((members, index) => pointOf(members, index, objective));
}

/** The hyperparameter that stands for the choice among points. */
export const pointName = {
  hyperparameter(points: readonly Point[]): CategoricalHyperparameter {
    return { kind: 'categorical', id: 'point', name: 'point', arg: 'point', values: points.map(({ name }) => name) };
  },
  /** The trial's configuration with the point that it is. */
  place(history: History, points: readonly Point[]): Configuration {
    const point = points.find(
      ({ configuration }) => configurationKey(configuration) === configurationKey(history.configuration),
    );
    return { point: point?.name ?? '', ...history.configuration };
  },
};

function pointOf(members: readonly History[], index: number, objective: Objective): Point {
  const bests = members.flatMap(({ curves, state }) => {
    const curve = curves.find(({ metric }) => metric === objective.metric);
    const best = curve === undefined || state.status !== 'completed' ? null : bestOver(curve, objective.direction);
    return best === null ? [] : [best.value];
  });
  const some = bests.length > 0;
  return {
    name: nameOf(members, index),
    configuration: members[0]?.configuration ?? {},
    trials: members.length,
    usable: bests.length,
    median: some ? quantile(bests, 0.5) : null,
    least: some ? Math.min(...bests) : null,
    greatest: some ? Math.max(...bests) : null,
  };
}

/** The last part of its trials' labels where they agree, as in `study_0/trial_3`; else its number. */
function nameOf(members: readonly History[], index: number): string {
  const names = new Set(members.map(({ label }) => label.slice(label.lastIndexOf('/') + 1)));
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : `point ${index + 1}`;
}

/** Equal for equal configurations, in whatever order they name their hyperparameters. */
export function configurationKey(configuration: Configuration): string {
  return JSON.stringify(Object.entries(configuration).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
