/** How long the trials of a round were to train: told, known of their format, or taken from where they end. */
import { extent } from '@attune/core/numeric';
import type { Curve, Objective } from '@attune/core/study';
import { defineTexts, type Message } from '@attune/core/texts';
import type { History } from '../../importers/index.ts';

export const auditLengthTexts = defineTexts('audit-length', {
  lengthUnknown:
    'how long training was to be is not known: the last step of any trial, {steps}, stands for it, and {shorter} of {count} {count|trial ends|trials end} before; --max-steps says it',
  lengthUnknownEqual:
    'how long training was to be is not known: the last step of all trials, {steps}, stands for it; --max-steps says it',
  results: 'the trials hold results alone, no curves: nothing is asked of how training went',
  lengthsDiffer:
    'trials were to train for {least} to {most} {unit}s: steps are told as percent of each one’s own training',
});

export interface Length {
  readonly steps: number;
  readonly unit: string;
  /** Whether steps are told as percent of each trial's own training. */
  readonly relative: boolean;
  /** Whether the trials hold a result each, and no curve. */
  readonly results: boolean;
  readonly remarks: readonly Message[];
}

/** Trials whose lengths differ by less than this share were meant to be equally long. */
const sameLength = 0.05;

export function lengthOf(histories: readonly History[], { metric }: Objective): Length {
  const unit = histories[0]?.stepUnit ?? 'step';
  if (histories.some(({ curves }) => curves.length > 0) && histories.every(isResult)) {
    return { steps: 1, unit, relative: false, results: true, remarks: [auditLengthTexts.results()] };
  }
  const known = histories.flatMap(({ maxSteps }) => (maxSteps === null ? [] : [maxSteps]));
  if (known.length < histories.length || known.length === 0) {
    const ends = histories.map(({ curves }) => lastStep(curves, metric));
    const last = Math.max(1, extent(ends)[1]);
    const shorter = ends.filter((end) => end < last).length;
    const remark =
      shorter === 0
        ? auditLengthTexts.lengthUnknownEqual({ steps: last })
        : auditLengthTexts.lengthUnknown({ steps: last, shorter, count: histories.length });
    return { steps: last, unit, relative: false, results: false, remarks: [remark] };
  }
  const [least, most] = extent(known);
  if (least >= most * (1 - sameLength)) return { steps: most, unit, relative: false, results: false, remarks: [] };
  const remark = auditLengthTexts.lengthsDiffer({ least, most, unit });
  return { steps: 100, unit: 'percent', relative: true, results: false, remarks: [remark] };
}

/** Of the objective's curve, or where there is none of any; 0 for a trial that measured nothing. */
function lastStep(curves: readonly Curve[], metric: string): number {
  const own = curves.filter((curve) => curve.metric === metric);
  return (own.length > 0 ? own : curves).reduce((most, { steps }) => Math.max(most, steps.at(-1) ?? 0), 0);
}

function isResult({ curves }: History): boolean {
  return curves.every(({ steps }) => steps.length <= 1);
}

/** The curves of a trial that holds results alone, which were measured at its end. */
export function resultCurves({ curves }: History): History['curves'] {
  return curves.map((curve) => ({ ...curve, steps: curve.steps.map(() => 1) }));
}

/** The curves with their steps as percent of the trial's own training. */
export function relativeCurves({ curves, maxSteps }: History): History['curves'] {
  const whole = maxSteps ?? 1;
  return curves.map((curve) => ({ ...curve, steps: curve.steps.map((step) => (100 * step) / whole) }));
}
