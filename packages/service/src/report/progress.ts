/** How far a round is, as numbers and in words. */
import type { Outcome, RoundView } from '@attune/core/insight';
import type { Message } from '@attune/core/texts';
import type { ReportStatus } from './context.ts';
import { reportTexts } from './texts.ts';

type Counts = Readonly<Record<Outcome['kind'], number>>;

interface Progress {
  readonly ended: number;
  /** Trials that the studies plan, or that exist where a study was given more. */
  readonly planned: number;
  readonly counts: Counts;
}

export function progressOf({ round, search, baseline }: RoundView): Progress {
  const counts = { feasible: 0, infeasible: 0, censored: 0, failed: 0, pending: 0 };
  for (const { outcome } of [...search, ...baseline]) counts[outcome.kind] += 1;
  const existing = search.length + baseline.length;
  const planned = round.studies.reduce((sum, { trials }) => sum + trials, 0);
  return { ended: existing - counts.pending, planned: Math.max(planned, existing), counts };
}

/** `completed` with its trials, or how many of them have ended. */
export function statusText(status: Pick<ReportStatus, 'kind'>, { ended, planned }: Progress): Message {
  switch (status.kind) {
    case 'running':
      return reportTexts.runningShort({ ended, planned });
    case 'paused':
      return reportTexts.pausedShort({ ended, planned });
    case 'completed':
      return reportTexts.completedShort({ ended });
  }
}

/** A banner over a report that is not final; undefined where it is. */
export function bannerText(status: ReportStatus, { ended, planned }: Progress): Message | undefined {
  switch (status.kind) {
    case 'running':
      return reportTexts.running({ ended, planned });
    case 'paused':
      return reportTexts.paused({ ended, planned, note: status.note });
    case 'completed':
      return undefined;
  }
}

/** `24 feasible`, `3 infeasible`, …: the counts that are not zero. */
export function countTexts({ counts }: Pick<Progress, 'counts'>): readonly Message[] {
  return [
    { count: counts.feasible, text: reportTexts.countFeasible },
    { count: counts.infeasible, text: reportTexts.countInfeasible },
    { count: counts.censored, text: reportTexts.countCensored },
    { count: counts.failed, text: reportTexts.countFailed },
    { count: counts.pending, text: reportTexts.countPending },
  ].flatMap(({ count, text }) => (count > 0 ? [text({ count })] : []));
}
