/**
 * A hyperparameter as the x axis of a plot: quantitative in its own scale, with a column to its left for `off` beside the
 * range, or columns with jitter. A reverse-log axis carries 1 − x on a logarithmic axis, reversed, with labels in x.
 */
import { offBeside, roundedValue, scaled, type Hyperparameter, type RangeHyperparameter } from '../space/index.ts';
import { defineTexts, shown } from '../texts/index.ts';
import type { Specification } from './figure.ts';
import { jitterOf } from './jitter.ts';
import { complementLabel, logTicks, tickLabel } from './log-ticks.ts';

/** Width of a column over the width that jitter fills. */
const jitterBand = 2.2;
/** Pixels kept free at either end of a quantitative axis, so that marks at an edge are whole. */
const padding = 8;

/** Pixels left of a range for the trials that switched its hyperparameter off; a mark stands within the first part. */
const offWidth = 34;
const offMiddle = 14;
const offReach = 9;

export const hyperparameterAxisTexts = defineTexts('hyperparameter-axis', { off: 'off' });

/** A number on a quantitative axis (1 − x for reverse-log) or a column's label, with what places it sideways. */
export interface Position {
  readonly x: number | string;
  /** In pixels: in the column beside a range, which its scale does not reach. */
  readonly px?: number;
  /** Within a column, in [−1, 1]. */
  readonly jitter?: number;
}

/**
 * Where a trial's value stands, or in the middle of its column that of none; null where it has no place: the trial took
 * another branch, or the value lies outside.
 */
export function positionOf(hyperparameter: Hyperparameter, value: unknown, trial: number | null): Position | null {
  if (value === undefined) return null;
  const jitter = trial === null ? 0 : jitterOf(trial);
  const off = offLabel(hyperparameter);
  const isOff = off !== null && value === hyperparameter.off;
  if (!isRange(hyperparameter)) {
    const label = displayed(hyperparameter, value);
    return columnsOf(hyperparameter).includes(label) ? { x: label, jitter } : null;
  }
  if (isOff) return { x: off, px: Number((offMiddle + offReach * jitter).toFixed(1)) };
  if (typeof value !== 'number' || value < hyperparameter.low || value > hyperparameter.high) return null;
  return { x: hyperparameter.scale === 'reverse-log' ? 1 - value : value };
}

/** Where an axis of `width` pixels draws a position, in pixels. */
export function acrossOf(hyperparameter: Hyperparameter, { x, px, jitter = 0 }: Position, width: number): number {
  if (px !== undefined) return px;
  if (isRange(hyperparameter)) {
    const { low, high, scale } = hyperparameter;
    const value = scale === 'reverse-log' ? 1 - Number(x) : Number(x);
    const [from, at, to] = [low, value, high].map((each) => scaled(scale, each));
    const start = firstPixel(hyperparameter) + padding;
    return start + (width - padding - start) * (((at ?? 0) - (from ?? 0)) / ((to ?? 1) - (from ?? 0)));
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

/** The channel `x` of rows that stand in the column beside a range. */
export const offChannels: Specification = { x: { field: 'px', type: 'quantitative', scale: null, axis: null } };

/** The name under the column beside a range; none where there is no such column. */
export function offLayers(hyperparameter: Hyperparameter, height: number): readonly Specification[] {
  const off = offLabel(hyperparameter);
  if (off === null || !isRange(hyperparameter)) return [];
  return [
    {
      data: { values: [{}] },
      mark: { type: 'text', style: 'off-label', align: 'center', baseline: 'top', dy: 7 },
      encoding: { x: { value: offMiddle }, y: { value: height }, text: { value: off } },
    },
  ];
}

function firstPixel(hyperparameter: Hyperparameter): number {
  return offLabel(hyperparameter) === null ? 0 : offWidth;
}

/** What the column of trials without the hyperparameter is called; null where `off` is no value beside its others. */
function offLabel(hyperparameter: Hyperparameter): string | null {
  if (!offBeside(hyperparameter)) return null;
  const { text } = hyperparameterAxisTexts.off();
  const taken =
    !isRange(hyperparameter) && hyperparameter.values.some((value) => plain(hyperparameter, value) === text);
  return taken ? plain(hyperparameter, hyperparameter.off) : text;
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
  const first = firstPixel(hyperparameter);
  const common = { nice: false, padding, ...(first > 0 && { range: [first, width] }) };
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
  if (hyperparameter.kind === 'choice') return hyperparameter.branches.map(({ label }) => label);
  const off = offLabel(hyperparameter);
  const values = hyperparameter.values.map((value) => plain(hyperparameter, value));
  return off === null ? values : [off, ...values];
}

function isRange(hyperparameter: Hyperparameter): hyperparameter is RangeHyperparameter {
  return hyperparameter.kind === 'float' || hyperparameter.kind === 'integer';
}

/** A value as titles and columns show it: the one that disables beside the others as what it does. */
export function displayed(hyperparameter: Hyperparameter, value: unknown): string {
  const off = value === hyperparameter.off ? offLabel(hyperparameter) : null;
  return off ?? plain(hyperparameter, value);
}

function plain(hyperparameter: Hyperparameter, value: unknown): string {
  return typeof value === 'number' ? shown(roundedValue(hyperparameter, value)) : String(value);
}
