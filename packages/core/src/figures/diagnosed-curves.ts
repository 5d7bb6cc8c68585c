/**
 * The curves of trials with what is diagnosed marked: the best trials' training beside validation, and for each diagnosis
 * that is a finding of the round the best three trials that show it.
 */
import type { Diagnosis, DiagnosisCode } from '../diagnosis/index.ts';
import { counterpartOf, prevalent, type RankedTrial, type RoundView } from '../insight/index.ts';
import { rounded } from '../numeric/index.ts';
import type { Direction } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import { diagnosisName } from './diagnosis-names.ts';
import type { Figure } from './figure.ts';
import { splitCurves, type SplitPanel } from './split-curves.ts';

const panels = 3;
/** Of one diagnosis only what it says of its own trials is drawn; of the best trials what bears on the gap. */
const ofTheGap: readonly DiagnosisCode[] = ['overfitting', 'saturated', 'training-loss-rising'];

export const diagnosedCurvesTexts = defineTexts('diagnosed-curves', {
  trainValid: 'training and validation',
  overfit: '{metric} gets worse for good in {shown} of the best {count} trials',
  gap: 'at its end trial {trial} has {train} {trainValue} and {metric} {value}',
  shown: '{name}: {shown} of {count} trials, the best of them drawn',
});

/** Null where the best trials report no training counterpart of the objective. */
export function trainValidFigure(view: RoundView): Figure | null {
  const { objective, maxSteps, stepUnit } = view.round;
  const best = view.ranked
    .slice(0, panels)
    .filter(({ record }) => counterpartOf(record, objective.metric) !== undefined);
  const [first] = best;
  const counterpart = first === undefined ? undefined : counterpartOf(first.record, objective.metric);
  if (first === undefined || counterpart === undefined) return null;
  const drawn = best.map((trial) => ({ trial, diagnoses: surestOf(view, trial, ofTheGap) }));
  const overfit = drawn.filter(({ diagnoses }) => diagnoses.some(({ code }) => code === 'overfitting')).length;
  const { metric } = objective;
  const claim =
    overfit > 0
      ? diagnosedCurvesTexts.overfit({ metric, shown: overfit, count: best.length })
      : diagnosedCurvesTexts.gap({
          trial: first.record.id,
          train: counterpart.metric,
          trainValue: rounded(counterpart.values.findLast((value) => Number.isFinite(value)) ?? NaN),
          metric,
          value: rounded(first.outcome.finalValue),
        });
  const spec = splitCurves({
    panels: drawn,
    training: counterpart.metric,
    validation: metric,
    direction: objective.direction,
    maxSteps,
    stepUnit,
    claim: claim.text,
  });
  return spec === null
    ? null
    : { id: 'train-valid', title: diagnosedCurvesTexts.trainValid().text, claim: claim.text, spec };
}

const drawnCodes: readonly DiagnosisCode[] = [
  'saturated',
  'late-variance',
  'training-loss-rising',
  'periodic',
  'stuck-at-chance',
  'loss-spike',
  'early-instability',
  'diverged',
];

/** One for each diagnosis that enough trials show for its question to speak. */
export function diagnosedFigures(view: RoundView): readonly Figure[] {
  return drawnCodes.flatMap((code): Figure[] => {
    const { shown, among, p } = prevalent(view, code);
    if (shown.length === 0 || p > view.options.falseAlarms) return [];
    const place = new Map(view.ranked.map(({ record }, index) => [record.id, index]));
    const rank = (id: number): number => place.get(id) ?? Infinity;
    const best = shown.toSorted((a, b) => rank(a.trial.record.id) - rank(b.trial.record.id) || 0).slice(0, panels);
    const drawn = best.map(({ trial, diagnosis }): SplitPanel => ({ trial, diagnoses: [diagnosis] }));
    const metric = best[0]?.diagnosis.metric ?? '';
    const name = diagnosisName(code);
    const claim = diagnosedCurvesTexts.shown({ name, shown: shown.length, count: among.length });
    const spec = splitCurves({
      panels: drawn,
      ...splitsOf(metric, view),
      direction: directionFor(metric, view),
      maxSteps: view.round.maxSteps,
      stepUnit: view.round.stepUnit,
      claim: claim.text,
      // Beside the round's best, noise is as small as it is.
      always:
        metric === view.round.objective.metric ? view.ranked.slice(0, 1).map(({ outcome }) => outcome.objective) : [],
    });
    return spec === null ? [] : [{ id: `diagnosed:${code}`, title: name, claim: claim.text, spec }];
  });
}

/** The metric with its counterpart in the other split. */
function splitsOf(
  metric: string,
  { round }: RoundView,
): { readonly training: string | null; readonly validation: string | null } {
  const name = metric.slice(metric.lastIndexOf('/') + 1);
  const split = metric.slice(0, metric.lastIndexOf('/') + 1);
  // A name without a split: the objective is measured on what training lacks, anything else on its minibatches.
  if (split === '' && metric !== round.objective.metric) return { training: metric, validation: null };
  if (!split.startsWith('train')) return { training: `train/${name}`, validation: metric };
  const { metric: objective } = round.objective;
  return { training: metric, validation: `${objective.slice(0, objective.lastIndexOf('/') + 1)}${name}` };
}

function directionFor(metric: string, { round }: RoundView): Direction {
  const { metric: objective, direction } = round.objective;
  return metric.slice(metric.lastIndexOf('/') + 1) === objective.slice(objective.lastIndexOf('/') + 1)
    ? direction
    : 'minimize';
}

/** Its surest diagnosis of each code. */
function surestOf(view: RoundView, { record }: RankedTrial, codes: readonly DiagnosisCode[]): readonly Diagnosis[] {
  const own = (view.diagnoses.get(record.id) ?? []).filter(({ confidence }) => confidence >= 0.5);
  return codes.flatMap((code) => {
    const [surest] = own.filter((each) => each.code === code).toSorted((a, b) => b.confidence - a.confidence);
    return surest === undefined ? [] : [surest];
  });
}
