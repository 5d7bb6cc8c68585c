/**
 * How often the outlier rule takes a trial from a study that is merely wide, and misses a trial far from a tight one.
 *
 * Sound studies: objectives of one distribution, minimised, nothing wrong with any trial; u is uniform on [0, 1], g standard
 * normal. Planted: objectives 1 + u, one of them replaced by a multiple of the largest. Bounds are 95 % Clopper–Pearson;
 * of trials they assume that trials are independent, though a study shares its limit.
 */
import { viewOf } from '@attune/core/insight';
import type { Stream } from '@attune/core/numeric';
import { planted, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { rate, row } from './rate.ts';

const shapes: Readonly<Record<string, (random: Stream) => number>> = {
  'uniform, 0.1 + u': (random) => 0.1 + random.uniform(),
  'log-normal, exp(g)': (random) => Math.exp(random.normal()),
  'log-uniform, four decades': (random) => 10 ** (4 * random.uniform() - 2),
  'exponential, −ln u': (random) => -Math.log(1 - random.uniform()),
  'normal, 1000 + g': (random) => 1000 + random.normal(),
  'two fifths at chance, 2.3': (random) => (random.uniform() < 0.6 ? 0.1 + 0.1 * random.uniform() : 2.3),
};

export function measureOutliers(studies: number): void {
  const widths = [6, 25, 23, 23];
  console.log(`\noutlier: nothing is wrong with any trial, ${studies} studies a row`);
  console.log(row(['trials', 'objectives', 'studies losing a trial', 'trials lost          '], widths));
  for (const trials of [10, 20, 50, 100]) {
    for (const [name, draw] of Object.entries(shapes)) {
      const lost = Array.from({ length: studies }, (_, seed) => outliers(seed, trials, draw).length);
      const all = lost.reduce((sum, each) => sum + each, 0);
      const some = lost.filter((each) => each > 0).length;
      console.log(row([trials, name, rate(some, studies), rate(all, trials * studies)], widths));
    }
  }
  console.log(`\noutlier: one trial is a multiple of the worst other, 1 + u, ${studies} studies a row`);
  const plantedWidths = [6, 8, 23];
  console.log(row(['trials', 'multiple', 'missed               '], plantedWidths));
  for (const trials of [10, 20, 50, 100]) {
    for (const multiple of [2, 3, 5, 10]) {
      const missed = Array.from({ length: studies }, (_, seed) =>
        outliers(seed, trials, (random) => 1 + random.uniform(), multiple),
      ).filter((found) => !found.includes(1)).length;
      console.log(row([trials, multiple, rate(missed, studies)], plantedWidths));
    }
  }
}

/** Ids of the trials that the rule calls outliers; trial 1 may be planted as a multiple of the worst other. */
function outliers(
  seed: number,
  trials: number,
  draw: (random: Stream) => number,
  multiple: number | null = null,
): readonly number[] {
  const round = planted({
    seed,
    space: unitSpace(1),
    trials,
    evaluations: 1,
    bestAt: () => 1,
    fate: (_places, random) => draw(random),
  });
  const worst = Math.max(...round.trials.slice(1).flatMap(({ curves }) => curves[0]?.values ?? []));
  const records = round.trials.map((trial) =>
    multiple === null || trial.id !== 1
      ? trial
      : { ...trial, curves: trial.curves.map((curve) => ({ ...curve, values: [multiple * worst] })) },
  );
  return viewOf({ ...round, trials: records }).search.flatMap(({ record, outcome }) =>
    outcome.kind === 'infeasible' ? [record.id] : [],
  );
}
