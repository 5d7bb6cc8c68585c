/**
 * What do the logged gradient norms say (method D18)? Asked of trials that report `grad_norm` at 20 steps or more.
 *
 *   vanishing   in two trials or more, and a quarter of all: the norm fell below a thousandth of its start while the training
 *               loss kept nine tenths of its own: learning stopped without having begun
 *   clipped     most competitive trials (better half) were clipped in more than half of their updates, which is extreme: a
 *               lower rate does the same (U5). From a logged share (`clipped`, `clip_fraction`), or from norms at a cap
 *   bursts      two competitive trials or more, and a quarter of them, show bursts (`evidence/gradient-norms.ts`), or the
 *               norms of two diverged trials or more did before they diverged: instability in mid-training, clip at p90
 *   growing     most competitive trials' norms grow for good (`gradient-growth.ts`): a note, or advice where it is much
 *   profile     none of these, or growth that is a note: the 90th percentile as a note, for whoever thinks of clipping
 *
 * Rules, not tests: their confidences are fixed numbers. Norms logged after clipping give no threshold.
 */
import { median, rounded } from '../numeric/index.ts';
import { guessMeaning } from '../space/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { variedAcross } from './evidence/dimension.ts';
import { growthTexts, gradientGrowth } from './gradient-growth.ts';
import { capOf, clippingThreshold, fewestReports, gradientNorms, type NormedTrial } from './evidence/normed-trials.ts';
import { percent } from './evidence/percent.ts';
import type { Action, Finding } from './finding.ts';
import type { Question } from './question.ts';
import type { JudgedTrial, RoundView } from './view.ts';

/** Fewest trials, and share of them, that must show a thing: one odd trial is for its own diagnosis. */
const fewestTrials = 2;
const share = 0.25;
const vanished = 1e-3;
/** Part of its loss that a trial that never learned keeps. */
const keptLoss = 0.9;
/** Share of clipped updates that is extreme (method U5). */
const aggressive = 0.5;

export const gradientsTexts = defineTexts('gradients', {
  vanishing:
    'gradients vanish: in {count} of {trials} trials their norm fell below a thousandth of its start while the training loss stayed high',
  vanishingWhy:
    'trial {trial}: norm {start} at first, {end} at the end; loss {lossStart} and {lossEnd}. Dead or saturated units, a wrong initialisation or missing normalisation do this',
  vanishingAdvice:
    'look at activations by layer, add normalisation or residual connections, check the initialisation, and lower the rate if units died early',
  clipped: 'gradients are clipped too often: in {count} of {trials} competitive trials more than half of the updates',
  clippedWhy:
    'the middle of them clips {share} of its updates; so much clipping only scales the learning rate down, unevenly',
  clippedAdvice: 'lower the learning rate instead, or raise the threshold',
  bursts: 'gradient norms burst: {count} of {trials} competitive trials show norms ten times what came before',
  burstsDiverged: 'gradient norms burst before training diverges: in {count} of {trials} diverged trials',
  burstsWhy:
    'the first is in trial {trial} at {unit} {step}; training is unstable there, and lower rates avoid it at a cost',
  clip: 'clip gradients at a norm of {threshold}, the 90th percentile of the unclipped norms; if that does not suffice, lower',
  clipUnknown: 'lower the clipping threshold, or the rate; log the norm before clipping to choose a threshold from it',
  profile: 'gradient norms: 90th percentile {p90}, median {middle}, over {trials} competitive {trials|trial|trials}',
  profileWhy:
    'the 90th percentile is where clipping would begin, should training prove unstable; the norms of these trials do not show that it is',
  unlogged: 'no trial reports a gradient norm (grad_norm) at {fewest} steps or more',
  noneCompetitive: 'no competitive trial reports a gradient norm (grad_norm) at {fewest} steps or more',
  capped:
    'the norms were logged after clipping at {cap}: log them before it, so that a threshold can be chosen from them',
  calm: 'the norms of {trials} {trials|trial|trials} neither vanish, burst nor grow',
});

export { clippingThreshold, gradientNorms, type NormedTrial } from './evidence/normed-trials.ts';

export const gradients: Question = {
  code: 'gradients',
  texts: { ...gradientsTexts.table, ...growthTexts.table },
  ask(view, options) {
    const { competitive, others } = gradientNorms(view);
    const all = [...competitive, ...others];
    const clipped = clippingOf(view, competitive);
    const growth = gradientGrowth(view, competitive, options.falseAlarms);
    const alarms = [vanishing(all), clipped, bursting(view, competitive, others), growth].filter(
      (each) => each !== null,
    );
    if (all.length === 0) {
      return { findings: alarms, silent: [gradientsTexts.unlogged({ fewest: fewestReports })] };
    }
    const silent: Message[] = [];
    const cap = capOf(competitive);
    if (cap !== null) silent.push(gradientsTexts.capped({ cap: rounded(cap) }));
    if (competitive.length === 0) silent.push(gradientsTexts.noneCompetitive({ fewest: fewestReports }));
    if (alarms.some((each) => each !== growth || each.severity !== 'note')) return { findings: alarms, silent };
    if (growth === null) silent.push(gradientsTexts.calm({ trials: all.length }));
    const told = cap === null && competitive.length > 0 ? [profile(competitive)] : [];
    return { findings: [...alarms, ...told], silent };
  },
};

function many(count: number, of: number): boolean {
  return count >= fewestTrials && count >= share * of;
}

function vanishing(all: readonly NormedTrial[]): Finding | null {
  const gone = all.flatMap((each) => {
    const loss = lossOf(each.trial);
    if (loss === null || !(each.norms.end < vanished * each.norms.start)) return [];
    return loss.end > keptLoss * loss.start ? [{ ...each, loss }] : [];
  });
  const [first] = gone;
  if (first === undefined || !many(gone.length, all.length)) return null;
  const { norms, loss, trial } = first;
  return {
    code: 'gradients',
    severity: 'warning',
    confidence: 0.9,
    headline: gradientsTexts.vanishing({ count: gone.length, trials: all.length }),
    explanation: [
      gradientsTexts.vanishingWhy({
        trial: trial.record.id,
        start: rounded(norms.start),
        end: rounded(norms.end),
        lossStart: rounded(loss.start),
        lossEnd: rounded(loss.end),
      }),
    ],
    values: { kind: 'vanishing' },
    evidence: {
      trials: gone.map((each) => each.trial.record.id),
      numbers: { start: norms.start, end: norms.end, trials: gone.length },
      figure: 'gradient-norm',
    },
    advice: gradientsTexts.vanishingAdvice(),
    action: { kind: 'check-program', suspicion: 'gradients vanish' },
  };
}

/** The training loss at first and in the middle of its last tenth; null where none positive is reported. */
function lossOf({ record }: JudgedTrial): { readonly start: number; readonly end: number } | null {
  const curve =
    record.curves.find(({ metric }) => metric === 'train/loss') ??
    record.curves.find(({ metric }) => /^(train\/.*loss.*|loss)$/.test(metric));
  const finite = curve?.values.filter((value) => Number.isFinite(value)) ?? [];
  const tail = finite.slice(-Math.max(1, Math.floor(finite.length / 10)));
  const [start] = finite;
  return finite.length < 3 || start === undefined || !(start > 0) ? null : { start, end: median(tail) };
}

const sharesClipped = /^(train(ing)?\/)?((grad(ient)?s?_)?clip(ped|_fraction|ped_fraction|_rate)|fraction_clipped)$/;

/** The share of clipped updates of each competitive trial: as logged, else from norms at a cap. */
function clippingOf(view: RoundView, competitive: readonly NormedTrial[]): Finding | null {
  const half = view.ranked.slice(0, Math.ceil(view.ranked.length / 2));
  const shares = half.flatMap((trial) => {
    const curve = trial.record.curves.find(({ metric }) => sharesClipped.test(metric));
    const logged = curve?.values.filter((value) => value >= 0 && value <= 1) ?? [];
    if (logged.length > 0) return [{ trial, part: logged.reduce((sum, value) => sum + value, 0) / logged.length }];
    return competitive.filter((each) => each.trial === trial).map(({ norms }) => ({ trial, part: norms.capped }));
  });
  const often = shares.filter(({ part }) => part > aggressive);
  if (often.length < fewestTrials || often.length * 2 <= shares.length) return null;
  const part = median(often.map((each) => each.part));
  const action = lowerRate(
    view,
    often.map(({ trial }) => trial),
  );
  return {
    code: 'gradients',
    severity: 'advice',
    confidence: 0.95,
    headline: gradientsTexts.clipped({ count: often.length, trials: shares.length }),
    explanation: [gradientsTexts.clippedWhy({ share: percent(part) })],
    values: { kind: 'clipped' },
    evidence: {
      trials: often.map(({ trial }) => trial.record.id),
      numbers: { clipped: part, trials: often.length },
      figure: 'gradient-norm',
    },
    advice: gradientsTexts.clippedAdvice(),
    ...(action !== null && { action }),
  };
}

/** Below the least rate of the trials, where there is one learning rate that they all have. */
function lowerRate(view: RoundView, trials: readonly JudgedTrial[]): Action | null {
  const rates = variedAcross([...new Set(trials.map(({ study }) => study))]).filter(
    ({ name }) => guessMeaning(name) === 'learning-rate',
  );
  const [rate] = rates;
  if (rate === undefined || rates.length > 1) return null;
  const values = trials.map(({ record }) => record.configuration[rate.id]).filter((value) => typeof value === 'number');
  if (values.length < trials.length) return null;
  return { kind: 'lower-rate', hyperparameter: rate.id, below: Math.min(...values) };
}

function bursting(
  view: RoundView,
  competitive: readonly NormedTrial[],
  others: readonly NormedTrial[],
): Finding | null {
  const diverged = others.filter(
    ({ trial }) => trial.outcome.kind === 'infeasible' && trial.outcome.reason === 'diverged',
  );
  const burst = ({ norms }: NormedTrial): boolean => norms.bursts.length > 0;
  const [calmly, wildly] = [competitive.filter(burst), diverged.filter(burst)];
  const among = many(calmly.length, competitive.length);
  if (!among && !many(wildly.length, diverged.length)) return null;
  const shown = among ? calmly : wildly;
  const [first] = shown;
  if (first === undefined) return null;
  const counts = { count: shown.length, trials: among ? competitive.length : diverged.length };
  const threshold = clippingThreshold(competitive);
  const clip = threshold === null ? null : rounded(threshold, 2);
  return {
    code: 'gradients',
    severity: 'advice',
    confidence: 0.9,
    headline: among ? gradientsTexts.bursts(counts) : gradientsTexts.burstsDiverged(counts),
    explanation: [
      gradientsTexts.burstsWhy({
        trial: first.trial.record.id,
        unit: view.round.stepUnit,
        step: first.norms.bursts[0] ?? null,
      }),
    ],
    values: { kind: 'bursts' },
    evidence: {
      trials: shown.map(({ trial }) => trial.record.id),
      numbers: { bursting: shown.length, ...(threshold !== null && { p90: threshold }) },
      figure: 'gradient-norm',
    },
    advice: clip === null ? gradientsTexts.clipUnknown() : gradientsTexts.clip({ threshold: clip }),
    ...(clip !== null && { action: { kind: 'clip-gradients', threshold: clip } }),
  };
}

function profile(competitive: readonly NormedTrial[]): Finding {
  const p90 = median(competitive.map(({ norms }) => norms.p90));
  const middle = median(competitive.map(({ norms }) => norms.middle));
  return {
    code: 'gradients',
    severity: 'note',
    confidence: 0.99,
    headline: gradientsTexts.profile({ p90: rounded(p90), middle: rounded(middle), trials: competitive.length }),
    explanation: [gradientsTexts.profileWhy()],
    values: { kind: 'profile' },
    evidence: {
      trials: competitive.map(({ trial }) => trial.record.id),
      numbers: { p90, median: middle },
      figure: 'gradient-norm',
    },
  };
}
