/** `saturated`: training and validation have both been flat for the last part of the run or longer (method D8). */
import { normalQuantile } from '../numeric/index.ts';
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import type { Signal } from './evidence/signal.ts';
import { runningMedian } from './evidence/smooth.ts';
import { endOf, levelOf, noiseWithin, tail } from './evidence/window.ts';
import type { DiagnosisOptions } from './options.ts';

/** Silent without any curve of the training data: flat validation alone may be a model that goes on learning. */
export function saturated({ signals, options, trend }: Evidence): readonly Diagnosis[] {
  const objective = signals.get('objective');
  const train = (['train objective', 'train loss', 'batch loss'] as const).flatMap((role) => {
    const signal = signals.get(role);
    return signal !== undefined && (signal.times.at(-1) ?? 0) > 0.5 ? [signal] : [];
  });
  if (objective === undefined || objective.values.length < 2 * options.fewest || train.length === 0) return [];
  const all = [objective, ...train];
  if (all.some((signal) => endOf(signal, options.tail, options.tailPoints) === null)) return [];
  const moved = Math.max(...all.map((signal) => movement(signal, options, trend)));
  if (moved > 1 || objective.progress === 0) return [];
  const from = Math.max(...all.map((signal) => flatFrom(signal, options)));
  const onset = objective.steps[objective.times.findIndex((time) => time >= from)] ?? 0;
  return [
    {
      code: 'saturated',
      metric: objective.metric,
      step: onset,
      until: null,
      confidence: sureness(1 / Math.max(moved, 0.01)),
      numbers: { flatFor: 1 - from, moved: moved * options.flat },
    },
  ];
}

/** Change in the tail over the greatest change of a flat curve: at most 1 where it is flat. */
function movement(signal: Signal, options: DiagnosisOptions, trend: Evidence['trend']): number {
  const part = tail(signal, options.tail, options.tailPoints);
  const { change } = trend(signal, part);
  // The standard error of a line's change over n even points, each with noise σ, is σ √(12 / n).
  const errors = normalQuantile(1 - options.falseAlarms / 2);
  const byChance = errors * lateNoise(signal, options) * Math.sqrt(12 / (part.to - part.from));
  return change === 0 ? 0 : Math.abs(change) / Math.max(options.flat * signal.body, byChance);
}

/** Over twice as many evaluations as a trend needs at least, as a noise of few is not known. */
function lateNoise(signal: Signal, options: DiagnosisOptions): number {
  return noiseWithin(signal, tail(signal, options.tail, 2 * options.tailPoints));
}

/**
 * The time from which on the curve stays near its last level: within a share of what it moved, or its noise, which may have
 * been more before. By the running median that shows sustained movement, since a few evaluations off are no movement.
 */
function flatFrom(signal: Signal, options: DiagnosisOptions): number {
  const part = tail(signal, options.tail, options.tailPoints);
  const level = levelOf(signal, part);
  const near = 2 * Math.max(options.flat * signal.body, lateNoise(signal, options), signal.noise);
  const smooth = runningMedian(signal.values, Math.max(3, Math.round(options.smoothing * signal.values.length)) | 1);
  // The tail is known to be flat, and its last medians are of a few points only.
  let i = part.from;
  while (i > 0 && Math.abs((smooth[i - 1] ?? 0) - level) <= near) i--;
  return signal.times[i] ?? 1;
}
