/**
 * One hyperparameter as a coordinate u ∈ [0, 1), evenly spaced in its own scale.
 *
 * A float range maps [low, high] to u. An integer range maps [low − ½, high + ½), so that each integer owns an interval
 * and none is half as likely at the ends; k values own an interval of length 1/k each. A value that owns an interval is
 * encoded to its centre.
 */
import type { ChoiceHyperparameter, Dimension, Hyperparameter, RangeHyperparameter, Value } from './hyperparameter.ts';
import { scaled, unscaled } from './scale.ts';

/** The largest double below 1. */
const justBelowOne = 1 - 2 ** -53;

/**
 * The coordinate of a value. A number outside the range extends the scale, below 0 or above 1 (where the scale reaches
 * it); anything else that the hyperparameter cannot take, `off` beside a range included, gives NaN.
 */
export function toUnit(hyperparameter: Hyperparameter, value: Value): number {
  if (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') {
    return typeof value === 'number' ? rangeToUnit(hyperparameter, value) : NaN;
  }
  const values = listOf(hyperparameter);
  const index = values.indexOf(value);
  return index < 0 ? NaN : (index + 0.5) / values.length;
}

/** The value at a coordinate; coordinates outside [0, 1) count as its nearest end. A choice gives a label. */
export function fromUnit(hyperparameter: Hyperparameter, u: number): Value {
  const inside = Math.min(Math.max(u, 0), justBelowOne);
  if (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') {
    return rangeFromUnit(hyperparameter, inside);
  }
  const values = listOf(hyperparameter);
  return values[Math.floor(inside * values.length)] ?? null;
}

/** Whether the range or the values hold `value`; `off` beside them does not count. */
export function holds(hyperparameter: Hyperparameter, value: Value): boolean {
  if (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') {
    return (
      typeof value === 'number' &&
      value >= hyperparameter.low &&
      value <= hyperparameter.high &&
      (hyperparameter.kind === 'float' || Number.isInteger(value))
    );
  }
  return listOf(hyperparameter).includes(value);
}

/** Whether `off` is a branch of its own, beside the range or the values. */
export function offBeside(hyperparameter: Hyperparameter): hyperparameter is Dimension & { readonly off: Value } {
  return (
    hyperparameter.kind !== 'choice' && hyperparameter.off !== undefined && !holds(hyperparameter, hyperparameter.off)
  );
}

/** The one value that it can take, `off` aside; undefined where there are several. A choice gives its label. */
export function onlyValue(hyperparameter: Hyperparameter): Value | undefined {
  if (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') return undefined;
  const values = listOf(hyperparameter);
  return values.length === 1 ? values[0] : undefined;
}

function rangeToUnit(range: RangeHyperparameter, value: number): number {
  const [from, to] = ends(range);
  if (range.kind === 'integer') {
    const below = (scaled(range.scale, value - 0.5) - from) / (to - from);
    const above = (scaled(range.scale, value + 0.5) - from) / (to - from);
    return (below + above) / 2;
  }
  const u = (scaled(range.scale, value) - from) / (to - from);
  // The upper end belongs to the range, but 1 does not belong to the cube.
  return value <= range.high ? Math.min(u, justBelowOne) : u;
}

function rangeFromUnit(range: RangeHyperparameter, u: number): number {
  const [from, to] = ends(range);
  const raw = unscaled(range.scale, from + u * (to - from));
  const value = range.kind === 'integer' ? Math.floor(raw + 0.5) : raw;
  return Math.min(Math.max(value, range.low), range.high);
}

/** The ends of the range on the even axis, half a step further out for integers. */
function ends(range: RangeHyperparameter): readonly [number, number] {
  const margin = range.kind === 'integer' ? 0.5 : 0;
  return [scaled(range.scale, range.low - margin), scaled(range.scale, range.high + margin)];
}

function listOf(hyperparameter: Exclude<Dimension, RangeHyperparameter> | ChoiceHyperparameter): readonly Value[] {
  return hyperparameter.kind === 'choice'
    ? hyperparameter.branches.map((branch) => branch.label)
    : hyperparameter.values;
}
