/** The exit status of each outcome: the one table that scripts can trust and that `docs/cli.md` lists. */
import type { ErrorCode } from '@attune/core/errors';

/** How a command ended. `unsatisfied`: it did its work and the answer is not good, as for a paused round. */
export type Outcome = 'ok' | 'internal' | ErrorCode | 'unsatisfied' | StopOutcome;

/** How a command ends that was asked to: by Ctrl-C, or by SIGTERM. */
export type StopOutcome = 'interrupted' | 'terminated';

export const exitStatus: Readonly<Record<Outcome, number>> = {
  ok: 0,
  internal: 1,
  invalid: 2,
  'not-found': 3,
  conflict: 4,
  unsupported: 5,
  unavailable: 6,
  unsatisfied: 7,
  interrupted: 130,
  terminated: 143,
};
