/**
 * Does a validation metric come and go with a period (method D11)? A sound validation set does not know how far training is
 * through its data: examples that are not shuffled anew, or that training and validation share, do. Where the learning rate
 * is cyclic a period is expected.
 */
import { median, rounded } from '../numeric/index.ts';
import { flatten } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { prevalent } from './evidence/populations.ts';
import { mistakes, prevalenceOf, tooFew, type Prevalence } from './evidence/prevalence.ts';
import { meaningOf } from './evidence/whereabouts.ts';
import type { Finding } from './finding.ts';
import type { Answer, Question } from './question.ts';
import type { JudgedTrial, RoundView } from './view.ts';

/** Two periods that differ by less are one, as far as a few periods of noisy evaluations tell. */
const alike = 0.15;

export const periodicityTexts = defineTexts('periodicity', {
  sign: 'a pattern that repeats',
  headline: '{metric} comes and goes with a period in {shown} of {count} feasible trials',
  period: 'the period is about {period} {unit}s, in the median of these trials',
  epoch:
    'that is one pass through the training data ({epoch} {unit}s): examples come in the same order each time, or training and validation share some',
  notEpoch: 'one pass through the training data takes {epoch} {unit}s, which does not explain the period',
  check:
    'shuffle the training data anew in each pass, and check that no validation example is among the training ones; report lr if the learning rate is cyclic',
  cyclic: 'the learning rate is cyclic in {shown} of {count} trials that show a period, which explains it',
});

export const periodicity: Question = {
  code: 'periodicity',
  texts: periodicityTexts.table,
  ask(view, options): Answer {
    const all = prevalenceOf(view, view.ranked, ['periodic']);
    const steady = prevalent(view, 'periodic');
    const cyclic = all.shown.length - steady.shown.length;
    const silent = cyclic > 0 ? [periodicityTexts.cyclic({ shown: cyclic, count: all.shown.length })] : [];
    if (steady.p > options.falseAlarms)
      return { findings: [], silent: [tooFew(steady, periodicityTexts.sign()), ...silent] };
    return { findings: [finding(view, steady)], silent };
  },
};

function finding(view: RoundView, { among, shown, p }: Prevalence): Finding {
  const { stepUnit: unit } = view.round;
  const periods = shown.flatMap(({ diagnosis }) => diagnosis.numbers['period'] ?? []);
  const period = periods.length === 0 ? null : median(periods);
  const epochs = shown.flatMap(({ trial }) => epochOf(view, trial) ?? []);
  const epoch = epochs.length === 0 ? null : median(epochs);
  const metric = shown[0]?.diagnosis.metric ?? '';
  return {
    code: 'periodicity',
    severity: 'warning',
    confidence: Math.min(0.99, 1 - p),
    headline: periodicityTexts.headline({ metric, shown: shown.length, count: among.length }),
    explanation: [
      ...(period === null ? [] : [periodicityTexts.period({ period: rounded(period), unit })]),
      ...compared(period, epoch, unit),
      mistakes({ p }),
    ],
    values: { metric },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: {
        shown: shown.length,
        count: among.length,
        p,
        ...(period !== null && { period }),
        ...(epoch !== null && { epoch }),
      },
      figure: 'diagnosed:periodic',
    },
    advice: periodicityTexts.check(),
    action: { kind: 'check-program', suspicion: 'periodicity' },
  };
}

function compared(period: number | null, epoch: number | null, unit: string): readonly Message[] {
  if (period === null || epoch === null) return [];
  const told = { epoch: rounded(epoch), unit };
  return [Math.abs(period / epoch - 1) <= alike ? periodicityTexts.epoch(told) : periodicityTexts.notEpoch(told)];
}

/** Steps of one pass through the training data: training examples over the batch size; null where either is not known. */
function epochOf({ round }: RoundView, { record, study }: JudgedTrial): number | null {
  if (/^epochs?$/i.test(round.stepUnit)) return 1;
  const batch = flatten(study.space).find(({ hyperparameter }) => meaningOf(hyperparameter) === 'batch-size');
  const size = batch === undefined ? undefined : record.configuration[batch.hyperparameter.id];
  const { train } = round.examples;
  return train !== undefined && typeof size === 'number' && size > 0 ? train / size : null;
}
