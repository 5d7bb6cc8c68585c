/** What a round came to, in a sentence or two for its card. */
import { defineTexts } from '@attune/core/texts';
import { numberText } from './number-text.ts';
import type { Round } from './listed-round.ts';

export const roundWordsTexts = defineTexts('dashboard-round-words', {
  untitled: 'Which values are best?',
  compare: '{candidate} against {baseline}',
  best: 'best {metric} {best}',
  better: '{difference} ahead of the baseline’s {value} (mean of {seeds} {seeds|seed|seeds})',
  notBetter: 'not ahead of the baseline’s {value} (mean of {seeds} {seeds|seed|seeds})',
  baseline: 'the baseline has {metric} {value} (mean of {seeds} {seeds|seed|seeds})',
  adopt: 'Adopt',
  reject: 'Reject',
  'more-evidence': 'More evidence needed',
  decided: '{recommendation} after {pairs} {pairs|pair|pairs}: {direction} by {effect}{interval}, P(better) {better}',
  decidedBare: '{recommendation} after {pairs} {pairs|pair|pairs}',
  interval: ' [{low}, {high}]',
  gained: 'better',
  worse: 'worse',
  open: 'undecided so far; at most {pairs} {pairs|pair|pairs} of runs',
  progress: '{ended} of {planned} {planned|trial|trials} ended',
  trials: '{planned} {planned|trial|trials}',
});

export function questionOf({ question, comparison }: Round): string {
  if (question !== '') return question.slice(0, 1).toUpperCase() + question.slice(1);
  return comparison === null ? roundWordsTexts.untitled().text : roundWordsTexts.compare(comparison).text;
}

/** `best valid/loss 0.0454`, to be followed by what it is beside the baseline; null while nothing is known. */
export function bestWords({ objective, best, baseline }: Round): {
  readonly best: string | null;
  readonly beside: string | null;
} {
  const { metric, direction } = objective;
  if (best === null) {
    const beside =
      baseline === null
        ? null
        : roundWordsTexts.baseline({ metric, value: numberText(baseline.value), seeds: baseline.seeds });
    return { best: null, beside: beside?.text ?? null };
  }
  const told = roundWordsTexts.best({ metric, best: numberText(best.objective) }).text;
  if (baseline === null) return { best: told, beside: null };
  const gain = (best.objective - baseline.value) * (direction === 'maximize' ? 1 : -1);
  const { seeds } = baseline;
  const value = numberText(baseline.value);
  const beside =
    gain > 0
      ? roundWordsTexts.better({ difference: numberText(gain, 3), value, seeds })
      : roundWordsTexts.notBetter({ value, seeds });
  return { best: told, beside: beside.text };
}

/** The decision of a comparison; null in rounds that search. */
export function decisionWords({ comparison }: Round): string | null {
  if (comparison === null) return null;
  const { concluded, pairsMax } = comparison;
  if (concluded === null) return roundWordsTexts.open({ pairs: pairsMax }).text;
  return judgedWords(concluded);
}

/** What pairs of runs have shown, as far as they have: `Reject after 6 pairs: worse by 0.1 [0, 0.2], P(better) 0.03`. */
export function judgedWords(judged: NonNullable<NonNullable<Round['comparison']>['concluded']>): string {
  const { pairs, effect, interval, better } = judged;
  const recommendation = roundWordsTexts[judged.recommendation]().text;
  if (effect === null || better === null) return roundWordsTexts.decidedBare({ recommendation, pairs }).text;
  const sign = effect < 0 ? -1 : 1;
  const ends = interval === null ? [] : [interval.low * sign, interval.high * sign].toSorted((a, b) => a - b);
  const [low = 0, high = 0] = ends;
  return roundWordsTexts.decided({
    recommendation,
    pairs,
    direction: (effect < 0 ? roundWordsTexts.worse() : roundWordsTexts.gained()).text,
    effect: numberText(Math.abs(effect), 3),
    interval:
      ends.length === 0 ? '' : roundWordsTexts.interval({ low: numberText(low, 3), high: numberText(high, 3) }).text,
    better: numberText(better, 2),
  }).text;
}

export function progressWords({ status, ended, planned }: Round): string {
  return status === 'completed' && ended === planned
    ? roundWordsTexts.trials({ planned }).text
    : roundWordsTexts.progress({ ended, planned }).text;
}
