/**
 * Does validation get worse for good while training goes on (method D5)? By the objective: in the best trials of each
 * scientific value, which puts the comparison in doubt; in others only, where choosing the best may favour what merely
 * hobbles training; and by the loss alone, which is over-confidence and no overfitting of what is judged.
 */
import { diagnose } from '../diagnosis/index.ts';
import { median, rounded } from '../numeric/index.ts';
import { flatten, type Identity } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { percent } from './evidence/percent.ts';
import { prevalent } from './evidence/populations.ts';
import {
  bestCount,
  judged,
  mistakes,
  prevalenceOf,
  showing,
  tooFew,
  type Prevalence,
  type Showing,
} from './evidence/prevalence.ts';
import { fitOf, gapAt } from './evidence/training.ts';
import { tunedOf } from './evidence/tuned.ts';
import { meaningOf, whereaboutsOf } from './evidence/whereabouts.ts';
import type { Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Answer, Question } from './question.ts';
import type { RankedTrial, RoundView } from './view.ts';

export const overfittingTexts = defineTexts('overfitting', {
  sign: 'overfitting',
  best: 'the best trials overfit: {metric} gets worse for good in {shown} of the best {best}, from {unit} {step} on',
  bestOf:
    'the best trials overfit: {metric} gets worse for good in {shown} of the best {best}, from {unit} {step} on, under {labels}',
  some: '{shown} of {count} trials overfit: {metric} gets worse for good, in the median from {unit} {step} on',
  accidental:
    '{shown} of {count} trials overfit but none of the best {best}: choosing the best may favour what merely hobbles training',
  stillTaken:
    'each trial counts with its best value over training, so that overfitting costs steps rather than results; a regularized one could still go on getting better',
  unequal:
    'where configurations overfit to different degrees, a comparison of their best values compares how well each happens to be regularized',
  avoided: 'were the {shown} spread over the ranks by chance, all of the best {best} would escape in {p} of rounds',
  gap: 'in trial {trial} {train} is {trainValue} where {metric} is {value}, at its last {unit} {step}',
  regularize:
    'add regularization or strengthen it (weight decay, dropout, label smoothing, augmentation) and tune its strength, before comparing',
  compared: 'regularization ({names}) is what this round compares: leave the rest of it as it is',
  unfitted:
    'training is no better than validation there, so regularization is unlikely to help: compare the training and validation data first',
  confidence:
    '{metric} rises for good in {shown} of the best {best} trials, from {unit} {step} on, while {objective} does not get worse: over-confidence, not overfitting of what is judged',
  confidenceWhy:
    'a model that grows too sure of itself makes the loss of its mistakes grow while it makes no more of them; where its probabilities are used, label smoothing or calibration helps',
  hardlyFitted:
    'no trial fits its training set ({metric} ends at {final}, from {first}), so regularization is unlikely to help now',
});

const regularizers = ['weight-decay', 'dropout', 'label-smoothing', 'augmentation'];
/** How seldom the best escape by chance, to say that they differ from the rest. */
const seldom = 0.05;

interface Group {
  /** The scientific configuration; null for a round without studies of their own. */
  readonly label: string | null;
  readonly ranked: readonly RankedTrial[];
}

export const overfitting: Question = {
  code: 'overfitting',
  texts: overfittingTexts.table,
  ask(view, options): Answer {
    const groups = groupsOf(view);
    const each = groups.map((group) => ({ group, prevalence: prevalenceOf(view, group.ranked, ['overfitting']) }));
    const inBest = each.filter(
      ({ prevalence }) => prevalence.inBest && prevalence.p * groups.length <= options.falseAlarms,
    );
    const overall = prevalent(view, 'overfitting');
    const loss = overConfidence(view, options);
    const also = loss === null ? [] : [loss];
    if (inBest.length > 0) return { findings: [best(view, inBest, groups.length), ...also], silent: [] };
    if (overall.p <= options.falseAlarms) return { findings: [others(view, overall, options), ...also], silent: [] };
    return { findings: also, silent: [tooFew(overall, overfittingTexts.sign()), ...hardlyFitted(view)] };
  },
};

function groupsOf(view: RoundView): readonly Group[] {
  const tuned = tunedOf(view);
  return tuned.length > 1 ? tuned : [{ label: null, ranked: view.ranked }];
}

interface Found {
  readonly group: Group;
  readonly prevalence: Prevalence;
}

function best(view: RoundView, found: readonly Found[], groups: number): Finding {
  const shown = found.flatMap(({ prevalence }) => prevalence.bestShown);
  const count = found.reduce((sum, { prevalence }) => sum + prevalence.best.length, 0);
  const labels = found.flatMap(({ group }) => group.label ?? []);
  const names = { ...onset(view, shown), shown: shown.length, best: count };
  const p = Math.min(1, groups * Math.min(...found.map(({ prevalence }) => prevalence.p)));
  return {
    ...frame(view, shown, { shown: shown.length, best: count, p }),
    severity: view.round.goal === 'compare' ? 'warning' : 'advice',
    headline:
      labels.length === 0
        ? overfittingTexts.best(names)
        : overfittingTexts.bestOf({ ...names, labels: labels.join(', ') }),
    explanation: [
      mistakes({ p }),
      ...gaps(view, shown),
      view.round.goal === 'compare' ? overfittingTexts.unequal() : overfittingTexts.stillTaken(),
    ],
    ...remedy(view, shown),
  };
}

function others(
  view: RoundView,
  { among, shown, best: top, bestShown, p }: Prevalence,
  options: InsightOptions,
): Finding {
  const escaping = avoidance(among.length, shown.length, top.length);
  const accidental = bestShown.length === 0 && escaping <= seldom;
  const ids = new Set(shown.map(({ trial }) => trial.record.id));
  const where = whereaboutsOf(view, among, ({ record }) => ids.has(record.id), { label: 'overfitting', options });
  const names = { ...onset(view, shown), shown: shown.length, count: among.length, best: top.length };
  return {
    ...frame(view, shown, { shown: shown.length, count: among.length, bestShown: bestShown.length, escaping, p }),
    severity: accidental && view.round.goal === 'compare' ? 'warning' : 'advice',
    headline: accidental ? overfittingTexts.accidental(names) : overfittingTexts.some(names),
    explanation: [
      mistakes({ p }),
      ...(bestShown.length === 0 ? [overfittingTexts.avoided({ ...names, p: percent(escaping) })] : []),
      ...(where === null ? [] : [where.told]),
      ...gaps(view, shown),
    ],
    ...remedy(view, shown),
  };
}

/** P(none of the best `top` of `count` trials is among `shown` drawn without replacement). */
function avoidance(count: number, shown: number, top: number): number {
  let p = 1;
  for (let i = 0; i < top; i++) p *= Math.max(0, count - shown - i) / (count - i);
  return p;
}

function overConfidence(view: RoundView, options: InsightOptions): Finding | null {
  const { objective, maxSteps, stepUnit: unit } = view.round;
  const metric = `${objective.metric.slice(0, objective.metric.lastIndexOf('/') + 1)}loss`;
  if (metric === objective.metric) return null;
  const top = view.ranked.slice(0, bestCount);
  const overfit = new Set(showing(view, top, ['overfitting']).map(({ trial }) => trial.record.id));
  const shown = top.flatMap((trial): readonly Showing<RankedTrial>[] => {
    const { curves } = trial.record;
    if (overfit.has(trial.record.id) || !curves.some((curve) => curve.metric === metric)) return [];
    const byLoss = diagnose({ curves, objective: { metric, direction: 'minimize' }, maxSteps, chance: null });
    const rising = new Map([[trial.record.id, byLoss]]);
    return showing({ ...view, diagnoses: rising }, [trial], ['overfitting'], (one) => one.metric === metric);
  });
  const { p, inBest } = judged(view, top, shown);
  if (!inBest || p > options.falseAlarms) return null;
  const step = rounded(median(shown.map(({ diagnosis }) => diagnosis.step)));
  const told = { metric, shown: shown.length, best: top.length, unit, step, objective: objective.metric };
  return {
    ...frame(view, shown, { shown: shown.length, best: top.length, p }),
    severity: 'note',
    headline: overfittingTexts.confidence(told),
    explanation: [mistakes({ p }), overfittingTexts.confidenceWhy()],
    values: { metric, byLossAlone: true },
  };
}

function frame(
  view: RoundView,
  shown: readonly Showing[],
  numbers: Readonly<Record<string, number>> & { readonly p: number },
): Pick<Finding, 'code' | 'confidence' | 'values' | 'evidence'> {
  return {
    code: 'overfitting',
    confidence: Math.min(0.99, 1 - numbers.p),
    values: { metric: view.round.objective.metric },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: { ...numbers, step: median(shown.map(({ diagnosis }) => diagnosis.step)) },
      figure: 'train-valid',
    },
  };
}

function onset(
  { round }: RoundView,
  shown: readonly Showing[],
): { readonly metric: string; readonly unit: string; readonly step: number } {
  const step = rounded(median(shown.map(({ diagnosis }) => diagnosis.step)));
  return { metric: round.objective.metric, unit: round.stepUnit, step };
}

/** How far training and validation are apart at the end of the first such trial. */
function gaps({ round }: RoundView, shown: readonly Showing[]): readonly Message[] {
  return shown.slice(0, 1).flatMap(({ trial }) => {
    const gap = gapAt(trial.record, round.objective, 'end');
    const step = trial.outcome.kind === 'feasible' ? trial.outcome.lastStep : 0;
    const { metric } = round.objective;
    return gap === null
      ? []
      : overfittingTexts.gap({
          trial: trial.record.id,
          train: gap.metric,
          trainValue: rounded(gap.train),
          metric,
          value: rounded(gap.valid),
          unit: round.stepUnit,
          step,
        });
  });
}

function remedy(view: RoundView, shown: readonly Showing[]): Pick<Finding, 'advice' | 'action'> {
  const names = regularizersCompared(view);
  if (names.length > 0) return { advice: overfittingTexts.compared({ names: names.join(', ') }) };
  const known = shown.flatMap(({ trial }) => gapAt(trial.record, view.round.objective, 'end') ?? []);
  if (known.length > 0 && known.every(({ ahead }) => !ahead)) return { advice: overfittingTexts.unfitted() };
  return { advice: overfittingTexts.regularize(), action: { kind: 'regularize' } };
}

function regularizersCompared({ round }: RoundView): readonly Identity[] {
  const scientific = round.studies.flatMap(({ space, scientific: held }) => [
    ...flatten(space)
      .filter(({ hyperparameter }) => regularizers.includes(meaningOf(hyperparameter) ?? ''))
      .map(({ hyperparameter }) => hyperparameter.id)
      .filter((id) => round.roles[id] === 'scientific' || Object.hasOwn(held, id)),
  ]);
  return [...new Set(scientific)];
}

function hardlyFitted({ round, ranked }: RoundView): readonly Message[] {
  const fits = ranked.slice(0, bestCount).flatMap(({ record }) => fitOf(record, round.objective) ?? []);
  const [first] = fits;
  if (first === undefined || fits.some(({ fitted }) => fitted)) return [];
  return [
    overfittingTexts.hardlyFitted({ metric: first.metric, final: rounded(first.final), first: rounded(first.first) }),
  ];
}
