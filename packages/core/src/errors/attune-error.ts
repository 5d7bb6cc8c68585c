import type { Message } from '../texts/index.ts';

/** Why a request was refused; adapters map each code to one exit code and one HTTP status. */
export type ErrorCode = 'invalid' | 'not-found' | 'conflict' | 'unsupported' | 'unavailable';

/** Where in a user's file a value stands; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong in a user's input: the message names field, value and remedy. */
export interface Issue {
  readonly message: Message;
  /** Keys from the document's root to the value, as in `['hyperparameters', 'lr', 'range']`. */
  readonly path: readonly (string | number)[];
  readonly place?: Place;
}

/** The one error that Attune throws on purpose; anything else is a defect. */
export class AttuneError extends Error {
  override readonly name = 'AttuneError';
  readonly code: ErrorCode;
  readonly detail: Message;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, detail: Message, options: { cause?: unknown; issues?: readonly Issue[] } = {}) {
    super(detail.text, { cause: options.cause });
    this.code = code;
    this.detail = detail;
    this.issues = options.issues ?? [];
  }
}
