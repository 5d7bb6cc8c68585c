/** Losses that rise or leap at the very beginning of training, which a warm-up mends (method D15, U3). */
import { rounded } from '../../numeric/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { prevalent } from '../evidence/populations.ts';
import { mistakes, tooFew } from '../evidence/prevalence.ts';
import { rateCurveOf } from '../evidence/rate-schedule.ts';
import { whereaboutsOf } from '../evidence/whereabouts.ts';
import type { InsightOptions } from '../options.ts';
import type { Answer } from '../question.ts';
import type { JudgedTrial, RoundView } from '../view.ts';

/** As long a warm-up as may be had without a thought for its cost (U4). */
const share = 0.05;

export const earlyInstabilityTexts = defineTexts('curve-shapes.early', {
  sign: 'an unstable start',
  headline: 'training begins unstably in {shown} of {count} trials, {bestShown} of the best {best} among them',
  warm: 'the learning rate warms up in {warm} of them: for too short a time, or to too high a peak',
  warmup: 'warm the learning rate up over the first {steps} {unit}s, and look whether the best rate then moves up',
});

export function earlyInstability(view: RoundView, options: InsightOptions): Answer {
  const prevalence = prevalent(view, 'early-instability');
  const { among, shown, best, bestShown, p } = prevalence;
  if (p > options.falseAlarms) return { findings: [], silent: [tooFew(prevalence, earlyInstabilityTexts.sign())] };
  const ids = new Set(shown.map(({ trial }) => trial.record.id));
  const where = whereaboutsOf(view, among, ({ record }) => ids.has(record.id), { label: 'early-instability', options });
  const counts = { shown: shown.length, count: among.length, bestShown: bestShown.length, best: best.length };
  const steps = Math.max(1, Math.ceil(share * view.round.maxSteps));
  const warm = shown.filter(({ trial }) => warmsUp(trial)).length;
  return {
    findings: [
      {
        code: 'curve-shapes',
        severity: 'advice',
        confidence: Math.min(0.99, 1 - p),
        headline: earlyInstabilityTexts.headline(counts),
        explanation: [
          mistakes({ p }),
          ...(where === null ? [] : [where.told]),
          ...(warm > 0 ? [earlyInstabilityTexts.warm({ warm })] : []),
        ],
        values: { shape: 'early-instability' },
        evidence: { trials: [...ids], numbers: { ...counts, p }, figure: 'diagnosed:early-instability' },
        advice: earlyInstabilityTexts.warmup({ steps: rounded(steps, 2), unit: view.round.stepUnit }),
        action: { kind: 'add-warmup', steps },
      },
    ],
    silent: [],
  };
}

function warmsUp({ record }: JudgedTrial): boolean {
  const values = rateCurveOf(record)?.values ?? [];
  const [first, second] = values;
  return first !== undefined && second !== undefined && second > first;
}
