/** `loss-spike`: a sudden jump, seen in more than one metric, after which the run comes back to about where it was (method D15). */
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { hasMoved } from './evidence/moved.ts';
import type { Role } from './evidence/roles.ts';
import type { Setback } from './evidence/setback.ts';
import type { Signal } from './evidence/signal.ts';
import { witnessed } from './evidence/witness.ts';

/** Roles that may show a spike alone: single minibatches are now and then far off without a mark on the model. */
const evaluated: readonly Role[] = ['objective', 'train objective', 'valid loss', 'train loss'];

export function lossSpike(evidence: Evidence): readonly Diagnosis[] {
  const { options } = evidence;
  const counts = ({ sudden, back, height }: Setback, signal: Signal): boolean =>
    sudden && back !== null && (hasMoved(signal, options) || height > 2 * options.noises * signal.noise);
  return witnessed(evidence, counts, evaluated).map(({ signal, setback, witnesses, inTraining }) => ({
    code: 'loss-spike' as const,
    metric: signal.metric,
    step: signal.steps[setback.from] ?? 0,
    until: setback.back === null ? null : (signal.steps[setback.back] ?? null),
    confidence: sureness(setback.share / options.setback),
    numbers: { lost: setback.share, witnesses, inTraining, peakStep: signal.steps[setback.peak] ?? 0 },
  }));
}
