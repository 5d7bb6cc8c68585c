/**
 * Do gradient norms grow as training goes on (method D18)? Norms several times as large at the end are common in sound
 * training, so that growth is a note; where it comes to an order of magnitude, or the training loss rises with it, the end of
 * the run is on its way to instability.
 *
 *   growth   of a trial: from the lowest tenth of its norms to the end (`evidence/gradient-norms.ts`)
 *   grows    growth ≥ `fold`, its trend with p ≤ `falseAlarms`; said where most competitive trials do
 *   much     the median growth of those is nearer to tenfold than to fivefold
 */
import { median, rounded } from '../numeric/index.ts';
import { defineTexts } from '../texts/index.ts';
import { capOf, type NormedTrial } from './evidence/normed-trials.ts';
import type { Finding } from './finding.ts';
import type { RoundView } from './view.ts';

/** Less moves with every change of the rate. */
const fold = 2;
/** Sound runs of ImageNet and of graph networks reach about five; on a scale of ratios this lies halfway to ten. */
const much = Math.sqrt(50);
const fewestTrials = 3;

export const growthTexts = defineTexts('gradients.growth', {
  headline:
    'gradient norms grow during training: in {count} of {trials} competitive trials, in the median to {factor} times their least',
  why: 'trial {trial}: from about {low} at {unit} {step} to about {high} at the end',
  calm: 'the training loss does not rise with them, and growth of a few times is common in sound training',
  large: 'sound training rarely shows so much: steps get ever larger beside what the loss still asks for',
  rises: 'the training loss rises as well in {count} of them',
  watch: 'nothing needs to be done; should longer training turn unstable, this is where it begins',
  clip: 'let the learning rate fall further towards the end, or clip gradients at a norm of {threshold}, the 90th percentile of what they are before they grow',
});

/** Null where most do not grow, or the norms were clipped before they were logged. */
export function gradientGrowth(
  view: RoundView,
  competitive: readonly NormedTrial[],
  falseAlarms: number,
): Finding | null {
  const growing = competitive.filter(
    ({ norms: { growth } }) => growth !== null && growth.factor >= fold && growth.p <= falseAlarms,
  );
  const [first] = growing;
  const count = growing.length;
  if (first === undefined || count < fewestTrials || 2 * count <= competitive.length) return null;
  if (capOf(competitive) !== null) return null;
  const factors = growing.map(({ norms }) => norms.growth?.factor ?? 1);
  const factor = median(factors);
  const rising = growing.filter(({ trial }) =>
    (view.diagnoses.get(trial.record.id) ?? []).some(({ code }) => code === 'training-loss-rising'),
  ).length;
  const isMuch = factor >= much;
  const matters = isMuch || 2 * rising > count;
  const threshold = median(growing.map(({ norms }) => norms.growth?.p90Before ?? 0));
  const { trial, norms } = first;
  return {
    code: 'gradients',
    severity: matters ? 'advice' : 'note',
    confidence: 0.9,
    headline: growthTexts.headline({ count, trials: competitive.length, factor: rounded(factor, 2) }),
    explanation: [
      growthTexts.why({
        trial: trial.record.id,
        low: rounded(norms.growth?.low ?? 0, 2),
        high: rounded(norms.end, 2),
        unit: view.round.stepUnit,
        step: norms.growth?.step ?? 0,
      }),
      ...(rising > 0 ? [growthTexts.rises({ count: rising })] : []),
      ...(isMuch ? [growthTexts.large()] : matters ? [] : [growthTexts.calm()]),
    ],
    values: { kind: 'growing' },
    evidence: {
      trials: growing.map((each) => each.trial.record.id),
      numbers: { growing: count, factor, rising, threshold },
      figure: 'gradient-norm',
    },
    advice: matters ? growthTexts.clip({ threshold: rounded(threshold, 2) }) : growthTexts.watch(),
    ...(matters && { action: { kind: 'clip-gradients' as const, threshold: rounded(threshold, 2) } }),
  };
}
