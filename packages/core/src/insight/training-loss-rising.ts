/**
 * Does the training loss rise for long in trials that still gave a result (method D9)? What is minimised should fall: where
 * it rises in the best trials, or anywhere alike, suspect a bug; where it rises on one side of a hyperparameter, or leaps as
 * well, instability.
 */
import type { DiagnosisCode } from '../diagnosis/index.ts';
import { median, rounded } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { prevalent } from './evidence/populations.ts';
import { mistakes, tooFew, type Prevalence } from './evidence/prevalence.ts';
import { whereaboutsOf, type Whereabouts } from './evidence/whereabouts.ts';
import type { Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Answer, Question } from './question.ts';
import type { RoundView } from './view.ts';

/** What an unstable training shows besides. */
const instabilities: readonly DiagnosisCode[] = ['loss-spike', 'early-instability', 'diverged'];
/** Values whose median stands for a level. */
const around = 5;

export const trainingLossRisingTexts = defineTexts('training-loss-rising', {
  sign: 'a training loss that rises',
  headline: 'the training loss rises in {shown} of {count} feasible trials, {bestShown} of the best {best} among them',
  onset: '{metric} rises in the median from {unit} {step} on',
  minibatch:
    'the loss of minibatches ({loss}) does not rise with {metric} in trial {trial}: they are measured differently (batch statistics, dropout, augmentation), so check the evaluation before the training',
  bug: 'what is minimized should fall: suspect a bug in loss, data or schedule first, then instability; look at trial {trial}',
  shaky: '{shaky} of these {shown} also leap, begin unstably or collapse, so that instability is likelier than a bug',
  unstable: 'training is unstable there: lower the rate, warm it up or clip gradients',
});

export const trainingLossRising: Question = {
  code: 'training-loss-rising',
  texts: trainingLossRisingTexts.table,
  ask(view, options): Answer {
    const prevalence = prevalent(view, 'training-loss-rising');
    if (prevalence.p > options.falseAlarms)
      return { findings: [], silent: [tooFew(prevalence, trainingLossRisingTexts.sign())] };
    return { findings: [finding(view, prevalence, options)], silent: [] };
  },
};

function finding(view: RoundView, prevalence: Prevalence, options: InsightOptions): Finding {
  const { among, shown, best, bestShown, inBest, p } = prevalence;
  const ids = new Set(shown.map(({ trial }) => trial.record.id));
  const where = whereaboutsOf(view, among, ({ record }) => ids.has(record.id), {
    label: 'training-loss-rising',
    options,
  });
  const unstable = inBest ? null : where;
  const shaky = shown.filter(({ trial }) =>
    (view.diagnoses.get(trial.record.id) ?? []).some(({ code }) => instabilities.includes(code)),
  ).length;
  const instable = unstable !== null || 2 * shaky > shown.length;
  const counts = { shown: shown.length, count: among.length, bestShown: bestShown.length, best: best.length };
  const step = median(shown.map(({ diagnosis }) => diagnosis.step));
  const [first] = inBest ? bestShown : shown;
  const onset = { metric: first?.diagnosis.metric ?? '', unit: view.round.stepUnit, step: rounded(step) };
  return {
    code: 'training-loss-rising',
    severity: instable ? 'advice' : 'warning',
    confidence: Math.min(0.99, 1 - p),
    headline: trainingLossRisingTexts.headline(counts),
    explanation: [
      trainingLossRisingTexts.onset(onset),
      mistakes({ p }),
      ...(where === null ? [] : [where.told]),
      ...(shaky > 0 ? [trainingLossRisingTexts.shaky({ shaky, shown: shown.length })] : []),
      ...(first === undefined ? [] : disagreement(first.trial.record.id, first.trial.record.curves, first.diagnosis)),
    ],
    values: { metric: onset.metric, unstable: instable },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: { ...counts, p, step },
      figure: 'diagnosed:training-loss-rising',
    },
    ...(!instable
      ? {
          advice: trainingLossRisingTexts.bug({ trial: first?.trial.record.id ?? 0 }),
          action: { kind: 'check-program', suspicion: 'training-loss-rising' },
        }
      : { advice: trainingLossRisingTexts.unstable(), ...(unstable !== null && lower(unstable)) }),
  };
}

function lower({ hyperparameter, threshold, meaning, split }: Whereabouts): Pick<Finding, 'action'> {
  return meaning === 'learning-rate' && split.where.side === 'above' && typeof threshold === 'number'
    ? { action: { kind: 'lower-rate', hyperparameter: hyperparameter.id, below: threshold } }
    : {};
}

/** Whether minibatches tell another story than the evaluated loss that rises. */
function disagreement(
  trial: number,
  curves: readonly Curve[],
  { metric, step }: { readonly metric: string; readonly step: number },
): readonly Message[] {
  const loss = curves.find((curve) => /^(minibatch\/|batch\/)?loss$/.test(curve.metric));
  if (loss === undefined || loss.metric === metric) return [];
  const finite = loss.steps.flatMap((at, i) => {
    const value = loss.values[i] ?? NaN;
    return Number.isFinite(value) ? [{ at, value }] : [];
  });
  const before = finite.filter(({ at }) => at <= step).slice(-around);
  const after = finite.filter(({ at }) => at > step).slice(-around);
  if (before.length < around || after.length < around) return [];
  const level = (part: typeof finite): number => median(part.map(({ value }) => value));
  return level(after) <= level(before) ? [trainingLossRisingTexts.minibatch({ loss: loss.metric, metric, trial })] : [];
}
