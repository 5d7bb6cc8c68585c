/**
 * Were training and validation both flat long before the end in the trials that matter (method D8)? With the training set
 * fitted, steps are wasted: fewer will do. Flat while the training loss is high means that the rate no longer gets further,
 * or that the model cannot: a decay or more capacity, not fewer steps.
 */
import { extent, median, rounded } from '../numeric/index.ts';
import type { Objective } from '../study/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { noiseOf } from './evidence/noise.ts';
import { endedOf, prevalent } from './evidence/populations.ts';
import { surenessOf, tooScarce, type Prevalence } from './evidence/prevalence.ts';
import { rateScheduleOf } from './evidence/rate-schedule.ts';
import { fitOf, type Fit } from './evidence/training.ts';
import type { Finding } from './finding.ts';
import type { Answer, Question } from './question.ts';
import type { JudgedTrial, RoundView } from './view.ts';

/** Steps suggested over the latest step from which one of the best was flat: too short costs more than too long. */
const margin = 1.5;
/** Share of competitive trials that makes it the round's, where only one of the best three shows it. */
const most = 0.5;
/** One trial is a curiosity. */
const fewest = 2;
/** Fewer steps than this share of the present ones are worth a change. */
const worthwhile = 0.8;

export const saturatedTexts = defineTexts('saturated', {
  sign: 'flat long before the end',
  fitted:
    'training is longer than needed: {shown} of {count} competitive trials are flat, in the median from {unit} {step} of {maxSteps} on, with the training set fitted',
  high: 'training comes to rest with much left to learn: {shown} of {count} competitive trials are flat, in the median from {unit} {step} of {maxSteps} on, at {metric} {final}',
  unknown:
    'validation is flat, in the median from {unit} {step} of {maxSteps} on, in {shown} of {count} competitive trials; no training metric tells why',
  bestToo: '{bestShown} of the best {best} are among them, the latest of these flat from {unit} {latest} on',
  gain: 'after that the best {metric} improved by {gain}, in the median of these trials',
  gainOfNoise:
    'after that the best {metric} improved by {gain}, in the median of these trials: {times} × the standard deviation between seeds',
  cut: 'no competitive trial ran to max_steps: one that was stopped for being flat wastes no steps',
  fit: '{metric} ends at {final}, having begun at {first}',
  fewer: 'train {maxSteps} {unit}s: half as many again as the latest of the best took to come to rest',
  little: 'the latest of the best came to rest too late for fewer steps to save much: leave the length',
  decay:
    'let the learning rate decay: it does not fall here, and a steady rate stops getting nearer; fewer steps would gain nothing else',
  capacity:
    'the learning rate falls already: try a larger model, or less regularization; fewer steps would gain nothing else',
  decayOrCapacity:
    'let the learning rate decay, if it does not; else try a larger model or less regularization. Fewer steps would gain nothing else',
  report: 'report a training metric (train/loss), which tells too many steps from too little capacity',
});

export const saturated: Question = {
  code: 'saturated',
  texts: saturatedTexts.table,
  ask(view): Answer {
    if (view.ranked.length > 0 && endedOf(view).length === 0) return { findings: [], silent: [saturatedTexts.cut()] };
    const prevalence = prevalent(view, 'saturated');
    const { inBest, bestShown, shown, among } = prevalence;
    // Steps are taken from all trials, so the best must be among those that do not need them.
    const matters = inBest || (bestShown.length > 0 && shown.length >= Math.max(fewest, most * among.length));
    if (!matters) return { findings: [], silent: [tooScarce(prevalence, saturatedTexts.sign())] };
    return { findings: [finding(view, prevalence)], silent: [] };
  },
};

function finding(view: RoundView, prevalence: Prevalence): Finding {
  const { among, shown, best, bestShown } = prevalence;
  const { maxSteps, stepUnit: unit, objective } = view.round;
  const step = median(shown.map(({ diagnosis }) => diagnosis.step));
  const [, latest] = extent(bestShown.map(({ diagnosis }) => diagnosis.step));
  const fits = shown.flatMap(({ trial }) => fitOf(trial.record, objective) ?? []);
  const [fit] = fits;
  const state =
    fit === undefined ? 'unknown' : 2 * fits.filter(({ fitted }) => fitted).length > fits.length ? 'fitted' : 'high';
  const gains = shown.flatMap(({ trial, diagnosis }) => gainSince(trial, diagnosis.step, objective) ?? []);
  const gain = gains.length === 0 ? null : median(gains);
  const counts = { shown: shown.length, count: among.length, bestShown: bestShown.length, best: best.length };
  const told = { ...counts, unit, step: rounded(step), latest: rounded(latest), maxSteps };
  const shorter = Math.ceil(margin * latest);
  const action = state === 'fitted' && shorter >= 1 && shorter <= worthwhile * maxSteps;
  return {
    code: 'saturated',
    // Steps are wasted for sure; a decay or more capacity is a guess.
    severity: state === 'fitted' ? 'advice' : 'note',
    confidence: surenessOf(prevalence),
    headline:
      state === 'fitted'
        ? saturatedTexts.fitted(told)
        : state === 'high' && fit !== undefined
          ? saturatedTexts.high({ ...told, metric: fit.metric, final: rounded(fit.final) })
          : saturatedTexts.unknown(told),
    explanation: [saturatedTexts.bestToo(told), ...sinceRest(view, gain), ...fitted(fit)],
    values: { state },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: {
        ...counts,
        step,
        latest,
        ...(gain !== null && { gain }),
        ...(fit !== undefined && { final: fit.final, first: fit.first }),
      },
      figure: 'diagnosed:saturated',
    },
    advice: advise(
      shown.map(({ trial }) => trial),
      state,
      action ? { maxSteps: shorter, unit } : null,
    ),
    ...(action && { action: { kind: 'fewer-steps', maxSteps: shorter } }),
  };
}

/** What the best improves by after a step; null where either part holds no value. */
function gainSince({ record }: JudgedTrial, step: number, { metric, direction }: Objective): number | null {
  const { steps = [], values = [] } = record.curves.find((curve) => curve.metric === metric) ?? {};
  const sign = direction === 'minimize' ? 1 : -1;
  const bestOf = (within: (at: number) => boolean): number =>
    values
      .filter((value, i) => Number.isFinite(value) && within(steps[i] ?? NaN))
      .reduce((low, value) => Math.min(low, sign * value), Infinity);
  const gain = bestOf((at) => at <= step) - bestOf((at) => at > step);
  return Number.isFinite(gain) ? Math.max(0, gain) : null;
}

function sinceRest(view: RoundView, gain: number | null): readonly Message[] {
  if (gain === null) return [];
  const { metric } = view.round.objective;
  const deviation = noiseOf(view, metric)?.deviation ?? 0;
  const told = { metric, gain: rounded(gain, 2) };
  return [
    deviation > 0
      ? saturatedTexts.gainOfNoise({ ...told, times: rounded(gain / deviation, 2) })
      : saturatedTexts.gain(told),
  ];
}

function fitted(fit: Fit | undefined): readonly Message[] {
  if (fit === undefined) return [];
  return [saturatedTexts.fit({ metric: fit.metric, final: rounded(fit.final), first: rounded(fit.first) })];
}

function advise(
  trials: readonly JudgedTrial[],
  state: 'fitted' | 'high' | 'unknown',
  shorter: { readonly maxSteps: number; readonly unit: string } | null,
): Message {
  switch (state) {
    case 'fitted':
      return shorter === null ? saturatedTexts.little() : saturatedTexts.fewer(shorter);
    case 'unknown':
      return saturatedTexts.report();
    case 'high': {
      const kinds = new Set(trials.map(({ record }) => rateScheduleOf(record).kind));
      if (kinds.size === 1 && kinds.has('constant')) return saturatedTexts.decay();
      return kinds.has('unknown') || kinds.has('constant')
        ? saturatedTexts.decayOrCapacity()
        : saturatedTexts.capacity();
    }
  }
}
