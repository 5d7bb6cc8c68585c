/** Somebody who calls operations over a server, and what they may do. */

/** Who may call an operation: `read` looks, `report` writes measurements and notes, `admin` starts processes. */
export type Permission = 'read' | 'report' | 'admin';

/** Somebody whom a server has let in. */
export interface Visitor {
  /** Of the token, or `local`. */
  readonly name: string;
  readonly scope: Permission;
  /** Whether a token said so, and not merely that the request came from this machine. */
  readonly token: boolean;
  /** Where a training process that Attune started shows its own token: the one attempt that it may report. */
  readonly attempt?: { readonly trial: number; readonly number: number };
}
