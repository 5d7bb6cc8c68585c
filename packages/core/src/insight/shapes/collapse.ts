/** Trials that fall from good to bad for good while every number stays finite (method D15). */
import { median, rounded } from '../../numeric/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { prevalent } from '../evidence/populations.ts';
import { mistakes, tooFew } from '../evidence/prevalence.ts';
import { whereaboutsOf } from '../evidence/whereabouts.ts';
import type { InsightOptions } from '../options.ts';
import type { Answer } from '../question.ts';
import type { RoundView } from '../view.ts';

export const collapseTexts = defineTexts('curve-shapes.collapse', {
  sign: 'a collapse in the middle of training',
  headline:
    '{shown} of {count} trials collapse in the middle of training and never come back, with every number finite',
  when: 'in the median at {unit} {step}',
  best: 'a collapsed trial still counts with the best value that it had before: its configuration is not safe to train on',
  advice:
    'training is unstable there: lower the rate, warm it up or clip gradients; count the predictions by class, which are often all of one class after a collapse',
});

export function collapse(view: RoundView, options: InsightOptions): Answer {
  const prevalence = prevalent(view, 'diverged');
  const { among, shown, bestShown, p } = prevalence;
  if (p > options.falseAlarms) return { findings: [], silent: [tooFew(prevalence, collapseTexts.sign())] };
  const ids = new Set(shown.map(({ trial }) => trial.record.id));
  const where = whereaboutsOf(view, among, ({ record }) => ids.has(record.id), { label: 'collapse', options });
  const step = median(shown.map(({ diagnosis }) => diagnosis.step));
  return {
    findings: [
      {
        code: 'curve-shapes',
        severity: bestShown.length > 0 ? 'warning' : 'advice',
        confidence: Math.min(0.99, 1 - p),
        headline: collapseTexts.headline({ shown: shown.length, count: among.length }),
        explanation: [
          collapseTexts.when({ unit: view.round.stepUnit, step: rounded(step) }),
          ...(bestShown.length > 0 ? [collapseTexts.best()] : []),
          ...(where === null ? [] : [where.told]),
          mistakes({ p }),
        ],
        values: { shape: 'collapse' },
        evidence: {
          trials: [...ids],
          numbers: { shown: shown.length, count: among.length, bestShown: bestShown.length, step, p },
          figure: 'diagnosed:diverged',
        },
        advice: collapseTexts.advice(),
      },
    ],
    silent: [],
  };
}
