/** What became of the last round's comparison: decided, to be asked again, or left to `attune compare`. */
import type { ScientificEntry, FixedEntry } from '../design/index.ts';
import type { Finding } from '../insight/index.ts';
import { scientificValues } from '../design/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { spacesOf, type Basis } from './basis.ts';
import { sourceOf } from './change.ts';
import type { Reason } from './proposal.ts';

export const comparisonAgainTexts = defineTexts('next-comparison', {
  winner: '{hyperparameter} at {value}: it won the comparison of round {round}',
  leader:
    '{hyperparameter} at {value}, which leads in round {round} by no more than noise: `attune compare` tells whether it is better',
  again: 'the comparison of round {round} again: its answer is open for a reason that a round can mend',
});

export interface ComparisonState {
  /** What the next round is to compare again; empty where nothing is. */
  readonly scientific: readonly ScientificEntry[];
  /** What a search that goes on without comparing holds, with the reasons. */
  readonly fixed: readonly FixedEntry[];
  readonly reasons: readonly Reason[];
}

export function comparisonState(basis: Basis): ComparisonState {
  const { last } = basis;
  const ids = Object.entries(last.resolved.roles).flatMap(([id, role]) => (role === 'scientific' ? [id] : []));
  if (ids.length === 0) return { scientific: [], fixed: [], reasons: [] };
  const { findings, view } = last.insight;
  const isolations = findings.filter(({ code }) => code === 'isolation');
  const doubts = findings.filter(({ code, severity }) => code === 'fairness' && severity !== 'note');
  const open = [...doubts, ...isolations.filter(isOpen)][0];
  if (open !== undefined) {
    const scientific = ids.map((hyperparameter): ScientificEntry => {
      const values = [...new Set(spacesOf(last, hyperparameter).flatMap((one) => scientificValues(one) ?? []))];
      return values.length > 1 ? { hyperparameter, values } : { hyperparameter };
    });
    const message = comparisonAgainTexts.again({ round: last.number });
    const reason = {
      about: { part: 'scientific' },
      message,
      finding: sourceOf({ round: last, finding: open }),
    } as const;
    return { scientific, fixed: [], reasons: [reason] };
  }
  const leader = view.ranked[0]?.record.configuration ?? {};
  const decided = isolations.length > 0 && isolations.every(({ values }) => values['verdict'] === 'better');
  const held = ids.flatMap((hyperparameter) => {
    const value = leader[hyperparameter];
    return value === undefined ? [] : [{ hyperparameter, value }];
  });
  const [told] = isolations;
  return {
    scientific: [],
    fixed: held,
    reasons: held.map(({ hyperparameter, value }) => {
      const values = { hyperparameter, value, round: last.number };
      const message: Message = decided ? comparisonAgainTexts.winner(values) : comparisonAgainTexts.leader(values);
      const about = { part: 'fixed', hyperparameter } as const;
      return { about, message, ...(told !== undefined && { finding: sourceOf({ round: last, finding: told }) }) };
    }),
  };
}

/** Open for want of trials; what only more seeds can decide is for `compare`. */
function isOpen({ values, action }: Finding): boolean {
  return values['verdict'] === 'undecided' && action?.kind === 'add-trials';
}
