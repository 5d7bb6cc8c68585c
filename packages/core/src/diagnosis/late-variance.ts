/** `late-variance`: late in the run the error jumps from one evaluation to the next by much, and more than it moves (method D6). */
import { median } from '../numeric/index.ts';
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { hasMoved } from './evidence/moved.ts';
import { endOf, noiseWithin } from './evidence/window.ts';

/** By the objective, or where that is calm by the same metric on training data; by the training loss only where it is that metric. */
export function lateVariance({ signals, options, nonFinite, trend }: Evidence): readonly Diagnosis[] {
  if (nonFinite !== null) return [];
  for (const role of ['objective', 'train objective', 'train loss'] as const) {
    const signal = signals.get(role);
    if (signal === undefined || signal.values.length < 2 * options.fewest) continue;
    if (role === 'train loss' && signals.get('objective')?.logged !== true) continue;
    const end = endOf(signal, options.late, options.tailPoints);
    if (end === null) continue;
    const { from, to } = end;
    const steps = signal.values.slice(from + 1, to).map((value, i) => Math.abs(value - (signal.values[from + i] ?? 0)));
    const noise = noiseWithin(signal, { from, to });
    const jump = Math.min(median(steps), noise);
    const way = steps.reduce((sum, step) => sum + step, 0);
    const net = Math.abs(trend(signal, { from, to }).change);
    if (!(jump > options.jumps * signal.progress) || net > options.direct * way) continue;
    // Where nothing is gained there is nothing to hold jumps against that are no larger than ever.
    if (!hasMoved(signal, options) && jump <= 2 * signal.noise) continue;
    return [
      {
        code: 'late-variance',
        metric: signal.metric,
        step: signal.steps[from] ?? 0,
        until: null,
        confidence: sureness(jump / (options.jumps * signal.progress)),
        numbers: { jump, share: jump / signal.progress, net },
      },
    ];
  }
  return [];
}
