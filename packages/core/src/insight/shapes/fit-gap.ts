/**
 * What is left to gain, training beside validation at the best and the last steps of the best trials (method D15): a gap (variance), or
 * as much left in training as in validation (bias). Told of errors and losses, of which 0 is the best there is.
 */
import { rounded } from '../../numeric/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { isRate } from '../evidence/metric.ts';
import { bestCount } from '../evidence/prevalence.ts';
import { gapAt } from '../evidence/training.ts';
import type { Finding } from '../finding.ts';
import type { Answer } from '../question.ts';
import type { RankedTrial, RoundView } from '../view.ts';

/** Training has at most this share of what validation has left: hardly anything but the gap. */
const allGap = 0.1;
/** Training has at least this share of what validation has left: hardly any gap. */
const noGap = 0.9;

export const fitGapTexts = defineTexts('curve-shapes.gap', {
  variance:
    'the best trials have hardly anything left to learn in training: {train} {trainValue} where {metric} is {value}, in trial {trial} at its best',
  varianceWhy:
    'what is left is the gap between training and validation (variance): data, augmentation or regularization may close it, capacity and steps will not',
  bias: 'the best trials have as much left in training as in validation: {train} {trainValue} where {metric} is {value}, in trial {trial} at its best',
  biasWhy:
    'what is left is not a gap (bias, or noise in the labels): capacity, steps or a better optimizer may lower both, regularization will not',
  between: 'training is ahead of validation in the best trials by no more and no less than is usual',
  unknown:
    'training and validation values of {metric} cannot be compared: one is not reported, or its best value is not known',
});

export function fitGap(view: RoundView): Answer {
  const { objective } = view.round;
  const top = view.ranked.slice(0, bestCount);
  const gaps = top.flatMap((trial) => {
    // At its best a validation metric is lucky too, and at the end it may have risen: what is said holds at both.
    const [gap, end] = [gapAt(trial.record, objective, trial.outcome.bestStep), gapAt(trial.record, objective, 'end')];
    const lefts = [gap, end].flatMap((each) =>
      each === null ? [] : (leftOf(view, trial, each.train, each.valid) ?? []),
    );
    return gap === null || lefts.length < 2 ? [] : [{ trial, gap, lefts }];
  });
  const [first] = gaps;
  if (first === undefined || gaps.length < top.length || top.length < bestCount) {
    return { findings: [], silent: [fitGapTexts.unknown({ metric: objective.metric })] };
  }
  const shares = gaps.flatMap(({ lefts }) => lefts.map(({ train, valid }) => train / valid));
  const which = shares.every((share) => share <= allGap)
    ? 'variance'
    : shares.every((share) => share >= noGap)
      ? 'bias'
      : null;
  if (which === null) return { findings: [], silent: [fitGapTexts.between()] };
  const names = {
    train: first.gap.metric,
    trainValue: rounded(first.gap.train),
    metric: objective.metric,
    value: rounded(first.gap.valid),
    trial: first.trial.record.id,
  };
  const finding: Finding = {
    code: 'curve-shapes',
    severity: 'note',
    // A fact of these trials; what it means is a rule of thumb.
    confidence: 0.8,
    headline: fitGapTexts[which](names),
    explanation: [which === 'variance' ? fitGapTexts.varianceWhy() : fitGapTexts.biasWhy()],
    values: { shape: which },
    evidence: {
      trials: gaps.map(({ trial }) => trial.record.id),
      numbers: { train: first.gap.train, valid: first.gap.valid },
      figure: 'train-valid',
    },
  };
  return { findings: [finding], silent: [] };
}

/** What both have left to the best value that the metric can take; null where that is not known. */
function leftOf(
  { round: { objective } }: RoundView,
  { outcome }: RankedTrial,
  train: number,
  valid: number,
): { readonly train: number; readonly valid: number } | null {
  const { metric, direction } = objective;
  const left =
    direction === 'maximize' ? (isRate(metric, [train, valid]) ? [1 - train, 1 - valid] : null) : [train, valid];
  const [ofTrain, ofValid] = left ?? [];
  return ofTrain === undefined || ofValid === undefined || !(ofValid > 0) || ofTrain < 0 || outcome.objective < 0
    ? null
    : { train: ofTrain, valid: ofValid };
}
