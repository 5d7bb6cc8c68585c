/** Sudden jumps of the loss in trials that gave a result, and whether they come back (method D15). */
import { median, quantile, rounded } from '../../numeric/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { gradientNormOf } from '../evidence/breakdown.ts';
import { prevalent } from '../evidence/populations.ts';
import { mistakes, prevalenceOf, tooFew, type Prevalence } from '../evidence/prevalence.ts';
import { whereaboutsOf } from '../evidence/whereabouts.ts';
import type { Finding } from '../finding.ts';
import type { InsightOptions } from '../options.ts';
import type { Answer } from '../question.ts';
import type { RoundView } from '../view.ts';

const clipAt = 0.9;

export const spikesTexts = defineTexts('curve-shapes.spikes', {
  sign: 'loss spikes',
  recovered:
    'the loss leaps and comes back in {shown} of {count} feasible trials, {bestShown} of the best {best} among them',
  lasting:
    'the loss leaps in {shown} of {count} feasible trials, {bestShown} of the best {best} among them, and in {lasting} of them does not come back',
  when: 'in the median at {unit} {step}',
  pass: 'a leap that passes costs little: skip the batch or clip gradients, and look at the batch where it began',
  mend: 'lower the rate, clip gradients, or use a smaller ε in Adam; a rare bad batch is better skipped',
  clip: '{advice}; 90 % of the gradient norms of these trials lie below {threshold}',
  restarts: 'the learning rate is cyclic in {count} trials whose loss leaps, which is expected where it restarts',
});

export function spikes(view: RoundView, options: InsightOptions): Answer {
  const prevalence = prevalent(view, 'loss-spike');
  const restarts = prevalenceOf(view, view.ranked, ['loss-spike']).shown.length - prevalence.shown.length;
  const silent = restarts > 0 ? [spikesTexts.restarts({ count: restarts })] : [];
  if (prevalence.p > options.falseAlarms)
    return { findings: [], silent: [tooFew(prevalence, spikesTexts.sign()), ...silent] };
  return { findings: [finding(view, prevalence, options)], silent };
}

function finding(view: RoundView, prevalence: Prevalence, options: InsightOptions): Finding {
  const { among, shown, best, bestShown, inBest, p } = prevalence;
  const lasting = shown.filter(({ diagnosis }) => diagnosis.until === null).length;
  const counts = { shown: shown.length, count: among.length, bestShown: bestShown.length, best: best.length };
  const ids = new Set(shown.map(({ trial }) => trial.record.id));
  const where = whereaboutsOf(view, among, ({ record }) => ids.has(record.id), { label: 'spikes', options });
  const step = median(shown.map(({ diagnosis }) => diagnosis.step));
  const norms = shown
    .flatMap(({ trial }) => gradientNormOf(trial.record)?.values ?? [])
    .filter((x) => x > 0 && x < Infinity);
  const threshold = norms.length === 0 ? null : rounded(quantile(norms, clipAt), 2);
  const advice = lasting > 0 ? spikesTexts.mend() : spikesTexts.pass();
  return {
    code: 'curve-shapes',
    // Where the best are spared, or leaps pass, there is little to gain.
    severity: inBest || lasting > 0 ? 'advice' : 'note',
    confidence: Math.min(0.99, 1 - p),
    headline: lasting > 0 ? spikesTexts.lasting({ ...counts, lasting }) : spikesTexts.recovered(counts),
    explanation: [
      spikesTexts.when({ unit: view.round.stepUnit, step: rounded(step) }),
      ...(where === null ? [] : [where.told]),
      mistakes({ p }),
    ],
    values: { shape: 'loss-spike', lasting },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: { ...counts, lasting, step, p },
      figure: 'diagnosed:loss-spike',
    },
    advice: threshold === null ? advice : spikesTexts.clip({ advice: advice.text, threshold }),
    ...(threshold !== null && { action: { kind: 'clip-gradients', threshold } }),
  };
}
