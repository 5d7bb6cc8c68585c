/** Trials that a report is told to keep feasible: they must be trials of the round, and keeping them must change something. */
import { AttuneError } from '@attune/core/errors';
import { defaultOptions, outcomesOf, type RoundRecord } from '@attune/core/insight';
import { defineTexts, type Message } from '@attune/core/texts';

export const reportKeptTexts = defineTexts('report-kept', {
  none: 'round {round} has no trials yet, so none can be kept feasible',
  unknown:
    'round {round} has no {count|trial|trials} {trials}: --keep-feasible takes trials of this round, {first} to {last}',
  already:
    '--keep-feasible changes nothing for {count|trial|trials} {trials}: {count|it is|they are} feasible as it is',
  ended:
    '--keep-feasible changes nothing for {count|trial|trials} {trials}: how {count|it|they} ended leaves no result to keep; it takes back only the rules for outliers and chance',
});

/** What is to be said of the trials kept. Throws `not-found` for numbers that are no trials of the round. */
export function keptRemarks(round: RoundRecord, kept: readonly number[]): readonly Message[] {
  if (kept.length === 0) return [];
  const ids = round.trials.map(({ id }) => id).sort((a, b) => a - b);
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) {
    throw new AttuneError('not-found', reportKeptTexts.none({ round: round.number }));
  }
  const unknown = kept.filter((id) => !ids.includes(id));
  if (unknown.length > 0) {
    const told = { round: round.number, ...listed(unknown), first, last };
    throw new AttuneError('not-found', reportKeptTexts.unknown(told));
  }
  const kinds = (options: typeof defaultOptions) => {
    const outcomes = outcomesOf(round, options);
    return (id: number): boolean => outcomes.get(id)?.kind === 'feasible';
  };
  const [before, after] = [kinds(defaultOptions), kinds({ ...defaultOptions, keepFeasible: kept })];
  const already = kept.filter(before);
  const lost = kept.filter((id) => !after(id));
  return [
    ...(already.length > 0 ? [reportKeptTexts.already(listed(already))] : []),
    ...(lost.length > 0 ? [reportKeptTexts.ended(listed(lost))] : []),
  ];
}

function listed(trials: readonly number[]): { readonly count: number; readonly trials: string } {
  return { count: trials.length, trials: trials.join(', ') };
}
