/**
 * Trials whose curves never leave chance, or never change, which is another thing where chance is not known (method D15): where
 * they lie among the hyperparameters decides what to suspect first. A loss that rests at ln C is a predictor that finds all C
 * classes equally likely, 0.693 for two.
 */
import { median, rounded } from '../../numeric/index.ts';
import { defineTexts, type Message } from '../../texts/index.ts';
import { prevalent } from '../evidence/populations.ts';
import { mistakes, tooFew, type Prevalence } from '../evidence/prevalence.ts';
import { trainingLossOf } from '../evidence/training.ts';
import { whereaboutsOf, type Whereabouts } from '../evidence/whereabouts.ts';
import type { Finding } from '../finding.ts';
import type { InsightOptions } from '../options.ts';
import type { Answer } from '../question.ts';
import type { JudgedTrial, RoundView } from '../view.ts';

/** From this share on the program is suspected before the values, wherever they lie. */
const most = 0.5;
/** How near to ln C, relative to it, a loss has to rest. */
const near = 0.01;
/** Beyond, the logarithms of whole numbers lie so close that any loss is near one. */
const fewClasses = 10;
const regularizers = ['weight-decay', 'dropout', 'label-smoothing'];

export const stuckTexts = defineTexts('curve-shapes.stuck', {
  sign: 'a training that does not get going',
  headline: '{shown} of {count} trials never get better than chance',
  unchanged: '{shown} of {count} trials hardly get better than their first evaluation',
  unchangedWhy:
    'they may not learn, or have learnt all before that evaluation: no chance is stated for {metric}, and nothing measured on training data shows that they learn',
  unchangedNear: 'nor do they clearly beat the stated chance, {metric} {chance}',
  unchangedAdvice:
    'state chance for {metric} among the references, and evaluate once before training begins: then it can be told whether they learn',
  unchangedCheck: 'evaluate on more examples, and look whether the training loss of one of them falls at all',
  entropy:
    'their training loss rests at {loss} = ln {classes}: a predictor that finds all {classes} classes equally likely',
  tooHigh: 'a learning rate that is too high there',
  tooLow: 'a learning rate that is too low there to get anywhere',
  regularized: 'regularization that is too strong there',
  rate: 'a learning rate that is too high or too low',
  data: 'labels or inputs that do not belong together',
  model: 'initialization, dead units or missing normalization',
  regularization: 'regularization that is too strong',
  causes: 'suspect, in this order: {causes}',
  check: 'look at a batch as the model sees it, labels beside inputs, and let the model fit that one batch by heart',
  range: 'leave that side out of the next search',
});

export function stuck(view: RoundView, options: InsightOptions): Answer {
  const prevalence = prevalent(view, 'stuck-at-chance');
  const unchanged = prevalent(view, 'never-learns');
  const findings = [
    ...(prevalence.p > options.falseAlarms ? [] : [finding(view, prevalence, options)]),
    ...(unchanged.p > options.falseAlarms ? [] : [neverChanging(view, unchanged, options)]),
  ];
  return {
    findings,
    silent: findings.length > 0 ? [] : [tooFew(unchanged.p < prevalence.p ? unchanged : prevalence, stuckTexts.sign())],
  };
}

/** A note: of what is at chance something is known, of what does not change only that. */
function neverChanging(view: RoundView, { among, shown, p }: Prevalence, options: InsightOptions): Finding {
  const ids = new Set(shown.map(({ trial }) => trial.record.id));
  const where = whereaboutsOf(view, among, ({ record }) => ids.has(record.id), { label: 'unchanged', options });
  const { metric } = view.round.objective;
  const chance = view.round.references['chance']?.[metric];
  return {
    code: 'curve-shapes',
    severity: 'note',
    confidence: Math.min(0.99, 1 - p),
    headline: stuckTexts.unchanged({ shown: shown.length, count: among.length }),
    explanation: [
      chance === undefined ? stuckTexts.unchangedWhy({ metric }) : stuckTexts.unchangedNear({ metric, chance }),
      ...(where === null ? [] : [where.told]),
    ],
    values: { shape: 'unchanged' },
    evidence: {
      trials: [...ids],
      numbers: { shown: shown.length, count: among.length, p },
      figure: `curves:${metric}`,
    },
    advice: chance === undefined ? stuckTexts.unchangedAdvice({ metric }) : stuckTexts.unchangedCheck(),
  };
}

function finding(view: RoundView, { among, shown, p }: Prevalence, options: InsightOptions): Finding {
  const ids = new Set(shown.map(({ trial }) => trial.record.id));
  const where = whereaboutsOf(view, among, ({ record }) => ids.has(record.id), { label: 'stuck', options });
  const everywhere = where === null && shown.length >= most * among.length;
  return {
    code: 'curve-shapes',
    severity: everywhere ? 'warning' : where === null ? 'note' : 'advice',
    confidence: Math.min(0.99, 1 - p),
    headline: stuckTexts.headline({ shown: shown.length, count: among.length }),
    explanation: [
      ...entropy(
        view,
        shown.map(({ trial }) => trial),
      ),
      ...(where === null ? [] : [where.told]),
      mistakes({ p }),
      stuckTexts.causes({
        causes: causesOf(where)
          .map(({ text }) => text)
          .join('; '),
      }),
    ],
    values: { shape: 'stuck-at-chance' },
    evidence: {
      trials: [...ids],
      numbers: { shown: shown.length, count: among.length, p },
      figure: 'diagnosed:stuck-at-chance',
    },
    advice: where === null ? stuckTexts.check() : stuckTexts.range(),
    ...(everywhere && { action: { kind: 'check-program', suspicion: 'stuck-at-chance' } }),
  };
}

/** Where they lie comes first. */
function causesOf(where: Whereabouts | null): readonly Message[] {
  const [data, model] = [stuckTexts.data(), stuckTexts.model()];
  const above = where?.split.where.side === 'above';
  if (where?.meaning === 'learning-rate') {
    return [above ? stuckTexts.tooHigh() : stuckTexts.tooLow(), model, data, stuckTexts.regularization()];
  }
  if (above && regularizers.includes(where.meaning ?? '')) {
    return [stuckTexts.regularized(), stuckTexts.rate(), data, model];
  }
  return [stuckTexts.rate(), data, model, stuckTexts.regularization()];
}

/** Whether their training loss rests at the entropy of equally frequent classes, as many as the project has or a few. */
function entropy({ round }: RoundView, trials: readonly JudgedTrial[]): readonly Message[] {
  const rests = trials.flatMap(({ record }) => {
    const finite = trainingLossOf(record, round.objective)?.values.filter((value) => Number.isFinite(value)) ?? [];
    return finite.length === 0 ? [] : [median(finite.slice(-Math.ceil(finite.length / 4)))];
  });
  if (rests.length === 0) return [];
  const loss = median(rests);
  const known = round.examples.classes;
  const classes = known ?? Math.round(Math.exp(loss));
  if (classes < 2 || (known === undefined && classes > fewClasses)) return [];
  if (Math.abs(loss / Math.log(classes) - 1) > near) return [];
  return [stuckTexts.entropy({ loss: rounded(loss), classes })];
}
