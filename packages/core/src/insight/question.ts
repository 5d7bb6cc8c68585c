/** One question that every round is asked. Adding one is a file with this shape and a line in `questions.ts`. */
import type { Message } from '../texts/index.ts';
import type { Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { RoundView } from './view.ts';

export interface Question {
  /** The code of its findings. */
  readonly code: string;
  /**
   * Pure. Never throws on a sound record, however empty; says nothing that the trials do not support. What another question
   * says of the round comes from `asked`, where given, so that each is asked once.
   */
  ask(view: RoundView, options: InsightOptions, asked?: Asked): Answer;
  /** Its English templates, for the message table. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The answer of a question to the same round under the same options. */
export type Asked = (question: Question) => Answer;

export interface Answer {
  readonly findings: readonly Finding[];
  /** Why it says nothing, or nothing of some part: shown on request. */
  readonly silent: readonly Message[];
}
