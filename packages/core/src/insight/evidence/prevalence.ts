/**
 * How many trials' curves show a diagnosis, and whether that is more than mistaken diagnoses would make: a curiosity of one
 * curve says nothing of a round.
 *
 *   q     share of sound curves on which a diagnosis may speak: `mistaken`
 *   n, k  trials looked at; those among them that show it
 *   p     P(at least k of n) were every one a mistake of rate q, trials being independent; the smaller of that over all
 *         trials looked at and that over the best three alone, times two for the two looks
 */
import type { Diagnosis, DiagnosisCode } from '../../diagnosis/index.ts';
import { binomialAtLeast, median } from '../../numeric/index.ts';
import { defineTexts, type Message } from '../../texts/index.ts';
import type { JudgedTrial, RankedTrial, RoundView } from '../view.ts';
import { percent } from './percent.ts';

/** Generous beside what the diagnoses aim at (docs/diagnoses.md), so that trials that err alike do not sum to a finding. */
export const mistaken = 0.05;
/** A diagnosis less sure than this is as likely wrong as right. */
const surely = 0.5;
/** How many of the best trials decide what a round concludes (the top three of method D1). */
export const bestCount = 3;

export const prevalenceTexts = defineTexts('prevalence', {
  empty: 'no trial has ended with a usable result',
  none: '{sign}: in none of the {count} {count|trial|trials} looked at',
  few: '{sign}: in {shown} of {count} {count|trial|trials}, and so many would be mistaken in {p} of rounds: too few to speak of the round',
  mistaken:
    'were this a mistake made on {share} of sound curves, each by itself, so many would be found in {p} of rounds',
  scarce:
    '{sign}: in {shown} of {count} competitive trials that trained to the end, {bestShown} of the best {best} among them: not enough to speak of the round',
});

export interface Showing<T extends JudgedTrial = JudgedTrial> {
  readonly trial: T;
  readonly diagnosis: Diagnosis;
}

export interface Prevalence<T extends JudgedTrial = JudgedTrial> {
  readonly among: readonly T[];
  /** Of those, in their order. */
  readonly shown: readonly Showing<T>[];
  /** The best three of `among` that are feasible, as ranked. */
  readonly best: readonly RankedTrial[];
  readonly bestShown: readonly Showing[];
  /** Whether the best three alone are evidence enough. */
  readonly inBest: boolean;
  /** p. */
  readonly p: number;
}

/** The trials that surely show one of the codes, each with its surest such diagnosis. */
export function showing<T extends JudgedTrial>(
  { diagnoses }: RoundView,
  trials: readonly T[],
  codes: readonly DiagnosisCode[],
  accept: (diagnosis: Diagnosis, trial: T) => boolean = () => true,
): readonly Showing<T>[] {
  return trials.flatMap((trial) => {
    const found = (diagnoses.get(trial.record.id) ?? []).filter(
      (one) => codes.includes(one.code) && one.confidence >= surely && accept(one, trial),
    );
    const [surest] = found.toSorted((a, b) => b.confidence - a.confidence);
    return surest === undefined ? [] : [{ trial, diagnosis: surest }];
  });
}

/** `among` as the question means it: feasible trials, competitive ones, or all that ended. */
export function prevalenceOf<T extends JudgedTrial>(
  view: RoundView,
  among: readonly T[],
  codes: readonly DiagnosisCode[],
  accept?: (diagnosis: Diagnosis, trial: T) => boolean,
): Prevalence<T> {
  return judged(view, among, showing(view, among, codes, accept));
}

/** The same for what another look at the curves has shown. */
export function judged<T extends JudgedTrial>(
  view: RoundView,
  among: readonly T[],
  shown: readonly Showing<T>[],
): Prevalence<T> {
  const members = new Set<number>(among.map(({ record }) => record.id));
  const best = view.ranked.filter(({ record }) => members.has(record.id)).slice(0, bestCount);
  const bestIds = new Set(best.map(({ record }) => record.id));
  const bestShown = shown.filter(({ trial }) => bestIds.has(trial.record.id));
  const overall = among.length === 0 ? 1 : binomialAtLeast(shown.length, among.length, mistaken);
  const atTop = best.length === 0 ? 1 : binomialAtLeast(bestShown.length, best.length, mistaken);
  const p = Math.min(1, 2 * Math.min(overall, atTop));
  // One of one, or of two, is a curiosity.
  return { among, shown, best, bestShown, inBest: bestShown.length > 1, p };
}

/** The better half of the feasible trials: those that a user would choose from. */
export function competitiveOf({ ranked }: RoundView): readonly RankedTrial[] {
  return ranked.slice(0, Math.ceil(ranked.length / 2));
}

/** Why so few trials are no finding. `sign`: what was looked for in them. */
export function tooFew({ among, shown, p }: Prevalence, { text: sign }: Message): Message {
  if (among.length === 0) return prevalenceTexts.empty();
  if (shown.length === 0) return prevalenceTexts.none({ sign, count: among.length });
  return prevalenceTexts.few({ sign, shown: shown.length, count: among.length, p: percent(p) });
}

/** The same for what many a healthy curve shows, so that no count of them would be mistakes. */
export function tooScarce({ among, shown, best, bestShown }: Prevalence, { text: sign }: Message): Message {
  if (among.length === 0) return prevalenceTexts.empty();
  if (shown.length === 0) return prevalenceTexts.none({ sign, count: among.length });
  const counts = { sign, shown: shown.length, count: among.length, bestShown: bestShown.length, best: best.length };
  return prevalenceTexts.scarce(counts);
}

/** How sure the diagnoses are, in the median of the trials that show it. */
export function surenessOf({ shown }: Pick<Prevalence, 'shown'>): number {
  return shown.length === 0 ? 0 : Math.min(0.99, median(shown.map(({ diagnosis }) => diagnosis.confidence)));
}

/** How often so many would be mistakes. */
export function mistakes({ p }: Pick<Prevalence, 'p'>): Message {
  return prevalenceTexts.mistaken({ share: percent(mistaken), p: percent(p) });
}
