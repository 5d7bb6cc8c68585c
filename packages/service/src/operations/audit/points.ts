/**
 * Trials of a few explicit points, each run under several seeds, as benchmarks have them. With fewer than two points for
 * each coefficient of a linear model, no hyperparameter's effect can be told from another's: the point is what varies.
 */
import { quantile } from '@attune/core/numeric';
import type { CategoricalHyperparameter, Configuration, Space } from '@attune/core/space';
import { bestOver, type Objective } from '@attune/core/study';
import type { History } from '../../importers/index.ts';

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

/** A configuration that was run, with its results. */
export interface Repeated {
  readonly name: string;
  readonly trials: number;
  /** Best over training of each usable trial. */
  readonly results: readonly number[];
  readonly median: number | null;
}

/**
 * The configurations of trials whose hyperparameters are known, each with its results; null where fewer than two were run
 * more than once. `nameOf` names one by its trials.
 */
export function repeatedOf(
  histories: readonly History[],
  objective: Objective,
  nameOf: (members: readonly History[], index: number) => string,
): readonly Repeated[] | null {
  const known = histories.filter(({ configuration }) => Object.keys(configuration).length > 0);
  const groups = [...Map.groupBy(known, ({ configuration }) => configurationKey(configuration)).values()];
  if (groups.filter((members) => members.length > 1).length < 2) return null;
  return groups.map((members, index) => {
    const results = resultsOf(members, objective);
    const median = results.length === 0 ? null : quantile(results, 0.5);
    return { name: nameOf(members, index), trials: members.length, results, median };
  });
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
  const bests = resultsOf(members, objective);
  const some = bests.length > 0;
  return {
    name: pointLabel(members, index),
    configuration: members[0]?.configuration ?? {},
    trials: members.length,
    usable: bests.length,
    median: some ? quantile(bests, 0.5) : null,
    least: some ? Math.min(...bests) : null,
    greatest: some ? Math.max(...bests) : null,
  };
}

function resultsOf(members: readonly History[], { metric, direction }: Objective): readonly number[] {
  return members.flatMap(({ curves, state }) => {
    const curve = curves.find((one) => one.metric === metric);
    const best = curve === undefined || state.status !== 'completed' ? null : bestOver(curve, direction);
    return best === null ? [] : [best.value];
  });
}

/** The last part of its trials' labels where they agree, as in `study_0/trial_3`; else its number. */
export function pointLabel(members: readonly History[], index: number): string {
  const names = new Set(members.map(({ label }) => label.slice(label.lastIndexOf('/') + 1)));
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : `point ${index + 1}`;
}

/** Equal for equal configurations, in whatever order they name their hyperparameters. */
export function configurationKey(configuration: Configuration): string {
  return JSON.stringify(Object.entries(configuration).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
