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

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}
