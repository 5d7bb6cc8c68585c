/** What only a server refuses, whoever asks for whatever: not part of `AttuneError`, since no command line can meet it. */
import type { Message } from '@attune/core/texts';
import type { ErrorDocument } from '../../operations/error-document.ts';

type RefusalCode = Extract<ErrorDocument['code'], 'unauthorised' | 'forbidden' | 'too-large' | 'too-many'>;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** Seconds after which it may be tried again; null where that changes nothing. */
  readonly retryAfter: number | null;

  constructor(code: RefusalCode, { text }: Message, retryAfter: number | null = null) {
    super(text);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export function refusalDocument({ code, message }: Refusal): ErrorDocument {
  return { schema: 'error/1', code, message, issues: [] };
}
