/**
 * Were the trials that matter still getting better when training ended (method D7)? Then steps are what they lack, or so it
 * looks: where the learning rate falls towards the end every run gets better there, and length and decay cannot be told
 * apart. So one run with its schedule stretched is proposed, never more steps as such.
 */
import { median, rounded } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { defineTexts } from '../texts/index.ts';
import { decayedOut } from './evidence/decayed.ts';
import { noiseOf } from './evidence/noise.ts';
import { endedOf, prevalent } from './evidence/populations.ts';
import { mistakes, tooFew, type Prevalence } from './evidence/prevalence.ts';
import { rateScheduleOf, sharedSchedule } from './evidence/rate-schedule.ts';
import type { Finding } from './finding.ts';
import type { Answer, Question } from './question.ts';
import type { RoundView } from './view.ts';

/** Share of competitive trials that makes it the round's, where the best three do not show it. */
const most = 0.5;
const stretch = 1.5;
/** Values whose median stands for a curve's level. */
const around = 3;

export const stillImprovingTexts = defineTexts('still-improving', {
  headline: 'the best trials were still improving when training ended: {shown} of {count} competitive trials',
  falling:
    'the learning rate falls towards the end, and then every run gets better there: more steps alone need not help',
  unknown:
    'the learning rate is not reported; where it falls towards the end every run gets better there, and more steps alone need not help',
  constant:
    'the learning rate does not fall towards the end, so this is not the work of a decay: steps are what is lacking',
  gain: '{metric} gained {gain} over the last quarter of training',
  gainOfNoise:
    '{metric} gained {gain} over the last quarter of training, {times} × the standard deviation between seeds',
  stretch:
    'run the best configuration once with its schedule stretched to {maxSteps} {unit}s and compare, before giving a whole round more; report the learning rate as lr to tell decay from length',
  stretchKnown:
    'run the best configuration once with its schedule stretched to {maxSteps} {unit}s and compare, before giving a whole round more',
  cut: 'no competitive trial ran to max_steps: a run that was cut short is still improving by nature',
});

export const stillImproving: Question = {
  code: 'still-improving',
  texts: stillImprovingTexts.table,
  ask(view, options): Answer {
    if (view.ranked.length > 0 && endedOf(view).length === 0) {
      return { findings: [], silent: [stillImprovingTexts.cut()] };
    }
    const prevalence = prevalent(view, 'still-improving');
    const { p, inBest, shown, among } = prevalence;
    const rests = prevalent(view, 'saturated').inBest;
    const matters = inBest || (shown.length >= most * among.length && !rests);
    if (p > options.falseAlarms || !matters) return { findings: [], silent: [tooFew(prevalence)] };
    const rested = decayedOut(
      view,
      shown.map(({ trial }) => trial),
    );
    if (rested !== null) return { findings: [], silent: [rested] };
    return { findings: [finding(view, prevalence)], silent: [] };
  },
};

function finding(view: RoundView, { among, shown, best, bestShown, p }: Prevalence): Finding {
  const { objective, maxSteps, stepUnit: unit } = view.round;
  const schedule = sharedSchedule(shown.map(({ trial }) => rateScheduleOf(trial.record)));
  const gains = shown.flatMap(({ trial }) => {
    const curve = trial.record.curves.find(({ metric }) => metric === objective.metric);
    const gain = curve === undefined ? null : gainOf(curve, maxSteps);
    return gain === null ? [] : [objective.direction === 'minimize' ? -gain : gain];
  });
  const gain = gains.length === 0 ? null : median(gains);
  const deviation = noiseOf(view, objective.metric)?.deviation ?? 0;
  const told = gain === null ? null : { metric: objective.metric, gain: rounded(gain) };
  const times = gain === null || deviation === 0 ? null : gain / deviation;
  const longer = Math.ceil(stretch * maxSteps);
  return {
    code: 'still-improving',
    // A falling rate explains it; a gain that another seed would outweigh is not worth a run.
    severity: schedule === 'falling' || (times !== null && times < 1) ? 'note' : 'advice',
    confidence: Math.min(0.99, 1 - p),
    headline: stillImprovingTexts.headline({ shown: shown.length, count: among.length }),
    explanation: [
      mistakes({ p }),
      ...(told === null
        ? []
        : [
            times === null
              ? stillImprovingTexts.gain(told)
              : stillImprovingTexts.gainOfNoise({ ...told, times: rounded(times, 2) }),
          ]),
      stillImprovingTexts[schedule](),
    ],
    values: { schedule },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: {
        shown: shown.length,
        count: among.length,
        bestShown: bestShown.length,
        best: best.length,
        p,
        ...(gain !== null && { gain }),
      },
      figure: `curves:${objective.metric}`,
    },
    advice:
      schedule === 'unknown'
        ? stillImprovingTexts.stretch({ maxSteps: longer, unit })
        : stillImprovingTexts.stretchKnown({ maxSteps: longer, unit }),
    action: { kind: 'stretch-schedule', maxSteps: longer },
  };
}

/** The level at the end less that at three quarters of training; null where the last quarter holds too little. */
function gainOf({ steps, values }: Curve, maxSteps: number): number | null {
  const finite = values.filter((value) => Number.isFinite(value));
  const before = values.filter((value, i) => Number.isFinite(value) && (steps[i] ?? 0) <= 0.75 * maxSteps);
  if (before.length < around || finite.length - before.length < around) return null;
  const [late, then] = [median(finite.slice(-around)), median(before.slice(-around))];
  return late - then;
}
