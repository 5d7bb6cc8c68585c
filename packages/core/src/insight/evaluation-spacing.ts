/**
 * When were the trials evaluated (method D17)? At the same steps in every trial, not by the beat of a clock, nor more often in
 * some than in others; and often enough. Counted, not estimated.
 */
import { extent, median, rounded } from '../numeric/index.ts';
import { evaluationTexts } from './evaluation-texts.ts';
import { alignedWithOthers, spacingOf, type Spacing } from './evidence/spacing.ts';
import type { Finding } from './finding.ts';
import type { Answer } from './question.ts';
import type { JudgedTrial, RoundView } from './view.ts';

/** Fewest evaluations with which a best step, and an early instability, can be seen. */
const fewestEvaluations = 20;
/** Fewest trials of which it is told how most are evaluated. */
const fewestTrials = 4;
/** Evaluations per step of training that one trial may have over another, as a factor. */
const unequalDensity = 1.25;
/** Greatest over least gap of one trial, from which its spacing matters to its best value. */
const unequalGaps = 1.5;
/** Confidence of what is counted. */
const counted = 0.99;

interface Evaluated {
  readonly trial: JudgedTrial;
  /** Ascending and distinct. */
  readonly steps: readonly number[];
  readonly spacing: Spacing | null;
}

/** Trials that trained: what they were evaluated at counts, whatever came of them. */
function evaluatedOf({ search, baseline, round }: RoundView): readonly Evaluated[] {
  return [...search, ...baseline].flatMap((trial): Evaluated[] => {
    const steps = trial.record.curves.find(({ metric }) => metric === round.objective.metric)?.steps ?? [];
    // Steps that repeat or go back tell nothing of when the trial was evaluated.
    if (steps.some((step, i) => i > 0 && step <= (steps[i - 1] ?? step))) return [];
    const judged = trial.outcome.kind === 'feasible' || trial.outcome.kind === 'infeasible';
    return judged && steps.length > 0 ? [{ trial, steps, spacing: spacingOf(steps) }] : [];
  });
}

export function spacing(view: RoundView): Answer {
  const { round } = view;
  const { metric } = round.objective;
  const all = evaluatedOf(view);
  const regular = all.filter((each) => each.spacing !== null);
  const few = tooFew(view, all);
  const findings = few === null ? [] : [few];
  if (round.relativeSteps === true) return { findings, silent: [evaluationTexts.relative()] };
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
    advice:
      round.relativeSteps === true
        ? evaluationTexts.moreRelative({ evaluations })
        : evaluationTexts.more({ evaluations, maxSteps: round.maxSteps, unit, gap }),
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
