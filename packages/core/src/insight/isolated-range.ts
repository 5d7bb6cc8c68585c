/**
 * What `isolation` says of a range that a joint study sampled: the best of each part of it, with how much another search
 * would change it, and which parts are behind the best one by more than noise and luck explain (`lead.ts`), or of no use at all.
 *
 *   interval  of the best of a part's n trials: nine of ten draws of half of them (`best-of.ts`). Each result holds the
 *             noise of its own seed, so that the draws hold trial variance and study variance alike.
 */
import { defineTexts, type Message } from '../texts/index.ts';
import { bestOf, widest } from './evidence/best-of.ts';
import type { Isolated, Sampling } from './evidence/isolated.ts';
import { mostChance, type Lead } from './evidence/lead.ts';
import type { Part } from './evidence/parts.ts';
import { moreThanOthers } from './evidence/shares.ts';
import type { Tuned } from './evidence/tuned.ts';
import { isJudged } from './view.ts';

export const rangeTexts = defineTexts('isolated-range', {
  told: '{id} matters: the best is with {first} ({best}); {behind} {count|is|are} behind by more than noise and luck explain',
  untold:
    '{id}: the best is with {first} ({best}), but no part of the range is behind by more than noise and luck explain',
  unmeasured:
    '{id}: the best is with {first} ({best}); the noise is not known, so that no part of the range can be told from it',
  part: '{label}: best {value} (trial {trial}) of {count}; nine of ten draws of half of them reach {least} or better',
  short: '{label}: best {value} (trial {trial}) of {count}',
  empty: '{label}: no usable result of {count} {count|trial|trials}',
  rising: 'from the lower end of {id} to the upper the best gets better and better',
  falling: 'from the lower end of {id} to the upper the best gets worse and worse',
  inside: 'the best lies inside the range of {id}, and gets worse to both ends',
});

export interface RangeTold {
  readonly headline: Message;
  readonly explanation: readonly Message[];
  /** Whether a part is behind. */
  readonly told: boolean;
}

export function rangeToldOf(
  { hyperparameter, parts }: Extract<Sampling, { readonly hyperparameter: unknown }>,
  { tuned, comparisons }: Pick<Isolated, 'tuned' | 'comparisons'>,
  { first, behind, outcome }: Lead,
  shown: (value: number) => number,
): RangeTold {
  const { id } = hyperparameter;
  const names = { id, first: first.label, best: shown(first.best.outcome.objective) };
  const worse = [...behind, ...uselessOf(tuned, comparisons)];
  const told = worse.map(({ label }) => label).join(', ');
  const inOrder = parts.flatMap(({ label }) => tuned.filter(({ study }) => study.name === label));
  return {
    headline:
      outcome === 'unmeasured'
        ? rangeTexts.unmeasured(names)
        : worse.length > 0
          ? rangeTexts.told({ ...names, behind: told, count: worse.length })
          : rangeTexts.untold(names),
    explanation: [
      ...inOrder.map((one) => partText(one, shown)),
      ...(worse.length > 0 ? courseTexts(id, parts, tuned) : []),
    ],
    told: outcome !== 'unmeasured' && worse.length > 0,
  };
}

/** Configurations without a single usable result, where their trials are infeasible more often than chance would have it. */
export function uselessOf(tuned: readonly Tuned[], comparisons: number): readonly Tuned[] {
  const judged = tuned.flatMap(({ trials }) => trials.filter(isJudged));
  const infeasible = (trials: Tuned['trials']): number =>
    trials.filter(({ outcome }) => outcome.kind === 'infeasible').length;
  const all = { kind: infeasible(judged), count: judged.length };
  return tuned.filter(({ trials, ranked }) => {
    const own = { kind: infeasible(trials), count: trials.filter(isJudged).length };
    return ranked.length === 0 && moreThanOthers(own, all) * tuned.length * comparisons <= mostChance;
  });
}

/** Results that nine of ten draws of half of a part's trials reach, the better first; null where such draws may be empty. */
export function intervalOf({ trials, ranked }: Tuned): readonly [number, number] | null {
  const count = trials.filter(isJudged).length;
  if (widest(count) === 0) return null;
  const { reached } = bestOf(
    ranked.map(({ outcome }) => outcome.objective),
    count,
    widest(count),
  );
  const [better, worse] = [reached(0.05), reached(0.95)];
  return better === undefined || worse === undefined ? null : [better, worse];
}

function partText(one: Tuned, shown: (value: number) => number): Message {
  const { label, ranked, trials } = one;
  const [best] = ranked;
  const count = trials.length;
  if (best === undefined) return rangeTexts.empty({ label, count });
  const told = { label, value: shown(best.outcome.objective), trial: best.record.id, count };
  const interval = intervalOf(one);
  if (interval === null) return rangeTexts.short(told);
  return rangeTexts.part({ ...told, least: shown(interval[1]) });
}

/** How the best of the parts runs along the range, where it does not zigzag; a part beside the range is no part of that. */
function courseTexts(id: string, parts: readonly Part[], tuned: readonly Tuned[]): readonly Message[] {
  // 0 for the best part.
  const places = parts
    .filter(({ between }) => between !== undefined)
    .map(({ label }) => tuned.findIndex(({ study }) => study.name === label));
  const best = places.indexOf(Math.min(...places));
  const worsens = places.every(
    (place, i) => i === 0 || (i <= best ? place < (places[i - 1] ?? 0) : place > (places[i - 1] ?? 0)),
  );
  if (!worsens || places.length < 3) return [];
  if (best === 0) return [rangeTexts.falling({ id })];
  return [best === places.length - 1 ? rangeTexts.rising({ id }) : rangeTexts.inside({ id })];
}
