/**
 * A hyperparameter as the x axis of a plot: quantitative in its own scale, or columns with jitter. A reverse-log axis carries
 * 1 − x on a logarithmic axis, reversed, with labels in x.
 */
import { offBeside, roundedValue, scaled, type Hyperparameter, type RangeHyperparameter } from '../space/index.ts';
import { defineTexts, shown } from '../texts/index.ts';
import type { Specification } from './figure.ts';
import { complementLabel, logTicks, tickLabel } from './log-ticks.ts';

/** Width of a column over the width that jitter fills. */
const jitterBand = 2.2;
/** Pixels kept free at either end of a quantitative axis, so that marks at an edge are whole. */
const padding = 8;

/** A number on a quantitative axis (1 − x for reverse-log), a label on a column axis; null where it has no place. */
export function positionOf(hyperparameter: Hyperparameter, value: unknown): number | string | null {
  if (value === undefined) return null;
  if (!isRange(hyperparameter)) {
    const label = displayed(value);
    return columnsOf(hyperparameter).includes(label) ? label : null;
  }
  if (typeof value !== 'number' || value < hyperparameter.low || value > hyperparameter.high) return null;
  return hyperparameter.scale === 'reverse-log' ? 1 - value : value;
}

/** Sideways place of a trial within its column, in [−1, 1]: deterministic and even, multiples of the golden ratio. */
export function jitterOf(trial: number): number {
  return Number((2 * ((trial * 0.618034) % 1) - 1).toFixed(3));
}

/** Where an axis of `width` pixels draws a position, in pixels. */
export function acrossOf(
  hyperparameter: Hyperparameter,
  { x, jitter = 0 }: { readonly x: number | string; readonly jitter?: number },
  width: number,
): number {
  if (isRange(hyperparameter)) {
    const { low, high, scale } = hyperparameter;
    const value = scale === 'reverse-log' ? 1 - Number(x) : Number(x);
    const [from, at, to] = [low, value, high].map((each) => scaled(scale, each));
    return padding + (width - 2 * padding) * (((at ?? 0) - (from ?? 0)) / ((to ?? 1) - (from ?? 0)));
  }
  const columns = columnsOf(hyperparameter);
  const column = width / columns.length;
  return column * (columns.indexOf(String(x)) + 0.5 + jitter / (2 * jitterBand));
}

/** The channels `x` and, for columns, `xOffset`, of fields `x` and `jitter`. */
export function xChannels(hyperparameter: Hyperparameter, width: number): Specification {
  const x = xEncoding(hyperparameter, width);
  if (isRange(hyperparameter)) return { x };
  return { x, xOffset: { field: 'jitter', type: 'quantitative', scale: { domain: [-jitterBand, jitterBand] } } };
}

function xEncoding(hyperparameter: Hyperparameter, width: number): Specification {
  const title = hyperparameter.id;
  if (!isRange(hyperparameter)) {
    const domain = columnsOf(hyperparameter);
    return {
      field: 'x',
      type: 'ordinal',
      scale: { domain, paddingInner: 0.1 },
      axis: { title, labelAngle: 0, labelOverlap: false, labelLimit: Math.max(24, width / domain.length - 4) },
    };
  }
  const { low, high, scale } = hyperparameter;
  const common = { nice: false, padding };
  switch (scale) {
    case 'linear':
      return quantitative(
        { type: 'linear', domain: [low, high], ...common },
        { title, tickCount: 6, labelExpr: tickLabel },
      );
    case 'log':
      return quantitative(
        { type: 'log', domain: [low, high], ...common },
        { title, values: logTicks(low, high), labelExpr: tickLabel },
      );
    case 'reverse-log':
      return quantitative(
        { type: 'log', domain: [1 - high, 1 - low], reverse: true, ...common },
        { title, values: logTicks(1 - high, 1 - low), labelExpr: complementLabel },
      );
  }
}

function quantitative(scale: Specification, axis: Specification): Specification {
  return { field: 'x', type: 'quantitative', scale, axis };
}

function columnsOf(hyperparameter: Exclude<Hyperparameter, RangeHyperparameter>): readonly string[] {
  return hyperparameter.kind === 'choice'
    ? hyperparameter.branches.map(({ label }) => label)
    : hyperparameter.values.map(displayed);
}

function isRange(hyperparameter: Hyperparameter): hyperparameter is RangeHyperparameter {
  return hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
}

/** A value as titles and columns show it. */
export function displayed(value: unknown): string {
  return typeof value === 'number' ? shown(Number(value.toPrecision(3))) : String(value);
}
