/**
 * When a training loss counts as diverged: non-finite in three consecutive reports, or at the end. A single
 * non-finite value is not (loss scaling skips such steps). At the end an objective that is the only loss stands in for it.
 */
import { isLossName, lossAmong } from './loss-names.ts';
import type { Objective } from './objective.ts';

/** Consecutive non-finite reports of the training loss that settle it. */
export const divergedAfter = 3;

/** What has been seen of a training loss: how many of its latest values in a row were non-finite, and since which step. */
export interface LossWatch {
  readonly nonFinite: number;
  readonly since: number | null;
}

export const nothingSeen: LossWatch = { nonFinite: 0, since: null };

/** The watch after one more report. */
export function watchLoss(watch: LossWatch, step: number, value: number): LossWatch {
  if (Number.isFinite(value)) return nothingSeen;
  return { nonFinite: watch.nonFinite + 1, since: watch.since ?? step };
}

/** Whether training is over for this configuration though its process may go on. */
export function diverged(watch: LossWatch, atEnd: boolean): boolean {
  return watch.nonFinite >= (atEnd ? 1 : divergedAfter);
}

/** The metric to watch: the one that the project names, else the loss of the training split, by the rule of `lossAmong`. */
export function trainLossAmong(
  names: Iterable<string>,
  declared: string | undefined,
  objective?: Objective,
): string | undefined {
  return declared ?? lossAmong(names, 'train', objective);
}

/** Whether the objective is a loss and none is reported beside it: at the end of a run it alone tells that training diverged. */
export function isOnlyLoss({ metric, direction }: Objective, names: Iterable<string>): boolean {
  return (
    direction === 'minimize' && isLossName(metric) && [...names].every((name) => name === metric || !isLossName(name))
  );
}
