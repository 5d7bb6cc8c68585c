/**
 * Does validation jump from evaluation to evaluation late in training, and is that much beside the differences that the
 * round compares (method D6)? The jumps of the best trials are set against the lead of one scientific configuration over
 * the next, or of the best trial over the baseline, and against the noise between seeds or the spread of the competitive
 * trials: never against the runner-up, who comes the nearer the more trials there are.
 */
import { median, rounded } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { competitiveSpread } from './evidence/competitive-spread.ts';
import { expectedGain } from './evidence/comparison.ts';
import { lateNoiseOf } from './evidence/late-noise.ts';
import { isRate } from './evidence/metric.ts';
import { noiseOf, samplingError } from './evidence/noise.ts';
import { prevalent } from './evidence/populations.ts';
import { mistakes, tooFew, type Prevalence } from './evidence/prevalence.ts';
import { rateScheduleOf } from './evidence/rate-schedule.ts';
import { tunedOf } from './evidence/tuned.ts';
import type { Finding } from './finding.ts';
import type { Answer, Question } from './question.ts';
import type { RoundView } from './view.ts';

/** Jumps below this share of a difference do not blur it. */
const blurring = 1 / 3;
/** A sampling error of this share of the jumps explains a good part of them. */
const goodPart = 0.5;

export const lateVarianceTexts = defineTexts('late-variance', {
  sign: 'much noise late in training',
  large:
    '{metric} jumps by about {jump} between evaluations late in training, as much as the difference that counts ({difference}, {of})',
  blurring:
    '{metric} jumps by about {jump} between evaluations late in training, beside a difference of {difference} ({of})',
  small:
    '{metric} jumps by about {jump} between evaluations late in training, little beside the difference that counts ({difference}, {of})',
  alone: '{metric} jumps by about {jump} between evaluations late in training',
  shown: '{shown} of {count} feasible trials show it, {bestShown} of the best {best} among them',
  luck: 'a trial counts with its best value: of {evaluations} evaluations in the last quarter the luckiest is expected {luck} beyond the typical one',
  seeds: 'from seed to seed the baseline varies with standard deviation {deviation}',
  sampling: 'the {examples} validation examples alone can bring jumps of {error}: more validation data would help most',
  constant: 'the learning rate does not fall late in training: let it decay, which quiets the last steps; else ',
  remedies:
    '{first}average the weights over the last steps (Polyak averaging), use a larger batch, or validate on more data',
});

export const lateVariance: Question = {
  code: 'late-variance',
  texts: lateVarianceTexts.table,
  ask(view, options): Answer {
    const prevalence = prevalent(view, 'late-variance');
    if (prevalence.p > options.falseAlarms)
      return { findings: [], silent: [tooFew(prevalence, lateVarianceTexts.sign())] };
    return { findings: [finding(view, prevalence)], silent: [] };
  },
};

function finding(view: RoundView, { among, shown, best, bestShown, inBest, p }: Prevalence): Finding {
  const { metric } = view.round.objective;
  const affected = (inBest ? bestShown : shown).map(({ trial }) => trial.record);
  const noises = affected.flatMap(({ curves }) => {
    const curve = curves.find((one) => one.metric === metric);
    const noise = curve === undefined ? null : lateNoiseOf(curve);
    return noise === null ? [] : [noise];
  });
  const jump = noises.length === 0 ? null : median(noises.map(({ deviation }) => deviation));
  const evaluations = noises.length === 0 ? 0 : Math.round(median(noises.map((one) => one.evaluations)));
  const difference = differenceOf(view);
  const counts = { shown: shown.length, count: among.length, bestShown: bestShown.length, best: best.length };
  const size = jump === null || difference === null ? 'alone' : sizeOf(jump, difference.value);
  const told = {
    metric,
    jump: rounded(jump ?? 0, 2),
    difference: rounded(difference?.value ?? 0, 2),
    of: difference?.of ?? '',
  };
  const luck = jump === null ? null : jump * expectedGain(evaluations);
  return {
    code: 'late-variance',
    severity:
      inBest && size === 'large' && view.round.goal === 'compare'
        ? 'warning'
        : inBest && size !== 'small'
          ? 'advice'
          : 'note',
    confidence: Math.min(0.99, 1 - p),
    headline: lateVarianceTexts[size](told),
    explanation: [
      lateVarianceTexts.shown(counts),
      mistakes({ p }),
      ...(luck === null ? [] : [lateVarianceTexts.luck({ evaluations, luck: rounded(luck, 2) })]),
      ...seeds(view),
    ],
    values: { metric },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: {
        ...counts,
        p,
        ...(jump !== null && { jump }),
        ...(luck !== null && { luck }),
        ...(difference !== null && { difference: difference.value }),
      },
      figure: 'diagnosed:late-variance',
    },
    ...(size !== 'small' && {
      advice: remedies(
        view,
        affected.map(({ id }) => id),
        jump,
      ),
    }),
  };
}

function sizeOf(jump: number, difference: number): 'large' | 'blurring' | 'small' {
  if (jump >= difference) return 'large';
  return jump >= blurring * difference ? 'blurring' : 'small';
}

const differenceTexts = defineTexts('late-variance-difference', {
  configurations: 'between the best of {first} and of {second}',
  baseline: 'between the best trial and the baseline',
  seeds: 'the standard deviation between seeds',
  spread: 'between the quartiles of the competitive trials',
});

/**
 * What the round compares: its scientific configurations, else the best trial with the baseline, neither taken for less than
 * the noise between seeds, below which no difference is told apart; else that noise, or the spread of the competitive trials.
 */
function differenceOf(view: RoundView): { readonly value: number; readonly of: string } | null {
  const { mean = null, deviation = null } = noiseOf(view, view.round.objective.metric) ?? {};
  const compared = comparedIn(view, mean);
  const least = deviation ?? 0;
  if (compared !== null && compared.value > least) return compared;
  if (least > 0) return { value: least, of: differenceTexts.seeds().text };
  const spread = competitiveSpread(view);
  return compared ?? (spread === null ? null : { value: spread, of: differenceTexts.spread().text });
}

function comparedIn(view: RoundView, mean: number | null): { readonly value: number; readonly of: string } | null {
  const [first, second] = tunedOf(view).filter(({ ranked }) => ranked.length > 0);
  const [a, b] = [first?.ranked[0], second?.ranked[0]];
  if (first !== undefined && second !== undefined && a !== undefined && b !== undefined) {
    const of = differenceTexts.configurations({ first: first.label, second: second.label }).text;
    return { value: Math.abs(a.outcome.objective - b.outcome.objective), of };
  }
  const [top] = view.ranked;
  if (top === undefined || mean === null) return null;
  return { value: Math.abs(top.outcome.objective - mean), of: differenceTexts.baseline().text };
}

function seeds(view: RoundView): readonly Message[] {
  const deviation = noiseOf(view, view.round.objective.metric)?.deviation ?? null;
  return deviation === null || deviation === 0 ? [] : [lateVarianceTexts.seeds({ deviation: rounded(deviation, 2) })];
}

function remedies(view: RoundView, trials: readonly number[], jump: number | null): Message {
  const { objective, examples } = view.round;
  const value = view.ranked[0]?.outcome.objective ?? NaN;
  if (jump !== null && examples.valid !== undefined && isRate(objective.metric, [value])) {
    const error = samplingError(value, examples.valid);
    if (error >= goodPart * jump) {
      return lateVarianceTexts.sampling({ examples: examples.valid, error: rounded(error, 2) });
    }
  }
  const constant = view.ranked
    .filter(({ record }) => trials.includes(record.id))
    .some(({ record }) => rateScheduleOf(record).kind === 'constant');
  return lateVarianceTexts.remedies({ first: constant ? lateVarianceTexts.constant().text : '' });
}
