/** A round that compares values of one hyperparameter at an equally tuned rest. */
import type { FixedEntry, ScientificEntry } from '../design/index.ts';
import type { Message } from '../texts/index.ts';
import type { Basis } from './basis.ts';
import { drafted } from './drafted.ts';
import type { Length } from './length.ts';
import type { Prospect } from './promising.ts';
import type { Proposal, ProposalKind, Reason } from './proposal.ts';

/** What is asked, and why. */
export interface ValueQuestion {
  readonly kind: ProposalKind;
  readonly headline: Message;
  /** Of the round's file, without a number. */
  readonly name: string;
  readonly question: Message;
  readonly compared: ScientificEntry;
  readonly reason: Omit<Reason, 'about'>;
}

/** `fixed`: what stays held as it was. */
export function comparedValues(
  basis: Basis,
  prospect: Prospect,
  length: Length,
  fixed: readonly FixedEntry[],
  { kind, headline, name, question, compared, reason }: ValueQuestion,
): Proposal {
  const made = drafted(basis, prospect, [], fixed, [compared.hyperparameter]);
  return {
    kind,
    headline,
    round: {
      name,
      goal: 'compare',
      question: question.text,
      scientific: [compared],
      fixed: made.fixed,
      nuisance: 'rest',
      ranges: made.ranges,
      search: { kind: 'halton' },
      trials: basis.trials,
      notes: '',
    },
    maxSteps: length.maxSteps,
    before: length.before,
    reasons: [{ about: { part: 'scientific' }, ...reason }, ...made.reasons],
  };
}
