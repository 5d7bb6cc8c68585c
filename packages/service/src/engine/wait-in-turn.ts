/** The order in which waiting trials get a place, which is also the one that a later engine reads from the store. */
import type { TrialRow } from '../store/index.ts';
import type { Drive } from './drive.ts';

/** By number: a trial that is tried again goes before those that never ran, and does not wait for the whole round. */
export function waitInTurn(drive: Drive, trial: TrialRow): void {
  drive.waiting = [...drive.waiting, trial].toSorted((a, b) => a.id - b.id);
}
