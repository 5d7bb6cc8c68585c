/** How often one token may ask: far more than a team does, far less than a program that runs away. */
import type { Permission } from '../../operations/operation.ts';

export interface Rates {
  /** Milliseconds over which is counted. */
  readonly window: number;
  /** Requests in that time, by what they need. */
  readonly most: Readonly<Record<Permission, number>>;
}

/**
 * A page asks for a few dozen things when it opens and a few a second while trials run; a loop of one's own reports a batch
 * at a time, and many trials may share a token. Starting and stopping is done by hand.
 */
export const usualRates: Rates = {
  window: 10_000,
  most: { read: 2_000, report: 10_000, admin: 200 },
};

/** Live streams of one visitor: browser pages, dashboards on walls. */
export const mostStreams = 32;
