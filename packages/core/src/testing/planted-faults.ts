/**
 * What can be wrong with one planted training, one thing at a time, as a change of its healthy trend.
 * An `effect` counts the jitter of an evaluation of `valid/loss` (`planted-trend.ts`): one alone is not to be seen by eye.
 */
import { chanceLoss, errorOf, jitter, type Trend } from './planted-trend.ts';

export type CurveFault =
  /** Validation loss and error rise steadily from fraction `from` on, by `effect` until the end; the training loss falls on. */
  | { readonly kind: 'overfitting'; readonly effect: number; readonly from: number }
  /** Only the validation loss rises so. */
  | { readonly kind: 'over-confidence'; readonly effect: number; readonly from: number }
  /** Evaluations of the last quarter scatter by `effect`. */
  | { readonly kind: 'late-noise'; readonly effect: number }
  /** Both losses still fall by `effect`, more than they would, in the last fifth of training. */
  | { readonly kind: 'too-few-steps'; readonly effect: number }
  /** All is learned within `share` of training, and the training set fitted. */
  | { readonly kind: 'too-many-steps'; readonly share: number }
  /** Training and validation loss rise steadily from fraction `from` on, by `effect` until the end. */
  | { readonly kind: 'training-loss-rising'; readonly effect: number; readonly from: number }
  /** At fraction `at` all losses jump by `effect`, and come back within a tenth of training. */
  | { readonly kind: 'spike'; readonly effect: number; readonly at: number }
  /** Losses jump up again and again, by up to `effect`, within the first tenth of training. */
  | { readonly kind: 'early-instability'; readonly effect: number }
  /** Validation swings by ± `effect` with this period, a fraction of training. */
  | { readonly kind: 'periodic'; readonly effect: number; readonly period: number }
  /** Nothing is ever learned. */
  | { readonly kind: 'stuck-at-chance' }
  /** All is lost at fraction `at`: back at chance for good, every number finite. */
  | { readonly kind: 'collapse'; readonly at: number }
  /** Gradient norms grow a hundredfold over a tenth of training, then losses and norms are NaN from `at` on. */
  | { readonly kind: 'nan'; readonly at: number }
  /** Gradient norms grow by the factor `effect` over the second half; the losses suffer nothing yet. */
  | { readonly kind: 'exploding-gradients'; readonly effect: number }
  /** Logarithms of the gaps between evaluations scatter by `effect`. */
  | { readonly kind: 'irregular'; readonly effect: number };

/** The trend at `f` with the fault in it; `healthy` gives the trend without it at any fraction. */
export function bend(fault: CurveFault | null, healthy: (f: number) => Trend, f: number): Trend {
  const trend = healthy(f);
  if (fault === null) return trend;
  switch (fault.kind) {
    case 'overfitting':
      return { ...trend, validLoss: turned(healthy, fault, f).validLoss };
    case 'over-confidence': {
      const { validLoss } = turned(healthy, fault, f);
      return { ...trend, validLoss, extraError: errorOf(trend.validLoss) - errorOf(validLoss) };
    }
    case 'training-loss-rising':
      return { ...trend, ...turned(healthy, fault, f) };
    case 'late-noise':
      return f > 0.75 ? { ...trend, noise: Math.max(trend.noise, fault.effect) } : trend;
    case 'too-few-steps':
      return higher(trend, 5 * fault.effect * jitter * (1 - f));
    case 'spike':
      return f < fault.at ? trend : higher(trend, fault.effect * jitter * Math.exp((fault.at - f) / 0.025));
    case 'early-instability':
      return f > 0.1 ? trend : higher(trend, fault.effect * jitter * sawtooth(f / 0.025));
    case 'periodic': {
      const swing = fault.effect * jitter * Math.sin((2 * Math.PI * f) / fault.period);
      return { ...trend, validLoss: Math.max(0, trend.validLoss + swing) };
    }
    case 'stuck-at-chance':
      return lost(trend);
    case 'collapse':
      return f < fault.at ? trend : lost(trend);
    case 'nan':
      if (f >= fault.at) return { ...trend, trainLoss: NaN, validLoss: NaN, gradNorm: NaN };
      return { ...trend, gradNorm: trend.gradNorm * 100 ** Math.max(0, 1 - (fault.at - f) / 0.1) };
    case 'exploding-gradients':
      return { ...trend, gradNorm: trend.gradNorm * fault.effect ** Math.max(0, 2 * f - 1) };
    case 'too-many-steps':
    case 'irregular':
      return trend;
  }
}

/** Losses that stay as they were at `from`, and rise from there in a straight line to `effect` jitters at the end. */
function turned(
  healthy: (f: number) => Trend,
  { from, effect }: { readonly from: number; readonly effect: number },
  f: number,
): Pick<Trend, 'trainLoss' | 'validLoss'> {
  const { trainLoss, validLoss } = healthy(Math.min(f, from));
  const up = effect * jitter * Math.max(0, (f - from) / (1 - from));
  return { trainLoss: trainLoss + up, validLoss: validLoss + up };
}

function higher(trend: Trend, by: number): Trend {
  return { ...trend, trainLoss: trend.trainLoss + by, validLoss: trend.validLoss + by };
}

function lost(trend: Trend): Trend {
  return { ...trend, trainLoss: chanceLoss, validLoss: chanceLoss };
}

/** Rises from 0 to 1 in each unit. */
function sawtooth(x: number): number {
  return x - Math.floor(x);
}
