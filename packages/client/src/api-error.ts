/** A refusal of the server, as it was written: `code` and `issues` are for programs, the message for people. */
export interface ErrorBody {
  readonly schema: 'error/1';
  readonly code:
    | 'invalid'
    | 'not-found'
    | 'conflict'
    | 'unsupported'
    | 'unavailable'
    | 'internal'
    | 'unauthorised'
    | 'forbidden'
    | 'too-large'
    | 'too-many';
  readonly message: string;
  readonly issues: readonly {
    readonly message: string;
    readonly key: string;
    readonly path: readonly (string | number)[];
    /** Where it stands, for what came out of a file. */
    readonly place?: { readonly file: string; readonly line: number; readonly column: number };
  }[];
}

/** Its message is the server's, with each thing that is wrong on a line of its own. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: ErrorBody;
  /** What is wrong, one each, where the server's message does not say it. */
  readonly details: readonly string[];

  constructor(status: number, body: ErrorBody) {
    const details = body.issues.map(({ message }) => message).filter((message) => !body.message.includes(message));
    super([body.message, ...details].join('\n  '));
    this.status = status;
    this.body = body;
    this.details = details;
  }
}
