/**
 * Where trials broke down into NaN or infinity: how early, which metric first, what came before, and so the likely causes,
 * likeliest first (method D16). These are facts of the curves, and need no test; what they suggest is no proof.
 */
import { extent, median, quantile, rounded } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { breakdownOf, gradientNormOf, type Breakdown } from './evidence/breakdown.ts';
import { whereaboutsOf, type Whereabouts } from './evidence/whereabouts.ts';
import type { Action, Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Answer, Question } from './question.ts';
import { isJudged, type JudgedTrial, type RoundView } from './view.ts';

/** Within this share of `max_steps` a breakdown is early, where a warm-up helps (U3). */
const early = 0.1;
/** A warm-up longer than this share of training costs too much (U4). */
const longestWarmup = 0.05;
/** Clipping at this percentile of norms leaves most updates as they are (U5). */
const clipAt = 0.9;
/** In a wide search so many break down without anything being wrong: told, without advice. */
const few = 0.1;

export const nonFiniteTexts = defineTexts('non-finite', {
  headline:
    '{broken} of {count} trials turned to NaN or infinity, {metric} first in {first} of them, in the median at {unit} {step} of {maxSteps}',
  earliest: 'the earliest is trial {trial}, at {unit} {step}',
  grown: 'gradient norms had grown fivefold just before in {grown} of {known} of them: training became unstable',
  sudden: 'gradient norms had not grown before in {sudden} of {known} of them: it came at once',
  leapt: 'the training loss had leapt before in {leapt} of {known} of them',
  peak: 'the learning rate stood at its peak in {peak} of {known} of them',
  warming:
    'the learning rate was still warming up in {warming} of {known} of them: its peak is too high for a longer warm-up alone',
  causeRate: 'a learning rate that is too high',
  causeStart: 'an unstable start, which a warm-up of the learning rate mends',
  causeUnstable: 'instability in mid-training, which clipping of gradients mends',
  causeData: 'an input or a label that is no number, or a logarithm or division of 0',
  causePrecision: 'half precision running over: keep the loss and normalization in full precision, scale the loss',
  causes: 'likely causes, the likeliest first: {causes}',
  norms: 'log the gradient norm (grad_norm) at each report: it tells instability from a bad example',
  warmup: 'warm the learning rate up over the first {steps} {unit}s, or lower its peak',
  clip: 'clip gradients at norm {threshold}, the 90th percentile where training is sound',
  lower: 'keep {hyperparameter} below {threshold}',
  find: 'find the first value that is not a number: run trial {trial} again up to {unit} {step} with checks for it switched on',
  none: 'no trial turned to NaN or infinity for good',
});

interface Broken {
  readonly trial: JudgedTrial;
  readonly breakdown: Breakdown;
}

export const nonFinite: Question = {
  code: 'non-finite',
  texts: nonFiniteTexts.table,
  ask(view, options): Answer {
    const judged = view.search.filter(isJudged);
    const broken = judged.flatMap((trial): Broken[] => {
      const breakdown = breakdownOf(trial.record, view.round.objective);
      return breakdown === null ? [] : [{ trial, breakdown }];
    });
    if (broken.length === 0) return { findings: [], silent: [nonFiniteTexts.none()] };
    return { findings: [finding(view, judged, broken, options)], silent: [] };
  },
};

function finding(
  view: RoundView,
  judged: readonly JudgedTrial[],
  broken: readonly Broken[],
  options: InsightOptions,
): Finding {
  const { maxSteps, stepUnit: unit } = view.round;
  const ids = new Set(broken.map(({ trial }) => trial.record.id));
  const where = whereaboutsOf(view, judged, ({ record }) => ids.has(record.id), { label: 'non-finite', options });
  const steps = broken.map(({ breakdown }) => breakdown.step);
  const step = median(steps);
  const [earliest] = extent(steps);
  const [metric, first] = mostFrequent(broken.map(({ breakdown }) => breakdown.metrics[0] ?? ''));
  const preceded = summaryOf(broken.map(({ breakdown }) => breakdown));
  const isEarly = step <= early * maxSteps;
  const mattering = broken.length > 1 && broken.length > few * judged.length;
  const remedy = mattering ? remedyOf({ view, broken, where, preceded, isEarly, step }) : {};
  const sharpest = broken.find(({ breakdown }) => breakdown.step === earliest);
  return {
    code: 'non-finite',
    severity: mattering ? 'advice' : 'note',
    confidence: 1,
    headline: nonFiniteTexts.headline({
      broken: broken.length,
      count: judged.length,
      metric,
      first,
      unit,
      step: rounded(step),
      maxSteps,
    }),
    explanation: [
      nonFiniteTexts.earliest({ trial: sharpest?.trial.record.id ?? 0, unit, step: earliest }),
      ...preceded.told,
      ...(where === null ? [] : [where.told]),
      nonFiniteTexts.causes({
        causes: causesOf(where, preceded, isEarly)
          .map(({ text }) => text)
          .join('; '),
      }),
      ...(preceded.norms === 0 ? [nonFiniteTexts.norms()] : []),
    ],
    values: { metric },
    evidence: {
      trials: broken.map(({ trial }) => trial.record.id),
      numbers: { broken: broken.length, count: judged.length, first, step, earliest, grown: preceded.grown },
      figure: `curves:${view.round.objective.metric}`,
    },
    ...remedy,
  };
}

interface Preceded {
  /** Trials whose gradient norms are known, and those whose had grown. */
  readonly norms: number;
  readonly grown: number;
  /** Most of those known. */
  readonly mostlyGrown: boolean;
  readonly mostlySudden: boolean;
  readonly told: readonly Message[];
}

function summaryOf(breakdowns: readonly Breakdown[]): Preceded {
  const known = breakdowns.filter(({ grown }) => grown !== null).length;
  const grown = breakdowns.filter((each) => each.grown === true).length;
  const losses = breakdowns.filter(({ leapt }) => leapt !== null).length;
  const leapt = breakdowns.filter((each) => each.leapt === true).length;
  const rates = breakdowns.filter(({ rate }) => rate !== null).length;
  const peak = breakdowns.filter(({ rate }) => rate === 'peak').length;
  const warming = breakdowns.filter(({ rate }) => rate === 'warming').length;
  return {
    norms: known,
    grown,
    mostlyGrown: 2 * grown > known,
    mostlySudden: known > 0 && 2 * grown <= known,
    told: [
      ...(grown > 0 ? [nonFiniteTexts.grown({ grown, known })] : []),
      ...(known > grown ? [nonFiniteTexts.sudden({ sudden: known - grown, known })] : []),
      ...(leapt > 0 ? [nonFiniteTexts.leapt({ leapt, known: losses })] : []),
      ...(2 * peak > rates ? [nonFiniteTexts.peak({ peak, known: rates })] : []),
      ...(2 * warming > rates ? [nonFiniteTexts.warming({ warming, known: rates })] : []),
    ],
  };
}

function tooHighARate(where: Whereabouts | null): boolean {
  return where?.meaning === 'learning-rate' && where.split.where.side === 'above';
}

/** What the evidence points to first; what it neither supports nor excludes after that. */
function causesOf(
  where: Whereabouts | null,
  { mostlyGrown, mostlySudden }: Preceded,
  isEarly: boolean,
): readonly Message[] {
  const rate = nonFiniteTexts.causeRate();
  const unstable = isEarly ? nonFiniteTexts.causeStart() : nonFiniteTexts.causeUnstable();
  const sudden = [nonFiniteTexts.causeData(), nonFiniteTexts.causePrecision()];
  if (tooHighARate(where)) return [rate, unstable, ...(mostlySudden ? sudden.toReversed() : [])];
  if (mostlyGrown) return [unstable, rate, nonFiniteTexts.causePrecision()];
  return mostlySudden ? [...sudden, rate] : [rate, unstable, ...sudden];
}

interface Case {
  readonly view: RoundView;
  readonly broken: readonly Broken[];
  readonly where: Whereabouts | null;
  readonly preceded: Preceded;
  readonly isEarly: boolean;
  readonly step: number;
}

function remedyOf({ view, broken, where, preceded, isEarly, step }: Case): Pick<Finding, 'advice' | 'action'> {
  const { maxSteps, stepUnit: unit } = view.round;
  if (isEarly && (preceded.mostlyGrown || tooHighARate(where))) {
    const steps = Math.max(1, Math.ceil(Math.min(2 * step, longestWarmup * maxSteps)));
    const action: Action = { kind: 'add-warmup', steps };
    return { advice: nonFiniteTexts.warmup({ steps, unit }), action };
  }
  const threshold = preceded.mostlyGrown ? soundNorm(view) : null;
  if (threshold !== null) {
    return { advice: nonFiniteTexts.clip({ threshold }), action: { kind: 'clip-gradients', threshold } };
  }
  if (where !== null && tooHighARate(where) && typeof where.threshold === 'number') {
    const { id: hyperparameter } = where.hyperparameter;
    return {
      advice: nonFiniteTexts.lower({ hyperparameter, threshold: where.threshold }),
      action: { kind: 'lower-rate', hyperparameter, below: where.threshold },
    };
  }
  const [first] = broken;
  return {
    advice: nonFiniteTexts.find({ trial: first?.trial.record.id ?? 0, unit, step: first?.breakdown.step ?? step }),
    action: { kind: 'check-program', suspicion: 'non-finite' },
  };
}

/** The 90th percentile of the best trials' norms; null where they report none. */
function soundNorm({ ranked }: RoundView): number | null {
  const norms = ranked.slice(0, 3).flatMap(({ record }) => gradientNormOf(record)?.values ?? []);
  const finite = norms.filter((value) => Number.isFinite(value) && value > 0);
  return finite.length === 0 ? null : rounded(quantile(finite, clipAt), 2);
}

function mostFrequent(names: readonly string[]): readonly [name: string, count: number] {
  const counts = [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length] as const);
  return counts.reduce<readonly [string, number]>((most, each) => (each[1] > most[1] ? each : most), ['', 0]);
}
