/** `training-loss-rising`: the loss on the training data rises over a sustained part of the run (method D9). */
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import type { Signal } from './evidence/signal.ts';
import { between } from './evidence/window.ts';

/** By the evaluated training loss, unless the minibatch loss over the same steps does not rise; else by the minibatch loss. */
export function trainingLossRising(evidence: Evidence): readonly Diagnosis[] {
  const { options, signals, rises } = evidence;
  const batch = signals.get('batch loss');
  const covered = batch !== undefined && (batch.times.at(-1) ?? 0) > 0.5;
  const role = signals.has('train loss') ? 'train loss' : 'batch loss';
  const signal = signals.get(role);
  if (signal === undefined) return [];
  return (rises.get(role) ?? [])
    .filter(({ from, to, noises }) => {
      const clear = noises >= options.noises;
      if (!covered || role === 'batch loss') return clear;
      // The minibatch loss is a second witness: where it surely rises too, half as clear a rise of the evaluated one will do.
      const p = chanceOfRise(evidence, batch, signal.times[from] ?? 0, signal.times[to] ?? 1);
      return p <= (clear ? options.trend : options.falseAlarms);
    })
    .map((rise) => ({
      code: 'training-loss-rising' as const,
      metric: signal.metric,
      step: signal.steps[rise.from] ?? 0,
      until: rise.left >= options.forGood ? null : (signal.steps[rise.to] ?? null),
      confidence: sureness(Math.min(Math.max(1, rise.noises / options.noises), rise.length / options.sustained)),
      numbers: { share: rise.size / signal.progress, noises: rise.noises, length: rise.length },
    }))
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, 1);
}

function chanceOfRise({ trend }: Evidence, signal: Signal, begin: number, end: number): number {
  return trend(signal, between(signal, begin, end)).pRise;
}
