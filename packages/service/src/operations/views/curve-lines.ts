/** A trial's curves as lines to draw: attempts merged, cut to what is shown, thinned, placed on the axis. */
import { asTheyBegan, thin, trialCurves, type Curve } from '@attune/core/study';
import type { AskedTrial } from './asked-trials.ts';
import { placedBy, type XKind } from './curve-axis.ts';

export interface AskedLines {
  readonly points: number;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly x: XKind;
}

/** Null where its points have no place on that axis. */
export function linesOf(trial: AskedTrial, metrics: readonly string[], asked: AskedLines) {
  const { row, attempts, series, bestStep } = trial;
  const place = placedBy(trial, asked.x);
  if (place === null) return null;
  const merged = new Map(trialCurves(attempts, series).map((curve) => [curve.metric, curve]));
  return metrics.flatMap((metric) => {
    const whole = merged.get(metric);
    if (whole === undefined || whole.steps.length === 0) return [];
    const within = between(whole, asked.from, asked.to);
    const shown = thin(within, asked.points);
    const older = supersededOf(trial, metric).map(({ attempt, ...curve }) => {
      const { steps, values } = thin(between(curve, asked.from, asked.to), asked.points);
      return { attempt, x: steps.map(place), y: [...values] };
    });
    const left = older.filter(({ x }) => x.length > 0);
    return [
      {
        trial: row.id,
        metric,
        x: shown.steps.map(place),
        y: [...shown.values],
        ...(left.length === 0 ? {} : { superseded: left }),
        truncated: shown.steps.length < within.steps.length,
        points: whole.steps.length,
        lastStep: whole.steps.at(-1) ?? null,
        nonFinite: shown.steps.filter((_, i) => !Number.isFinite(shown.values[i])),
        bestStep,
      },
    ];
  });
}

/** With the neighbour on each side, so that a line reaches the edge of what is shown. */
function between<C extends Pick<Curve, 'steps' | 'values'>>(curve: C, from = -Infinity, to = Infinity): C {
  if (from === -Infinity && to === Infinity) return curve;
  const first = curve.steps.findIndex((step) => step >= from);
  const after = curve.steps.findIndex((step) => step > to);
  const start = first === -1 ? Math.max(0, curve.steps.length - 1) : Math.max(0, first - 1);
  const end = after === -1 ? curve.steps.length : after + 1;
  return { ...curve, steps: curve.steps.slice(start, end), values: curve.values.slice(start, end) };
}

/** Of each attempt but the last the points beyond where a later one began. */
function supersededOf({ attempts, series }: AskedTrial, metric: string): readonly (Curve & { attempt: number })[] {
  if (attempts.length < 2) return [];
  const starts = asTheyBegan(attempts, series);
  return series.flatMap((one) => {
    if (one.metric !== metric) return [];
    const later = starts.filter(({ number }) => number > one.attempt);
    if (later.length === 0) return [];
    const kept = Math.min(...later.map(({ resumedAt }) => resumedAt ?? -Infinity));
    const beyond = one.steps.map((step) => step > kept);
    return [
      {
        metric,
        attempt: one.attempt,
        steps: one.steps.filter((_, i) => beyond[i]),
        values: one.values.filter((_, i) => beyond[i]),
      },
    ];
  });
}
