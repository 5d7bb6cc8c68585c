import type { Identity } from '../../space/index.ts';
import type { Message } from '../../texts/index.ts';
import type { Subject } from '../subject.ts';

/** `warning`: the round may mislead; `advice`: it would answer more for its budget; `note`: good to know. */
export type AdviceSeverity = 'warning' | 'advice' | 'note';

/** What advice is about; `docs/rounds.md` lists them. */
export const adviceCodes = [
  'budget-too-small',
  'range-too-thin',
  'fixed-learning-rate',
  'fixed-optimizer-hyperparameter',
  'fixed-weight-decay',
  'batch-size-at-fixed-epochs',
  'batch-size-searched',
  'length-of-training',
  'scientific-optimizer-hyperparameter',
  'several-questions',
  'strength-with-presence',
  'off-inside-range',
  'nuisance-optimizer',
  'nuisance-presence',
  'nuisance-architecture',
  'baseline-not-compared',
  'baseline-outside',
  'value-undeclared',
  'budget-short',
  'search-random',
  'search-grid',
  'search-list',
  'noise-floor',
  'unequal-budget',
] as const;

export type AdviceCode = (typeof adviceCodes)[number];

/** What is doubtful about a round's design, before it runs (method C3). */
export interface Advice {
  readonly code: AdviceCode;
  readonly severity: AdviceSeverity;
  readonly hyperparameters: readonly Identity[];
  readonly problem: Message;
  readonly reason: Message;
  /** What to do instead. */
  readonly remedy: Message;
  /** More on single hyperparameters, a line each. */
  readonly details: readonly Message[];
}

/** One thing that designs are looked over for. A new rule is a file with such a function and a line in `rules.ts`. */
export type Rule = (subject: Subject) => readonly Advice[];
