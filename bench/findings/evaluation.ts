/**
 * How often the question of evaluation hygiene speaks of sound evaluations, and keeps silent of unsound ones.
 *
 * Null: 40 evaluations at even steps, one in ten lost; a second validation set that differs from the first, between trials,
 * by `noise` of the standard deviation of the competitive trials; four times the validation examples that order the better
 * half. Planted: gaps that vary by `jitter` of themselves; half of the trials evaluated `times` as often; second sets and
 * numbers of examples that are worse. Bounds are 95 % Clopper–Pearson.
 */
import { defaultOptions, questions, viewOf, type RoundRecord, type TrialRecord } from '@attune/core/insight';
import { stream, type Stream } from '@attune/core/numeric';
import { planted, unitSpace } from '../../packages/core/src/testing/planted.ts';
import { promise, rate, row } from './rate.ts';

const evaluations = 40;
const maxSteps = 8000;
/** Rates of error lie evenly over this extent; the better half over half of it. */
const spread = 0.1;
/** Standard deviation of an even spread of extent 1. */
const deviation = 1 / Math.sqrt(12);
/** Examples at which the middle trial lies just as far behind the best as sampling explains: error rates near 0.2. */
const enough = 2 * 0.2 * 0.8 * (1.96 / (spread / 2)) ** 2;

interface Setting {
  readonly trials: number;
  /** Of a gap: each is stretched by up to this part of itself. */
  readonly jitter?: number;
  /** Every so many evaluations of every other trial are kept. */
  readonly times?: number;
  readonly lost?: number;
  /** Of the second set, in standard deviations of the competitive trials. */
  readonly noise?: number;
  /** Validation examples over `enough`. */
  readonly examples?: number;
}

export function measureEvaluation(nulls: number, planting: number): void {
  const widths = [6, 8, 23];
  console.log(`\nevaluation: sound evaluations, ${nulls} rounds a row`);
  console.log(row(['trials', 'noise', 'it speaks            '], widths));
  let alarms = 0;
  let asked = 0;
  for (const trials of [8, 20, 50, 100]) {
    for (const noise of [0.2, 0.5]) {
      const hits = count({ trials, lost: 0.1, noise, examples: 4 }, nulls, () => true);
      alarms += hits;
      asked += nulls;
      console.log(row([trials, noise, rate(hits, nulls)], widths));
    }
  }
  promise('evaluation', alarms, asked);

  const cases: readonly [string, string, (amount: number) => Omit<Setting, 'trials'>, readonly number[]][] = [
    ['steps that follow a clock (jitter of a gap)', 'irregular', (jitter) => ({ jitter }), [0.01, 0.1, 1]],
    ['half of the trials evaluated more often (times)', 'unequal', (times) => ({ times }), [2, 4]],
    ['a second set that disagrees (noise)', 'disagree', (noise) => ({ noise }), [1, 2, 4]],
    ['too few validation examples (of enough)', 'sampling', (examples) => ({ examples }), [0.7, 0.5, 0.25]],
  ];
  for (const [title, kind, settingOf, amounts] of cases) {
    console.log(`\nevaluation: ${title}, ${planting} rounds a row`);
    console.log(row(['trials', 'amount', 'missed               '], widths));
    for (const trials of [20, 50, 100]) {
      for (const amount of amounts) {
        const hits = count({ trials, ...settingOf(amount) }, planting, (said) => said === kind);
        console.log(row([trials, amount, rate(planting - hits, planting)], widths));
      }
    }
  }
}

/** Rounds in which something is said that is wanted. */
function count(setting: Setting, rounds: number, wanted: (kind: unknown) => boolean): number {
  const question = questions.find(({ code }) => code === 'evaluation');
  if (question === undefined) throw new Error('there is no question evaluation');
  let hits = 0;
  for (let seed = 0; seed < rounds; seed++) {
    const { findings } = question.ask(viewOf(roundOf(setting, seed), defaultOptions, new Map()), defaultOptions);
    if (findings.some(({ values }) => wanted(values['kind']))) hits++;
  }
  return hits;
}

function roundOf(setting: Setting, seed: number): RoundRecord {
  const { trials, examples } = setting;
  const round = planted({
    seed,
    space: unitSpace(1),
    trials,
    evaluations,
    maxSteps,
    metric: 'valid/error',
    // Evenly spread, so that the middle trial lies half of the extent behind the best.
    design: Array.from({ length: trials }, (_, i) => ({ x1: (2 * (i + 0.5)) / trials - 1 })),
    fate: ({ x1 = 0 }) => 0.15 + spread * x1,
    round: { examples: examples === undefined ? {} : { valid: Math.round(examples * enough) } },
  });
  return {
    ...round,
    trials: round.trials.map((trial) => changed(trial, setting, stream(seed, 'evaluation', trial.id))),
  };
}

function changed(trial: TrialRecord, setting: Setting, random: Stream): TrialRecord {
  const { jitter = 0, times = 1, lost = 0, noise } = setting;
  let late = 0;
  const curves = trial.curves.map((curve) => {
    const gap = maxSteps / evaluations;
    const steps = curve.steps.map((step) => step + Math.round((late += jitter * gap * random.uniform())));
    const kept = steps.map((_, i) => (trial.id % 2 === 0 || (i + 1) % times === 0) && random.uniform() >= lost);
    const some = <T>(all: readonly T[]): readonly T[] => all.filter((_, i) => kept[i] === true);
    return { ...curve, steps: some(steps), values: some(curve.values) };
  });
  if (noise === undefined) return { ...trial, curves };
  // The competitive trials fill half of the extent.
  const offset = noise * deviation * (spread / 2) * random.normal();
  const second = curves.map(({ steps, values }) => ({
    metric: 'valid_full/error',
    steps,
    values: values.map((value) => value + 0.02 + offset),
  }));
  return { ...trial, curves: [...curves, ...second] };
}
