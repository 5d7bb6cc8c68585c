/**
 * Suggestions of another range, made in the hyperparameter's own scale, so that a log range grows by decades.
 * New ends are rounded to two significant digits: they are for people to read and edit.
 */
import type { RangeHyperparameter } from './hyperparameter.ts';
import { naturalLimits } from './meaning.ts';
import { scaled, unscaled } from './scale.ts';

/** An end of a range. */
export type Side = 'low' | 'high';

/**
 * The range with one end moved out so that it covers `factor` (> 1) times its span, in its own scale, stopped at natural
 * limits: at a limit itself where that is possible (dropout 0), halfway to it where it is not (dropout 1). Null where a
 * limit already holds, that is, where less than 1 % of the span could be gained.
 *
 * Where the meaning is unknown, an end at exactly 0 counts as a limit, and so do both ends of [0, 1]: most such ranges
 * are amounts and fractions, and a wrong −1 costs more trust than a missing suggestion.
 */
export function expandRange(range: RangeHyperparameter, side: Side, factor = 2): readonly [number, number] | null {
  const { scale, low, high } = range;
  const from = scaled(scale, low);
  const to = scaled(scale, high);
  const further = (factor - 1) * (to - from);
  const target = unscaled(scale, side === 'high' ? to + further : from - further);
  const end = stopped(range, side, target);
  const gain = Math.abs(scaled(scale, end) - scaled(scale, range[side])) / (to - from);
  if (!(gain >= 0.01)) return null;
  return side === 'high' ? [low, end] : [end, high];
}

/** The range with the end on `side` moved in to about `to`; null where that is no cut, or would leave no range. */
export function shrinkRange(range: RangeHyperparameter, side: Side, to: number): readonly [number, number] | null {
  const { kind, low, high } = range;
  if (!(to > low && to < high)) return null;
  const rounded = rounded2(range, to);
  const end = kind === 'integer' ? (side === 'high' ? Math.floor(to) : Math.ceil(to)) : rounded;
  const inside = side === 'high' ? end <= to : end >= to;
  const cut = inside ? end : to;
  if (!(cut > low && cut < high)) return null;
  return side === 'high' ? [low, cut] : [cut, high];
}

/** `target`, rounded, or where the natural limit stops it. */
function stopped(range: RangeHyperparameter, side: Side, target: number): number {
  const end = range[side];
  const { limit, included } = limitOn(range, side);
  const beyond = side === 'high' ? (x: number) => x >= limit : (x: number) => x <= limit;
  if (beyond(target)) {
    if (included) return limit;
    return range.kind === 'integer' ? end : (end + limit) / 2;
  }
  const rounded = rounded2(range, target);
  if (!beyond(rounded)) return rounded;
  return included ? limit : target;
}

function limitOn(range: RangeHyperparameter, side: Side): { readonly limit: number; readonly included: boolean } {
  const { low, high, lowIncluded, highIncluded } = naturalLimits(range.meaning);
  const unknown = range.meaning === undefined && range.scale === 'linear';
  if (side === 'low') {
    if (unknown && range.low === 0) return { limit: 0, included: true };
    // The least whole number on a log scale.
    if (range.kind === 'integer' && range.scale === 'log') return { limit: Math.max(low ?? 1, 1), included: true };
    return { limit: low ?? -Infinity, included: lowIncluded };
  }
  if (unknown && range.low === 0 && range.high === 1) return { limit: 1, included: true };
  const reverse = range.scale === 'reverse-log' ? 1 : Infinity;
  return { limit: Math.min(high ?? Infinity, reverse), included: highIncluded };
}

/** Two significant digits of what the scale spaces evenly: the value, 1 − value, or, if linear, the range's span. */
function rounded2({ kind, scale, low, high }: RangeHyperparameter, value: number): number {
  const digits = (x: number): number => Number(x.toPrecision(2));
  const clean = (x: number): number => Number(x.toPrecision(12)) + 0;
  switch (scale) {
    case 'log':
      return kind === 'integer' ? Math.round(digits(value)) : digits(value);
    case 'reverse-log':
      return clean(1 - digits(1 - value));
    case 'linear': {
      const step = 10 ** (Math.floor(Math.log10(high - low)) - 1);
      const unit = kind === 'integer' ? Math.max(1, step) : step;
      return clean(Math.round(value / unit) * unit);
    }
  }
}
