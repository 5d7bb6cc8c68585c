/**
 * How often the question of the update ratio speaks of usual ratios, and keeps silent of unusual ones. Null: ratios around
 * `ratio` with log-normal noise of 0.5 over steps, 0.7 between trials and 0.5 between six layers. Planted: ratios, or those of
 * one layer, off by `factor`. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf, type RoundRecord } from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import { planted, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const layers = ['embedding', 'block.0', 'block.1', 'block.2', 'block.3', 'head'];
const reports = 20;

interface Setting {
  readonly trials: number;
  /** Of the whole model. */
  readonly ratio: number;
  /** Of the last layer, over that of the others. */
  readonly layer: number;
}

export function measureUpdateRatio(nulls: number, planting: number): void {
  const widths = [6, 8, 23];
  console.log(`\nupdate-ratio: usual ratios, ${nulls} rounds a row`);
  console.log(row(['trials', 'ratio', 'it speaks            '], widths));
  let alarms = 0;
  let asked = 0;
  for (const trials of [8, 20, 50]) {
    for (const ratio of [3e-4, 1e-3, 3e-3]) {
      const hits = count({ trials, ratio, layer: 1 }, nulls);
      alarms += hits;
      asked += nulls;
      console.log(row([trials, ratio, rate(hits, nulls)], widths));
    }
  }
  promise('update-ratio', alarms, asked);

  console.log(`\nupdate-ratio: all ratios off 0.001 by a factor, ${planting} rounds a row`);
  console.log(row(['trials', 'factor', 'missed               '], widths));
  for (const trials of [20, 50]) {
    for (const factor of [10, 30, 100, 300]) {
      const hits = count({ trials, ratio: 1e-3 * factor, layer: 1 }, planting);
      console.log(row([trials, factor, rate(planting - hits, planting)], widths));
    }
  }

  console.log(`\nupdate-ratio: one layer of six off the others by a factor, ${planting} rounds a row`);
  console.log(row(['trials', 'factor', 'missed               '], widths));
  for (const trials of [20, 50]) {
    for (const factor of [10, 30, 100]) {
      const hits = count({ trials, ratio: 1e-3, layer: 1 / factor }, planting);
      console.log(row([trials, factor, rate(planting - hits, planting)], widths));
    }
  }
}

function count(setting: Setting, rounds: number): number {
  const question = questions.find(({ code }) => code === 'update-ratio');
  if (question === undefined) throw new Error('there is no question update-ratio');
  let hits = 0;
  for (let seed = 0; seed < rounds; seed++) {
    const { findings } = question.ask(viewOf(roundOf(setting, seed), defaultOptions, new Map()), defaultOptions);
    if (findings.length > 0) hits++;
  }
  return hits;
}

function roundOf({ trials, ratio, layer }: Setting, seed: number): RoundRecord {
  const round = planted({
    seed,
    space: unitSpace(1),
    trials,
    evaluations: 20,
    fate: (_places, random) => 1 + 0.1 * random.normal(),
  });
  const steps = Array.from({ length: reports }, (_, i) => 20 * (i + 1));
  // What a layer is like, it is like in every trial.
  const model = stream(seed, 'layers');
  const own = layers.map((_, i) => Math.exp(0.5 * model.normal()) * (i === layers.length - 1 ? layer : 1));
  return {
    ...round,
    trials: round.trials.map((trial) => {
      const random = stream(seed, 'ratios', trial.id);
      const level = ratio * Math.exp(0.7 * random.normal());
      const curve = (metric: string, times: number) => ({
        metric,
        steps,
        values: steps.map(() => level * times * Math.exp(0.5 * random.normal())),
      });
      const more = layers.map((name, i) => curve(`update_ratio/${name}`, own[i] ?? 1));
      return { ...trial, curves: [...trial.curves, curve('update_ratio', 1), ...more] };
    }),
  };
}
