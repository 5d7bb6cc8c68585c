/**
 * When in training do competitive trials reach their best (method D10)?
 *
 *   fraction   best step / max_steps of a competitive trial: feasible, among the better half, at least 20 evaluations,
 *              so that a tenth of training holds two of them, and not one value throughout, which has no best step
 *   share_i    share of trial i's evaluations that lie in a part of training
 *   H0         a trial's best falls on any of its evaluations alike, so in a part of training with probability share_i
 *   early      most fractions, the best trial's among them, in the first 10 %: far too many steps
 *   late       most fractions beyond 75 %: longer training may help
 *   p          P(at least as many in that part), the trials being independent
 *
 * Shares are counted, not taken to be 10 % and 25 %: where evaluations crowd one end of training, so do best steps. The
 * null is crude: no run that learns is best at any evaluation alike, and where the learning rate falls towards the end, a late
 * best is expected whatever the length, and length and decay cannot be told apart. So a late best is only a note, proposes one
 * run with the schedule stretched, never more steps alone, and is not said at all where the rate falls to next to nothing and
 * the last tenth brings little (`evidence/decayed.ts`). Where most of the trials are flat, on which evaluation the best falls is chance.
 */
import { extent, quantile, rounded } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Finding } from './finding.ts';
import { decayedOut } from './evidence/decayed.ts';
import { percent } from './evidence/percent.ts';
import { prevalent } from './evidence/populations.ts';
import { rateScheduleOf, sharedSchedule } from './evidence/rate-schedule.ts';
import type { Question } from './question.ts';
import type { RankedTrial, RoundView } from './view.ts';

const fewestEvaluations = 20;
const fewestTrials = 4;
const early = 0.1;
const late = 0.75;
/** Share of trials that must be early, or late, to call it consistent. */
const consistently = 0.75;
/** Steps suggested: a margin over the latest best step; more than before by half. */
const margin = 2;
const stretch = 1.5;

export const bestStepTexts = defineTexts('best-step', {
  early: 'training is far too long: all {count} competitive trials were at their best by {unit} {latest} of {maxSteps}',
  earlyMost:
    'training is far too long: {early} of {count} competitive trials, the best of all among them, were at their best by {unit} {latest} of {maxSteps}',
  earlyWhy: 'if the best came at a random evaluation, that many within the first 10 % would happen in {p} of rounds',
  stragglers:
    '{count} {count|trial was|trials were} best later, {worst} at the latest, and would be cut short: none of them is the best',
  fewer: 'train {maxSteps} {unit}s: twice the latest of these bests, since too long costs less than too short',
  late: 'the best comes late: {late} of {count} competitive trials were at their best in the last quarter of training',
  lateWhy:
    'if the best came at a random evaluation, that many would be late in {p} of rounds; but no run that learns is best at random, so this shows only that the best is not early',
  lateCaution:
    'where the learning rate falls towards the end, a late best is expected at any length: this alone does not show that more steps help',
  lateFalling:
    'the learning rate falls towards the end, where a late best is expected at any length: this does not show that more steps help',
  lateConstant: 'the learning rate does not fall towards the end, so that a decay is not what makes the best late',
  stretch:
    'run the best configuration once with its schedule stretched to {maxSteps} {unit}s and compare, before giving a whole round more; if more steps help, tune the decay again',
  few: '{count} competitive {count|trial|trials} with at least {evaluations} evaluations, and {fewest} are needed: evaluate more often, or wait for more trials',
  chance:
    'the best steps of {count} competitive trials lie towards one end of training, but with evaluations where they are, that would happen by chance in {p} of rounds',
  flat: '{flat} of {count} competitive trials are flat for the last part of training: on which evaluation the best falls is chance there, and where they come to rest tells of the length',
  spread:
    'the best steps of {count} competitive trials are spread out (median {median} % of training), so length is not a problem that they show',
});

/** Competitive trials with their fraction, best first: what the histogram shows. */
export function bestFractions(view: RoundView): readonly { readonly trial: RankedTrial; readonly fraction: number }[] {
  const { maxSteps } = view.round;
  if (!(maxSteps > 0)) return [];
  return view.ranked
    .slice(0, Math.ceil(view.ranked.length / 2))
    .filter((trial) => trial.outcome.evaluations >= fewestEvaluations && changes(trial, view))
    .map((trial) => ({ trial, fraction: Math.min(1, trial.outcome.bestStep / maxSteps) }));
}

function changes({ record, outcome }: RankedTrial, { round }: RoundView): boolean {
  const curve = record.curves.find(({ metric }) => metric === round.objective.metric);
  return curve?.values.some((value) => Number.isFinite(value) && value !== outcome.objective) ?? false;
}

const isEarly = (fraction: number): boolean => fraction <= early;
const isLate = (fraction: number): boolean => fraction > late;

export const bestStep: Question = {
  code: 'best-step',
  texts: bestStepTexts.table,
  ask(view, options) {
    const competitive = bestFractions(view);
    const count = competitive.length;
    if (count < fewestTrials) {
      const reason = bestStepTexts.few({ count, evaluations: fewestEvaluations, fewest: fewestTrials });
      return { findings: [], silent: [reason] };
    }
    const fractions = competitive.map(({ fraction }) => fraction);
    const earlyCount = fractions.filter(isEarly).length;
    const lateCount = fractions.filter(isLate).length;
    const bestIsEarly = fractions.slice(0, 1).every(isEarly);
    const ending =
      earlyCount >= consistently * count && bestIsEarly ? 'early' : lateCount >= consistently * count ? 'late' : null;
    if (ending !== null) {
      const p =
        ending === 'early'
          ? chanceOf(view, competitive, earlyCount, isEarly)
          : chanceOf(view, competitive, lateCount, isLate);
      if (p > options.falseAlarms) return { findings: [], silent: [bestStepTexts.chance({ count, p: percent(p) })] };
      const rests =
        ending === 'early'
          ? null
          : decayedOut(
              view,
              competitive.map(({ trial }) => trial),
            );
      if (rests !== null) return { findings: [], silent: [rests] };
      const found = ending === 'early' ? tooLong(view, competitive, p) : comesLate(view, competitive, lateCount, p);
      return { findings: [found], silent: [] };
    }
    const flat = prevalent(view, 'saturated');
    if (2 * flat.shown.length > flat.among.length) {
      return { findings: [], silent: [bestStepTexts.flat({ flat: flat.shown.length, count: flat.among.length })] };
    }
    const median = Math.round(100 * quantile(fractions, 0.5));
    return { findings: [], silent: [bestStepTexts.spread({ count, median })] };
  },
};

type Competitive = ReturnType<typeof bestFractions>;

/** P(at least `least` of the trials are at their best within a part of training) under H0. */
function chanceOf(
  { round }: RoundView,
  competitive: Competitive,
  least: number,
  within: (fraction: number) => boolean,
): number {
  let counts: readonly number[] = [1];
  for (const { trial } of competitive) {
    const curve = trial.record.curves.find(({ metric }) => metric === round.objective.metric);
    const share = curve === undefined ? NaN : shareWithin(curve, (step) => within(Math.min(1, step / round.maxSteps)));
    const before = counts;
    counts = [...before, 0].map((p, i) => p * (1 - share) + (before[i - 1] ?? 0) * share);
  }
  return counts.slice(least).reduce((sum, p) => sum + p, 0);
}

/** Of the evaluations, those at the same step taken for one. */
function shareWithin({ steps, values }: Curve, within: (step: number) => boolean): number {
  let [all, inside] = [0, 0];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] ?? NaN;
    if (!Number.isFinite(values[i]) || step === steps[i - 1]) continue;
    all++;
    if (within(step)) inside++;
  }
  return inside / all;
}

function tooLong(view: RoundView, competitive: Competitive, p: number): Finding {
  const { maxSteps, stepUnit: unit } = view.round;
  const count = competitive.length;
  const steps = (trials: Competitive): readonly number[] => trials.map(({ trial }) => trial.outcome.bestStep);
  const quick = competitive.filter(({ fraction }) => isEarly(fraction));
  const late = competitive.filter(({ fraction }) => !isEarly(fraction));
  const [, latest] = extent(steps(quick));
  const fewer = Math.max(1, Math.ceil(margin * latest));
  const names = { count, unit, latest, maxSteps };
  return {
    ...frame(competitive, p),
    headline:
      late.length === 0 ? bestStepTexts.early(names) : bestStepTexts.earlyMost({ ...names, early: quick.length }),
    explanation: [
      bestStepTexts.earlyWhy({ p: percent(p) }),
      ...(late.length === 0
        ? []
        : [bestStepTexts.stragglers({ count: late.length, worst: `${unit} ${extent(steps(late))[1]}` })]),
    ],
    advice: bestStepTexts.fewer({ maxSteps: fewer, unit }),
    action: { kind: 'fewer-steps', maxSteps: fewer },
  };
}

function comesLate(view: RoundView, competitive: Competitive, lateCount: number, p: number): Finding {
  const { maxSteps, stepUnit: unit } = view.round;
  const longer = Math.ceil(stretch * maxSteps);
  const schedule = sharedSchedule(competitive.map(({ trial }) => rateScheduleOf(trial.record)));
  return {
    ...frame(competitive, p),
    // That the best is at any evaluation alike is true of no run that learns: to refuse it says little.
    severity: 'note',
    headline: bestStepTexts.late({ late: lateCount, count: competitive.length }),
    explanation: [bestStepTexts.lateWhy({ p: percent(p) }), cautions[schedule]()],
    advice: bestStepTexts.stretch({ maxSteps: longer, unit }),
    action: { kind: 'stretch-schedule', maxSteps: longer },
  };
}

const cautions = {
  falling: bestStepTexts.lateFalling,
  constant: bestStepTexts.lateConstant,
  unknown: bestStepTexts.lateCaution,
} as const;

function frame(
  competitive: Competitive,
  p: number,
): Pick<Finding, 'code' | 'severity' | 'confidence' | 'values' | 'evidence'> {
  const fractions = competitive.map(({ fraction }) => fraction);
  const median = quantile(fractions, 0.5);
  const [earliest, latest] = extent(fractions);
  return {
    code: 'best-step',
    severity: 'advice',
    confidence: Math.min(0.99, 1 - p),
    values: { median: rounded(median) },
    evidence: {
      trials: competitive.map(({ trial }) => trial.record.id),
      numbers: { p, median, earliest, latest },
      figure: 'best-step',
    },
  };
}
