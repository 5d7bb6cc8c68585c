import type { Identity } from '../../space/index.ts';
import type { Message } from '../../texts/index.ts';
import type { Subject } from '../subject.ts';

/** `warning`: the round may mislead; `advice`: it would answer more for its budget; `note`: good to know. */
export type AdviceSeverity = 'warning' | 'advice' | 'note';

/** What is doubtful about a round's design, before it runs (method C3). */
export interface Advice {
  /** Of the rule that gives it: kebab-case, stable. */
  readonly code: string;
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
