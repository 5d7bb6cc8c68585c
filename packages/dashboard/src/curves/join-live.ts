/**
 * Where a curve as it was read ends and what arrived since goes on. Of a trial's first attempt what was read stands. A later
 * attempt may have begun from scratch after the curve was read: what arrived of it counts from its first step on.
 */
import { firstWhere } from './first-where.ts';

export interface Arrived {
  /** Ascending. */
  readonly steps: ArrayLike<number>;
  /** From 1: that the points are of. */
  readonly attempt: number;
}

/** So many points of what was read stay, and those that arrived follow from an index on. */
export interface Join {
  readonly read: number;
  readonly from: number;
}

export function joinLive(read: ArrayLike<number>, { steps, attempt }: Arrived): Join {
  const first = steps[0];
  if (attempt > 1 && first !== undefined) return { read: firstWhere(read, (step) => step >= first), from: 0 };
  const last = read[read.length - 1] ?? -Infinity;
  return { read: read.length, from: firstWhere(steps, (step) => step > last) };
}
