/**
 * Were the trials that matter still getting better when training ended (method D7)? Many a healthy curve is, so what it is
 * worth is told by its gain, not by a count of trials; and where the learning rate falls towards the end every run gets
 * better there, and length and decay cannot be told apart. So one run with its schedule stretched is proposed, never more
 * steps as such.
 */
import { median, rounded } from '../numeric/index.ts';
import type { Curve } from '../study/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { competitiveSpread } from './evidence/competitive-spread.ts';
import { decayedOut } from './evidence/decayed.ts';
import { noiseOf } from './evidence/noise.ts';
import { endedOf, prevalent } from './evidence/populations.ts';
import { surenessOf, tooScarce, type Prevalence } from './evidence/prevalence.ts';
import { rateScheduleOf, sharedSchedule } from './evidence/rate-schedule.ts';
import type { Finding } from './finding.ts';
import type { Answer, Question } from './question.ts';
import type { RoundView } from './view.ts';

/** Share of competitive trials that makes it the round's, where the best three do not show it. */
const most = 0.5;
const stretch = 1.5;
/** What the stretch adds, in quarters of training. */
const quarters = 4 * (stretch - 1);
/** One trial is a curiosity. */
const fewest = 2;
/** Values whose median stands for a curve's level. */
const around = 3;

export const stillImprovingTexts = defineTexts('still-improving', {
  sign: 'still improving at the end',
  headline:
    '{shown} of {count} competitive trials were still improving when training ended, {bestShown} of the best {best} among them',
  falling:
    'the learning rate falls towards the end, and then every run gets better there: more steps alone need not help',
  unknown:
    'the learning rate is not reported; where it falls towards the end every run gets better there, and more steps alone need not help',
  constant:
    'the learning rate does not fall towards the end, so this is not the work of a decay: a decay or more steps may each gain more',
  gain: '{metric} gained {gain} over the last quarter of training',
  gainOfNoise:
    '{metric} gained {gain} over the last quarter of training, {times} × the standard deviation between seeds',
  gainOfSpread:
    '{metric} gained {gain} over the last quarter of training, {times} × the distance between the quartiles of the competitive trials; the noise between seeds is not known',
  extrapolated:
    'at the pace of that quarter, half as many steps again would gain {more}, and likely less, for curves flatten',
  stretch:
    'run the best configuration once with its schedule stretched to {maxSteps} {unit}s and compare, before giving a whole round more; report the learning rate as lr to tell decay from length',
  stretchKnown:
    'run the best configuration once with its schedule stretched to {maxSteps} {unit}s and compare, before giving a whole round more',
  cut: 'no competitive trial ran to max_steps: a run that was cut short is still improving by nature',
});

export const stillImproving: Question = {
  code: 'still-improving',
  texts: stillImprovingTexts.table,
  ask(view): Answer {
    if (view.ranked.length > 0 && endedOf(view).length === 0) {
      return { findings: [], silent: [stillImprovingTexts.cut()] };
    }
    const prevalence = prevalent(view, 'still-improving');
    const { inBest, shown, among } = prevalence;
    const rests = prevalent(view, 'saturated').inBest;
    const matters = inBest || (shown.length >= Math.max(fewest, most * among.length) && !rests);
    if (!matters) return { findings: [], silent: [tooScarce(prevalence, stillImprovingTexts.sign())] };
    const rested = decayedOut(
      view,
      shown.map(({ trial }) => trial),
    );
    if (rested !== null) return { findings: [], silent: [rested] };
    return { findings: [finding(view, prevalence)], silent: [] };
  },
};

function finding(view: RoundView, prevalence: Prevalence): Finding {
  const { among, shown, best, bestShown } = prevalence;
  const { objective, maxSteps, stepUnit: unit } = view.round;
  const schedule = sharedSchedule(shown.map(({ trial }) => rateScheduleOf(trial.record)));
  const gains = shown.flatMap(({ trial }) => {
    const curve = trial.record.curves.find(({ metric }) => metric === objective.metric);
    const gain = curve === undefined ? null : gainOf(curve, maxSteps);
    return gain === null ? [] : [objective.direction === 'minimize' ? -gain : gain];
  });
  const gain = gains.length === 0 ? null : median(gains);
  const scale = scaleOf(view);
  const counts = { shown: shown.length, count: among.length, bestShown: bestShown.length, best: best.length };
  const longer = Math.ceil(stretch * maxSteps);
  const worthwhile = gain !== null && scale !== null && gain >= scale.value;
  return {
    code: 'still-improving',
    // A falling rate explains it; a gain that another seed would outweigh, or of unknown worth, is not worth a run.
    severity: schedule !== 'falling' && worthwhile ? 'advice' : 'note',
    confidence: surenessOf(prevalence),
    headline: stillImprovingTexts.headline(counts),
    explanation: [...(gain === null ? [] : effectOf(gain, scale, objective.metric)), stillImprovingTexts[schedule]()],
    values: { schedule },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: {
        ...counts,
        ...(gain !== null && { gain, extrapolated: gain * quarters }),
        ...(scale !== null && { [scale.of]: scale.value }),
      },
      figure: `curves:${objective.metric}`,
    },
    ...(longer > maxSteps && {
      advice:
        schedule === 'unknown'
          ? stillImprovingTexts.stretch({ maxSteps: longer, unit })
          : stillImprovingTexts.stretchKnown({ maxSteps: longer, unit }),
      action: { kind: 'stretch-schedule', maxSteps: longer },
    }),
  };
}

/** What a gain is large or small beside. */
interface Scale {
  readonly of: 'deviation' | 'spread';
  readonly value: number;
}

/** The noise between seeds, or where that is not known the spread of the competitive trials; null without either. */
function scaleOf(view: RoundView): Scale | null {
  const deviation = noiseOf(view, view.round.objective.metric)?.deviation ?? 0;
  if (deviation > 0) return { of: 'deviation', value: deviation };
  const spread = competitiveSpread(view);
  return spread === null ? null : { of: 'spread', value: spread };
}

function effectOf(gain: number, scale: Scale | null, metric: string): readonly Message[] {
  const told = { metric, gain: rounded(gain) };
  const more = stillImprovingTexts.extrapolated({ more: rounded(gain * quarters) });
  if (scale === null) return [stillImprovingTexts.gain(told), more];
  const times = rounded(gain / scale.value, 2);
  switch (scale.of) {
    case 'deviation':
      return [stillImprovingTexts.gainOfNoise({ ...told, times }), more];
    case 'spread':
      return [stillImprovingTexts.gainOfSpread({ ...told, times }), more];
  }
}

/** The level at the end less that at three quarters of training; null where the last quarter holds too little. */
function gainOf({ steps, values }: Curve, maxSteps: number): number | null {
  const finite = values.filter((value) => Number.isFinite(value));
  const before = values.filter((value, i) => Number.isFinite(value) && (steps[i] ?? 0) <= 0.75 * maxSteps);
  if (before.length < around || finite.length - before.length < around) return null;
  const [late, then] = [median(finite.slice(-around)), median(before.slice(-around))];
  return late - then;
}
