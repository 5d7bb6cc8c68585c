/**
 * How often the question of best steps speaks of trials whose best falls anywhere, and keeps silent where training is too
 * long or its best comes late.
 *
 * Null: the best falls on any evaluation alike; evaluations lie at even steps, at even steps of the last half alone, or
 * crowd the beginning. Planted early: the best falls in the first 10 %, but with probability `straggling` anywhere. Planted
 * late: beyond 75 % with probability `late`, else anywhere before. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf } from '@attune/core/insight';
import type { Stream } from '@attune/core/numeric';
import { planted, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const evaluations = 40;
const spacings = {
  even: (fraction: number) => fraction,
  'last half': (fraction: number) => 0.5 + fraction / 2,
  quadratic: (fraction: number) => fraction ** 2,
} as const;

export function measureBestStep(nulls: number, planting: number): void {
  console.log(`\nbest-step: the best falls anywhere, ${nulls} rounds a row`);
  const widths = [6, 9, 23, 23];
  console.log(row(['trials', 'spacing', 'too long, it says    ', 'late, it says        '], widths));
  let alarms = 0;
  let asked = 0;
  for (const trials of [8, 10, 20, 50, 100]) {
    for (const spacing of ['even', 'last half', 'quadratic'] as const) {
      const bestAt = (random: Stream): number => (1 + random.integer(evaluations)) / evaluations;
      const said = actions({ trials, rounds: nulls, spacing, bestAt });
      const [long, late] = [count(said, 'fewer-steps'), count(said, 'stretch-schedule')];
      alarms += long + late;
      asked += nulls;
      console.log(row([trials, spacing, rate(long, nulls), rate(late, nulls)], widths));
    }
  }
  promise('best-step', alarms, asked);

  const plantedWidths = [6, 10, 23];
  console.log(`\nbest-step: the best comes in the first 10 % of training, ${planting} rounds a row`);
  console.log(row(['trials', 'straggling', 'missed               '], plantedWidths));
  for (const trials of [20, 50, 100]) {
    for (const straggling of [0, 0.02, 0.05, 0.1]) {
      const bestAt = (random: Stream): number =>
        random.uniform() < straggling ? between(random, 0, 1) : between(random, 0, 0.1);
      const found = count(actions({ trials, rounds: planting, spacing: 'even', bestAt }), 'fewer-steps');
      console.log(row([trials, straggling, rate(planting - found, planting)], plantedWidths));
    }
  }

  console.log(`\nbest-step: the best comes in the last 25 % of training, ${planting} rounds a row`);
  console.log(row(['trials', 'late', 'missed               '], plantedWidths));
  for (const trials of [20, 50, 100]) {
    for (const late of [1, 0.9, 0.8, 0.6]) {
      const bestAt = (random: Stream): number =>
        random.uniform() < late ? between(random, 0.75, 1) : between(random, 0, 0.75);
      const found = count(actions({ trials, rounds: planting, spacing: 'even', bestAt }), 'stretch-schedule');
      console.log(row([trials, late, rate(planting - found, planting)], plantedWidths));
    }
  }
}

/** An evaluation after `low` and up to `high`, each alike. */
function between(random: Stream, low: number, high: number): number {
  const first = Math.round(low * evaluations) + 1;
  const last = Math.round(high * evaluations);
  return (first + random.integer(last - first + 1)) / evaluations;
}

interface Setting {
  readonly trials: number;
  readonly rounds: number;
  readonly spacing: keyof typeof spacings;
  readonly bestAt: (random: Stream) => number;
}

/** What each round's answer proposes; undefined where it is silent. */
function actions({ trials, rounds, spacing, bestAt }: Setting): readonly (string | undefined)[] {
  const bestStep = questions.find(({ code }) => code === 'best-step');
  if (bestStep === undefined) throw new Error('there is no question best-step');
  const maxSteps = 8000;
  return Array.from({ length: rounds }, (_, seed) => {
    const round = planted({
      seed,
      space: unitSpace(1),
      trials,
      evaluations,
      maxSteps,
      bestAt,
      fate: (_places, random) => 1000 + random.normal(),
    });
    const moved = round.trials.map((trial) => ({
      ...trial,
      curves: trial.curves.map((curve) => ({
        ...curve,
        steps: curve.steps.map((step) => maxSteps * spacings[spacing](step / maxSteps)),
      })),
    }));
    return bestStep.ask(viewOf({ ...round, trials: moved }), defaultOptions).findings[0]?.action?.kind;
  });
}

function count(said: readonly (string | undefined)[], kind: string): number {
  return said.filter((each) => each === kind).length;
}
