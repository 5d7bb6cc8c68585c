/** The world as the command line finds it, gathered once at its entry. */
import type { Clock } from '../operations/operation.ts';
import type { Terminal } from './terminal.ts';

export interface Host {
  readonly terminal: Terminal;
  /** Absolute. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly actor: string;
  /** Aborts with the name of the signal that asked for it. */
  readonly signal: AbortSignal;
}
