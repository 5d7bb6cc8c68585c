/**
 * How often a trial that never left chance counts as feasible, and one that learned a little as no better than chance.
 *
 * Stuck: every evaluation is chance and noise, normal for a loss (ln 10, a standard deviation of 0.01), binomial for an error
 * (0.9 of 450 examples). Learned: it falls exponentially by so many standard deviations of one evaluation, most of it in the
 * first half of training. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, outcomesOf } from '@attune/core/insight';
import { stream, type Stream } from '@attune/core/numeric';
import { planted, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

interface Kind {
  readonly metric: string;
  readonly chance: number;
  /** Of one evaluation. */
  readonly deviation: number;
  readonly draw: (mean: number, random: Stream) => number;
}

const examples = 450;
const kinds: Readonly<Record<string, Kind>> = {
  loss: {
    metric: 'valid/loss',
    chance: Math.log(10),
    deviation: 0.01,
    draw: (mean, random) => mean + 0.01 * random.normal(),
  },
  error: {
    metric: 'valid/error',
    chance: 0.9,
    deviation: Math.sqrt((0.9 * 0.1) / examples),
    draw: (mean, random) => {
      let wrong = 0;
      for (let i = 0; i < examples; i++) if (random.uniform() < mean) wrong++;
      return wrong / examples;
    },
  },
};

const counts = [4, 10, 20, 40, 100];

export function measureChance(trials: number): void {
  console.log(`\nchance: never left chance, ${trials} trials a row`);
  const widths = [6, 11, 23];
  console.log(row(['metric', 'evaluations', 'called feasible      '], widths));
  for (const [name, kind] of Object.entries(kinds)) {
    for (const evaluations of counts) {
      const stuck = infeasible({ kind, evaluations, trials, fall: 0 });
      console.log(row([name, evaluations, rate(trials - stuck, trials)], widths));
    }
  }

  console.log(`\nchance: learned a little, by so many standard deviations of an evaluation, ${trials} trials a row`);
  const learnedWidths = [6, 11, 4, 23];
  console.log(row(['metric', 'evaluations', 'by', 'called infeasible    '], learnedWidths));
  let wrong = 0;
  let asked = 0;
  for (const [name, kind] of Object.entries(kinds)) {
    for (const evaluations of counts) {
      for (const fall of [1, 2, 3, 4, 6]) {
        const called = infeasible({ kind, evaluations, trials, fall });
        if (fall >= 4) [wrong, asked] = [wrong + called, asked + trials];
        console.log(row([name, evaluations, fall, rate(called, trials)], learnedWidths));
      }
    }
  }
  promise('chance, of trials that learned by 4 and 6', wrong, asked);
}

interface Setting {
  readonly kind: Kind;
  readonly evaluations: number;
  readonly trials: number;
  /** In standard deviations of an evaluation. */
  readonly fall: number;
}

/** How many trials count as no better than chance. */
function infeasible({ kind, evaluations, trials, fall }: Setting): number {
  const { metric, chance, deviation, draw } = kind;
  const bare = planted({ seed: 1, space: unitSpace(1), trials, evaluations: 1, metric, fate: () => 1 });
  const steps = Array.from({ length: evaluations }, (_, i) => i + 1);
  const records = bare.trials.map((trial) => {
    const random = stream(trial.id, 'bench chance', metric, evaluations, fall);
    const values = steps.map((step) =>
      draw(chance - fall * deviation * (1 - Math.exp((-6 * step) / evaluations)), random),
    );
    return { ...trial, curves: [{ metric, steps, values }] };
  });
  const references = { chance: { [metric]: chance } };
  const outlier = { ...defaultOptions.outlier, cutoff: Infinity };
  const outcomes = outcomesOf(
    { ...bare, examples: { valid: examples }, references, trials: records },
    { ...defaultOptions, outlier },
  );
  return [...outcomes.values()].filter(({ kind: outcome }) => outcome === 'infeasible').length;
}
