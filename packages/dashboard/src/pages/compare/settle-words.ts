/** What a comparison of two configurations would take, and how it stands, in words. */
import { defineTexts } from '@attune/core/texts';
import type { Api } from '@attune/client';
import { duration } from '../../parts/durations.ts';
import { judgedWords } from '../../parts/round-words.ts';

export type Comparison = Api['GET /comparison']['result'];

export const settleTexts = defineTexts('dashboard-settle', {
  unknown:
    'Not known: these are single results, and the better one was picked for being the best. A comparison runs both again, each seed for both, and ends as soon as it is clear.',
  cost: 'At most {runs} {runs|run|runs}: {pairs} {pairs|seed|seeds} for each.',
  costTime:
    'At most {runs} {runs|run|runs}: {pairs} {pairs|seed|seeds} for each, about {time} on {slots} {slots|slot|slots}.',
  running: 'The comparison runs: {pairs} of at most {most} pairs have ended.',
  soFar: 'So far: {words}',
  paused: 'The comparison is paused after {pairs} of at most {most} pairs.',
});

export interface Cost {
  readonly pairs: number;
  readonly runs: number;
  /** Null where no run tells how long one takes. */
  readonly seconds: number | null;
}

/** Of the pairs that are left. */
export function costOf(
  { pairs, pairsMax }: { readonly pairs: number; readonly pairsMax: number },
  secondsOfRun: number | null,
  slots: number,
): Cost {
  const left = Math.max(0, pairsMax - pairs);
  const runs = 2 * left;
  return { pairs: left, runs, seconds: secondsOfRun === null ? null : Math.ceil(runs / slots) * secondsOfRun };
}

export function costWords({ pairs, runs, seconds }: Cost, slots: number): string {
  if (seconds === null) return settleTexts.cost({ pairs, runs }).text;
  return settleTexts.costTime({ pairs, runs, slots, time: duration(seconds) }).text;
}

/** As the decision itself tells it, in its own words; the reason follows it. */
export function standingWords(comparison: Comparison): readonly string[] {
  const { round, status, pairs, pairsMax, reason } = comparison;
  if (round === null) return [settleTexts.unknown().text];
  const judged = judgedWords(comparison);
  const because = sentence(reason);
  if (status === 'completed') return [`${judged}.`, because];
  const how = status === 'running' ? settleTexts.running : settleTexts.paused;
  const first = how({ pairs, most: pairsMax }).text;
  return pairs === 0 ? [first] : [first, `${settleTexts.soFar({ words: judged }).text}.`, because];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
