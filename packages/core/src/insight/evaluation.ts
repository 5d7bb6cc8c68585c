/**
 * Can the evaluations carry the conclusions (method D17)? Four things are asked of them:
 *
 *   spacing    the same steps in every trial; not the beat of a clock, nor more often in some trials than in others, whose
 *              best over training is then picked from more values
 *   number     at least 20 a trial, as `best-step` asks: a tenth of training, in which early instability shows, holds two
 *   second set the same measure on another validation set puts the competitive trials (better half) in the same order:
 *              Spearman's ρ is not surely below `agreement`
 *   sampling   e_d = 1.96 √(e₁² + e₂²), e as in `evidence/noise.ts`: the difference of two rates that the examples of the
 *              validation set alone explain. Half of the trials lie within it of the best: the set cannot order them
 *
 * The first two are counted and not estimated. Shared examples make e_d too large, which says more than is so only about
 * how many examples are needed; the text says so.
 */
import { extent, median, normalQuantile, rounded } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { isRate } from './evidence/metric.ts';
import { samplingError } from './evidence/noise.ts';
import { correlationBelow, rankCorrelation } from './evidence/rank-correlation.ts';
import { alignedWithOthers, spacingOf, type Spacing } from './evidence/spacing.ts';
import { valueAt } from './evidence/value-at.ts';
import type { Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Answer, Question } from './question.ts';
import type { JudgedTrial, RankedTrial, RoundView } from './view.ts';

/** Fewest evaluations with which a best step, and an early instability, can be seen. */
const fewestEvaluations = 20;
/** Fewest trials of which it is told how most are evaluated. */
const fewestTrials = 4;
/** Evaluations per step of training that one trial may have over another, as a factor. */
const unequalDensity = 1.25;
/** Greatest over least gap of one trial, from which its spacing matters to its best value. */
const unequalGaps = 1.5;
/** Rank correlation of two validation sets below which they order trials differently: half of the ranks' variance shared. */
const agreement = 0.7;
/** Competitive trials without which no correlation is told. */
const fewestPairs = 8;
const level = 0.95;

export const evaluationTexts = defineTexts('evaluation', {
  timed:
    'evaluations follow a clock rather than the steps: {count} of {trials} trials were evaluated at irregular steps of their own (every {least} to {greatest} {unit}s)',
  timedWhy:
    'no two trials are then compared at the same {unit}, and a slower machine evaluates more often per {unit}, so that its best is picked from more values',
  slight: 'the gaps differ little here, so the best values are hardly affected',
  unequal: 'trials were not evaluated alike: every {least} {unit}s in some, every {most} in others',
  apart:
    '{count} of {trials} trials were evaluated at {unit}s of their own, so that no two are compared at the same one',
  unequalWhy: 'the best over training is picked from more values where evaluations are more frequent, and looks better',
  regular: 'evaluate every {gap} {unit}s, counted in {unit}s and not in time, in every trial',
  few: 'trials have {median} {median|evaluation|evaluations} each: too few to see early instability or when a trial is best',
  fewWhy:
    'the first tenth of training, where instability shows, holds {early} of them; the best value may lie between two of them',
  fewDense: 'the training loss is reported more often, at {count} steps, and shows early instability',
  more: 'evaluate {evaluations} times in {maxSteps} {unit}s, every {gap}',
  disagree:
    '{metric} and {other} put the competitive trials in different orders: which trial is best depends on the set',
  disagreeWhy:
    'the rank correlation of the better half ({count} trials) is {rho}; were it {bound} or more, one so low would come in {p} of rounds',
  best: 'trial {first} is best by {metric}; by {other} it is number {place}, and trial {second} is best',
  useFull:
    'choose by the larger set, or the one nearer to deployment; if one is part of the other, evaluate on all of it',
  small:
    '{examples} validation examples cannot order the better half of the trials: {half} of {count} lie within {difference} of the best, and sampling alone explains that',
  smallWhy:
    'a difference of {spread} between the best and the middle trial needs about {needed} examples, {times} times as many; fewer, since all trials share them, but how many fewer only predictions by example can tell',
  larger: 'validate on more examples, or take the leading trials for equal and choose the cheapest',
  noTrials:
    '{count} {count|trial|trials} with at least {evaluations} evaluations of {metric}, and {fewest} are needed to compare their steps',
  enough: 'evaluations are even, frequent enough and at the same {unit}s in all {trials} trials',
  oneSet: 'no other validation set reports a metric like {metric}, so agreement between sets cannot be judged',
  pairs:
    '{count} competitive {count|trial has|trials have} both {metric} and {other}, and {fewest} are needed to compare the sets',
  agrees: '{metric} and {other} order the competitive trials alike enough (rank correlation {rho})',
  unknownSize:
    'the number of validation examples is not known (examples: valid), so the sampling error of {metric} is not either',
  notRate: '{metric} is not a rate, so its sampling error is not known',
  resolved: 'the middle trial lies {spread} behind the best, more than sampling explains ({difference})',
});

export const evaluation: Question = {
  code: 'evaluation',
  texts: evaluationTexts.table,
  ask(view, options) {
    const answers = [spacing(view), secondSets(view, options), sampling(view)];
    return {
      findings: answers.flatMap(({ findings }) => findings),
      silent: answers.flatMap(({ silent }) => silent),
    };
  },
};

const found = (finding: Finding): Answer => ({ findings: [finding], silent: [] });
const silence = (reason: Message): Answer => ({ findings: [], silent: [reason] });

interface Evaluated {
  readonly trial: JudgedTrial;
  /** Ascending and distinct. */
  readonly steps: readonly number[];
  readonly spacing: Spacing | null;
}

/** Trials that trained: what they were evaluated at counts, whatever came of them. */
function evaluatedOf({ search, baseline, round }: RoundView): readonly Evaluated[] {
  return [...search, ...baseline].flatMap((trial): Evaluated[] => {
    const steps = curveOf(trial, round.objective.metric)?.steps ?? [];
    // Steps that repeat or go back tell nothing of when the trial was evaluated.
    if (steps.some((step, i) => i > 0 && step <= (steps[i - 1] ?? step))) return [];
    const judged = trial.outcome.kind === 'feasible' || trial.outcome.kind === 'infeasible';
    return judged && steps.length > 0 ? [{ trial, steps, spacing: spacingOf(steps) }] : [];
  });
}

function spacing(view: RoundView): Answer {
  const { round } = view;
  const { metric } = round.objective;
  const all = evaluatedOf(view);
  const regular = all.filter((each) => each.spacing !== null);
  const few = tooFew(view, all);
  const findings = few === null ? [] : [few];
  if (regular.length < fewestTrials) {
    // What is spaced out over too few evaluations is said already.
    const reason = evaluationTexts.noTrials({ count: regular.length, evaluations: 7, metric, fewest: fewestTrials });
    return { findings, silent: few === null ? [reason] : [] };
  }
  const aligned = alignedWithOthers(regular.map(({ steps }) => steps));
  const apart = regular.filter((_, i) => aligned[i] === false);
  const timed = apart.filter((each) => each.spacing?.kind === 'timed');
  if (timed.length >= regular.length / 2) return { findings: [...findings, byClock(view, regular, timed)], silent: [] };
  const density = regular.flatMap((each) => (each.spacing === null ? [] : [1 / each.spacing.gap]));
  const [least, most] = extent(density);
  if (most > unequalDensity * least || apart.length > regular.length / 2) {
    return { findings: [...findings, unequal(view, regular, apart, [least, most])], silent: [] };
  }
  const reason = evaluationTexts.enough({ unit: round.stepUnit, trials: regular.length });
  return { findings, silent: few === null ? [reason] : [] };
}

function byClock({ round }: RoundView, all: readonly Evaluated[], timed: readonly Evaluated[]): Finding {
  const spacings = timed.flatMap((each) => each.spacing ?? []);
  const [least] = extent(spacings.map((each) => each.least));
  const [, greatest] = extent(spacings.map((each) => each.greatest));
  const gap = tidy(median(spacings.map((each) => each.gap)));
  const ratio = median(spacings.map((each) => each.greatest / each.least));
  const slight = ratio <= unequalGaps;
  const unit = round.stepUnit;
  return {
    code: 'evaluation',
    severity: slight ? 'note' : 'advice',
    confidence: counted,
    headline: evaluationTexts.timed({ count: timed.length, trials: all.length, least, greatest, unit }),
    explanation: [evaluationTexts.timedWhy({ unit }), ...(slight ? [evaluationTexts.slight()] : [])],
    values: { kind: 'irregular', metric: round.objective.metric },
    evidence: {
      trials: timed.map(({ trial }) => trial.record.id),
      numbers: { timed: timed.length, trials: all.length, least, greatest, ratio },
      figure: `curves:${round.objective.metric}`,
    },
    advice: evaluationTexts.regular({ gap, unit }),
    action: { kind: 'check-program', suspicion: 'evaluations follow a clock' },
  };
}

/** Counted, not estimated. */
const counted = 0.99;

function unequal(
  { round }: RoundView,
  all: readonly Evaluated[],
  apart: readonly Evaluated[],
  [least, most]: readonly [number, number],
): Finding {
  const unit = round.stepUnit;
  const often = most > unequalDensity * least;
  const gap = tidy(median(all.flatMap((each) => each.spacing?.gap ?? [])));
  const headline = often
    ? evaluationTexts.unequal({ least: rounded(1 / most), most: rounded(1 / least), unit })
    : evaluationTexts.apart({ count: apart.length, trials: all.length, unit });
  return {
    code: 'evaluation',
    severity: often ? 'advice' : 'note',
    confidence: counted,
    headline,
    explanation: often ? [evaluationTexts.unequalWhy()] : [],
    values: { kind: 'unequal', metric: round.objective.metric },
    evidence: {
      trials: (apart.length > 0 ? apart : all).map(({ trial }) => trial.record.id),
      numbers: { leastPerStep: least, mostPerStep: most, apart: apart.length },
      figure: `curves:${round.objective.metric}`,
    },
    advice: evaluationTexts.regular({ gap, unit }),
    action: { kind: 'check-program', suspicion: 'trials are evaluated at different steps' },
  };
}

/** Null where trials that trained to their end have enough evaluations, or there are none. */
function tooFew(view: RoundView, all: readonly Evaluated[]): Finding | null {
  const { round } = view;
  const whole = all.filter(({ trial }) => trial.outcome.kind === 'feasible');
  const middle = Math.round(median(whole.map(({ steps }) => steps.length)));
  if (whole.length === 0 || middle >= fewestEvaluations || !(round.maxSteps > 0)) return null;
  const unit = round.stepUnit;
  const early = Math.round(
    median(whole.map(({ steps }) => steps.filter((step) => step > 0 && step <= 0.1 * round.maxSteps).length)),
  );
  const dense = Math.round(median(whole.map(({ trial }) => lossReports(trial))));
  const seen = dense >= fewestEvaluations;
  const gap = Math.max(1, tidy(round.maxSteps / fewestEvaluations));
  const evaluations = Math.max(1, Math.floor(round.maxSteps / gap));
  if (evaluations <= middle) return null;
  return {
    code: 'evaluation',
    severity: seen ? 'note' : 'advice',
    confidence: counted,
    headline: evaluationTexts.few({ median: middle }),
    explanation: [evaluationTexts.fewWhy({ early }), ...(seen ? [evaluationTexts.fewDense({ count: dense })] : [])],
    values: { kind: 'few', metric: round.objective.metric },
    evidence: {
      trials: whole.map(({ trial }) => trial.record.id),
      numbers: { evaluations: middle, early, lossReports: dense },
      figure: `curves:${round.objective.metric}`,
    },
    advice: evaluationTexts.more({ evaluations, maxSteps: round.maxSteps, unit, gap }),
    action: { kind: 'evaluate-more', evaluations },
  };
}

function lossReports({ record }: JudgedTrial): number {
  return extent([
    0,
    ...record.curves.filter(({ metric }) => isTrainingLoss(metric)).map(({ steps }) => steps.length),
  ])[1];
}

const isTrainingLoss = (metric: string): boolean => /^(train\/.*loss|loss)$/.test(metric);

/** As round as it stays above nine tenths: 1503 → 1500, 47 → 45. */
function tidy(gap: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, gap))) - 1);
  const fives = Math.floor(gap / (5 * unit)) * 5 * unit;
  return fives >= 0.9 * gap ? fives : Math.floor(gap / unit) * unit;
}

function secondSets(view: RoundView, options: InsightOptions): Answer {
  const { metric } = view.round.objective;
  const others = otherSets(view);
  if (others.length === 0) return silence(evaluationTexts.oneSet({ metric }));
  const answers = others.map((other) => compareSets(view, other, options.falseAlarms / others.length));
  return {
    findings: answers.flatMap(({ findings }) => findings),
    silent: answers.flatMap(({ silent }) => silent),
  };
}

/** Metrics of the objective's name under another split, training and test apart: `valid_full/error` beside `valid/error`. */
function otherSets({ round, search }: RoundView): readonly string[] {
  const split = (name: string): string => name.slice(0, name.indexOf('/'));
  const rest = (name: string): string => name.slice(name.indexOf('/') + 1);
  const { metric } = round.objective;
  if (!metric.includes('/')) return [];
  const names = new Set(search.flatMap(({ record }) => record.curves.map((curve) => curve.metric)));
  return [...names].filter(
    (name) =>
      name.includes('/') &&
      name !== metric &&
      rest(name) === rest(metric) &&
      !/^(train|training|test)/.test(split(name)),
  );
}

function compareSets(view: RoundView, other: string, falseAlarms: number): Answer {
  const { metric, direction } = view.round.objective;
  const pairs = view.ranked.slice(0, Math.ceil(view.ranked.length / 2)).flatMap((trial) => {
    const curve = curveOf(trial, other);
    const value = curve === undefined ? undefined : valueAt(curve, trial.outcome.bestStep);
    return value === undefined ? [] : [{ trial, value }];
  });
  const count = pairs.length;
  if (count < fewestPairs) return silence(evaluationTexts.pairs({ count, metric, other, fewest: fewestPairs }));
  const rho = rankCorrelation(
    pairs.map(({ trial }) => trial.outcome.objective),
    pairs.map(({ value }) => value),
  );
  const p = rho === null ? 1 : correlationBelow(rho, count, agreement);
  if (rho === null || p > falseAlarms) {
    return silence(evaluationTexts.agrees({ metric, other, rho: rho === null ? null : rounded(rho, 2) }));
  }
  const sign = direction === 'minimize' ? 1 : -1;
  const byOther = pairs.toSorted((a, b) => sign * (a.value - b.value));
  const [first] = pairs;
  const [second] = byOther;
  const place = byOther.findIndex(({ trial }) => trial === first?.trial) + 1;
  const why = evaluationTexts.disagreeWhy({ count, rho: rounded(rho, 2), bound: agreement, p: rounded(p, 2) });
  return found({
    code: 'evaluation',
    severity: 'warning',
    confidence: Math.min(counted, 1 - p),
    headline: evaluationTexts.disagree({ metric, other }),
    explanation: [
      why,
      ...(first === undefined || second === undefined || place <= 1
        ? []
        : [
            evaluationTexts.best({
              first: first.trial.record.id,
              second: second.trial.record.id,
              metric,
              other,
              place,
            }),
          ]),
    ],
    values: { kind: 'disagree', metric, other },
    evidence: {
      trials: pairs.map(({ trial }) => trial.record.id),
      numbers: { rankCorrelation: rho, p, trials: count, place },
    },
    advice: evaluationTexts.useFull(),
  });
}

function sampling(view: RoundView): Answer {
  const { round, ranked } = view;
  const { metric } = round.objective;
  const values = ranked.map(({ outcome }) => outcome.objective);
  const [best] = values;
  const middle = values[Math.ceil(values.length / 2) - 1];
  if (best === undefined || middle === undefined || values.length < fewestPairs) return { findings: [], silent: [] };
  if (!isRate(metric, values)) return silence(evaluationTexts.notRate({ metric }));
  const { valid } = round.examples;
  if (valid === undefined || !(valid > 0)) return silence(evaluationTexts.unknownSize({ metric }));
  const factor = normalQuantile((1 + level) / 2);
  const difference = factor * Math.hypot(samplingError(best, valid), samplingError(middle, valid));
  const spread = Math.abs(middle - best);
  if (spread > difference) {
    return silence(evaluationTexts.resolved({ spread: rounded(spread, 2), difference: rounded(difference, 2) }));
  }
  const within = ranked.filter(({ outcome }) => Math.abs(outcome.objective - best) <= difference);
  const needed = spread > 0 ? valid * (difference / spread) ** 2 : Infinity;
  return found(smallSet(view, within, { spread, difference, needed, valid, count: values.length }));
}

interface SmallSet {
  readonly spread: number;
  readonly difference: number;
  readonly needed: number;
  readonly valid: number;
  readonly count: number;
}

function smallSet({ round }: RoundView, within: readonly RankedTrial[], shares: SmallSet): Finding {
  const { spread, difference, needed, valid, count } = shares;
  const finite = Number.isFinite(needed);
  return {
    code: 'evaluation',
    severity: 'advice',
    confidence: level,
    headline: evaluationTexts.small({
      examples: valid,
      half: within.length,
      count,
      difference: rounded(difference, 2),
    }),
    explanation: finite
      ? [
          evaluationTexts.smallWhy({
            spread: rounded(spread, 2),
            needed: rounded(needed, 2),
            times: rounded(needed / valid, 2),
          }),
        ]
      : [],
    values: { kind: 'sampling', metric: round.objective.metric },
    evidence: {
      trials: within.map(({ record }) => record.id),
      numbers: { difference, spread, examples: valid, ...(finite && { needed }) },
      figure: `curves:${round.objective.metric}`,
    },
    advice: evaluationTexts.larger(),
  };
}

function curveOf({ record }: JudgedTrial, metric: string): Curve | undefined {
  return record.curves.find((curve) => curve.metric === metric);
}
