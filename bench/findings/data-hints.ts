/**
 * How often the question of data hints speaks of sound data, and keeps silent where something is planted in it.
 *
 * Null: training lies below validation by a gap that is nothing, small, or grows as overfitting does (`final`, as a part of
 * all that validation improves by), from nothing at the start; four classes are learned, one better than the other. Planted: a gap
 * that is there from the start; a class that is never right; a search that never leaves chance. Bounds are 95 %
 * Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf, type RoundRecord } from '@attune/core/insight';
import { stream } from '@attune/core/numeric';
import { planted, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const labels = ['cat', 'dog', 'owl', 'yak'];

interface Setting {
  readonly trials: number;
  /** The gap at the end of training, and that part of it which is there from the start. */
  readonly final: number;
  readonly start: number;
  /** Recall of the last class. */
  readonly recall?: number;
  /** Share of trials that learn at all. */
  readonly learning?: number;
}

export function measureDataHints(nulls: number, planting: number): void {
  const widths = [6, 8, 23];
  console.log(`\ndata-hints: sound data, ${nulls} rounds a row`);
  console.log(row(['trials', 'final', 'it speaks            '], widths));
  let alarms = 0;
  let asked = 0;
  for (const trials of [8, 20, 50]) {
    for (const final of [0, 0.2, 0.5, 1]) {
      const hits = count({ trials, final, start: 0, recall: 0.3, learning: 0.6 }, nulls);
      alarms += hits;
      asked += nulls;
      console.log(row([trials, final, rate(hits, nulls)], widths));
    }
  }
  promise('data-hints', alarms, asked);

  const cases: readonly [string, string, (amount: number) => Omit<Setting, 'trials'>, readonly number[]][] = [
    ['a gap from the start', 'shift', (final) => ({ final, start: 1 }), [0.2, 0.3, 0.5]],
    ['half of the gap from the start', 'shift', (final) => ({ final, start: 0.5 }), [0.5, 1]],
    ['validation better by', 'better', (final) => ({ final: -final, start: 1 }), [0.05, 0.1, 0.2]],
    ['a class with recall', 'absent', (recall) => ({ final: 0, start: 0, recall }), [0, 0.01]],
    ['trials that learn (share)', 'stuck', (learning) => ({ final: 0, start: 0, learning }), [0, 0.02]],
  ];
  for (const [title, kind, settingOf, amounts] of cases) {
    console.log(`\ndata-hints: ${title}, ${planting} rounds a row`);
    console.log(row(['trials', 'amount', 'missed               '], widths));
    for (const trials of [20, 50]) {
      for (const amount of amounts) {
        const hits = count({ trials, ...settingOf(amount) }, planting, kind);
        console.log(row([trials, amount, rate(planting - hits, planting)], widths));
      }
    }
  }
}

function count(setting: Setting, rounds: number, kind?: string): number {
  const question = questions.find(({ code }) => code === 'data-hints');
  if (question === undefined) throw new Error('there is no question data-hints');
  let hits = 0;
  for (let seed = 0; seed < rounds; seed++) {
    const { findings } = question.ask(viewOf(roundOf(setting, seed), defaultOptions, new Map()), defaultOptions);
    if (findings.some(({ values }) => kind === undefined || values['kind'] === kind)) hits++;
  }
  return hits;
}

function roundOf({ trials, final, start, recall = 0.6, learning = 1 }: Setting, seed: number): RoundRecord {
  const round = planted({
    seed,
    space: unitSpace(1),
    trials,
    evaluations: 20,
    maxSteps: 400,
    fate: (_places, random) => (random.uniform() < learning ? 0.5 + 0.1 * random.uniform() : 2.3),
    round: { references: { chance: { 'valid/loss': 2.3 } } },
  });
  return {
    ...round,
    trials: round.trials.map((trial) => {
      const random = stream(seed, 'splits', trial.id);
      const curves = trial.curves.flatMap(({ steps, values }) => {
        const range = (values[0] ?? 0) - Math.min(...values);
        const train = values.map((value, i) => {
          const fraction = (steps[i] ?? 0) / 400;
          const part = start + (1 - start) * fraction;
          return value - range * (final * part + 0.03 * random.normal());
        });
        const classes = labels.map((label, i) => ({
          metric: `valid/recall/${label}`,
          steps,
          values: steps.map(() => (i === labels.length - 1 ? recall : 0.7 + 0.2 * random.uniform())),
        }));
        return [{ metric: 'train/loss', steps, values: train }, ...classes];
      });
      return { ...trial, curves: [...trial.curves, ...curves] };
    }),
  };
}
