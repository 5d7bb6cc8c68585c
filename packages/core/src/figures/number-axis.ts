/** A hyperparameter of numbers as either axis of a plot, in its own scale; a list by its values. 1 − x on a reverse-log one. */
import { scaled, type Hyperparameter, type Scale } from '../space/index.ts';
import type { Specification } from './figure.ts';
import { complementLabel, logTicks, tickLabel } from './log-ticks.ts';

export interface NumberAxis {
  readonly channel: Specification;
  /** Whether a value lies on it. */
  readonly holds: (value: number) => boolean;
  /** What stands in the data for a value. */
  readonly at: (value: number) => number;
  /** How far along the axis that lies, in [0, 1]. */
  readonly fraction: (at: number) => number;
}

/** Pixels kept free at either end, so that marks at an edge are whole. */
const padding = 8;

/** Null for values that are no numbers. */
export function numberAxis(hyperparameter: Hyperparameter, field: 'x' | 'y'): NumberAxis | null {
  const extentOf = rangeOf(hyperparameter);
  if (extentOf === null) return null;
  const { low, high, scale, ticks } = extentOf;
  const reverse = scale === 'reverse-log';
  const at = (value: number): number => (reverse ? 1 - value : value);
  const domain = reverse ? [1 - high, 1 - low] : [low, high];
  const [from, to] = [scaled(scale, low), scaled(scale, high)];
  const values = ticks ?? (scale === 'linear' ? null : logTicks(domain[0] ?? low, domain[1] ?? high));
  return {
    channel: {
      field,
      type: 'quantitative',
      scale: {
        type: scale === 'linear' ? 'linear' : 'log',
        domain,
        nice: false,
        zero: false,
        padding,
        ...(reverse && { reverse }),
      },
      axis: {
        title: hyperparameter.id,
        labelExpr: reverse ? complementLabel : tickLabel,
        ...(values === null ? { tickCount: 6 } : { values }),
      },
    },
    holds: (value) => value >= low && value <= high,
    at,
    fraction: (x) => (scaled(scale, at(x)) - from) / (to - from),
  };
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly scale: Scale;
  readonly ticks: readonly number[] | null;
}

function rangeOf(hyperparameter: Hyperparameter): Range | null {
  if (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') {
    const { low, high, scale } = hyperparameter;
    return { low, high, scale, ticks: null };
  }
  if (hyperparameter.kind !== 'discrete') return null;
  const values = hyperparameter.values.filter((value) => typeof value === 'number');
  const [low, high] = [values[0], values.at(-1)];
  if (low === undefined || high === undefined || values.length < hyperparameter.values.length || !(low < high))
    return null;
  // Doubling lists, such as batch sizes, are read by factors.
  const scale = low > 0 && high / low >= 4 ? 'log' : 'linear';
  return { low, high, scale, ticks: values };
}
