/** A region in the user's units: the quantity that it cuts, where, and the line that a figure draws. */
import { besideOne } from '../../numeric/index.ts';
import { fromUnit, toUnit, type Hyperparameter } from '../../space/index.ts';
import type { Direction, Edge, HalfPlane, Where } from './region.ts';

export type Rule =
  | {
      readonly kind: 'side';
      readonly of: string;
      readonly side: 'above' | 'below';
      readonly threshold: number | string;
    }
  | { readonly kind: 'value'; readonly of: string; readonly threshold: string }
  | {
      readonly kind: 'band';
      readonly of: string;
      readonly side: 'between' | 'outside';
      readonly low: number | string;
      readonly high: number | string;
    }
  /** A half-plane of hyperparameters that no power of theirs names: the line from one end to the other. */
  | {
      readonly kind: 'line';
      readonly of: string;
      readonly with: string;
      readonly side: 'above' | 'below';
      readonly ends: Ends;
    };

/** Values of both hyperparameters where the line leaves the ranges. */
export type Ends = readonly [LinePoint, LinePoint];

export interface LinePoint {
  readonly first: number | string;
  readonly second: number | string;
}

export function ruleOf(where: Where, hyperparameters: readonly Hyperparameter[]): Rule | null {
  switch (where.shape) {
    case 'value': {
      const of = hyperparameters[where.axis]?.id;
      return of === undefined ? null : { kind: 'value', of, threshold: where.value };
    }
    case 'side': {
      const hyperparameter = hyperparameters[where.axis];
      if (hyperparameter === undefined) return null;
      const threshold = thresholdOf(hyperparameter, where.between, where.side === 'above' ? 'below' : 'above');
      return { kind: 'side', of: hyperparameter.id, side: where.side, threshold };
    }
    case 'band': {
      const hyperparameter = hyperparameters[where.axis];
      if (hyperparameter === undefined) return null;
      const [low, high] = where.edges;
      const outside = where.side === 'outside';
      return {
        kind: 'band',
        of: hyperparameter.id,
        side: where.side,
        low: thresholdOf(hyperparameter, low, outside ? 'above' : 'below'),
        high: thresholdOf(hyperparameter, high, outside ? 'below' : 'above'),
      };
    }
    case 'half-plane':
      return planeRule(where, hyperparameters);
  }
}

function planeRule(where: HalfPlane, hyperparameters: readonly Hyperparameter[]): Rule | null {
  const [first, second] = where.direction.axes.map((axis) => hyperparameters[axis]);
  if (first === undefined || second === undefined) return null;
  if (where.direction.in !== 'places') {
    const of = quantityOf(where.direction, first.id, second.id);
    const [low, middle, high] = [where.between[0], middleOf(where.between), where.between[1]].map(Math.exp);
    return { kind: 'side', of, side: where.side, threshold: roundBetween(low ?? 0, middle ?? 0, high ?? 0) };
  }
  const line = linePoints(where, hyperparameters, 101);
  const [from, to] = [line[0], line.at(-1)];
  if (from === undefined || to === undefined) return null;
  return { kind: 'line', of: first.id, with: second.id, side: where.side, ends: [from, to] };
}

/** `lr / (1 − momentum)`, `lr · √weight_decay`. */
function quantityOf({ weights: [p, q], in: kind }: Direction, first: string, second: string): string {
  const [a, b] = [power(p, first), power(Math.abs(q), kind === 'complement' ? `(1 − ${second})` : second)];
  return `${a} ${q < 0 ? '/' : '·'} ${b}`;
}

function power(exponent: number, name: string): string {
  return exponent === 0.5 ? `√${name}` : name;
}

/** Points of the line inside both ranges, along the second hyperparameter; none where it passes them by. */
export function linePoints(
  { direction, between }: HalfPlane,
  hyperparameters: readonly Hyperparameter[],
  count: number,
): readonly LinePoint[] {
  const [first, second] = direction.axes.map((axis) => hyperparameters[axis]);
  if (first === undefined || second === undefined) return [];
  const score = middleOf(between);
  const [p, q] = direction.weights;
  return Array.from({ length: count }, (_, i) => i / (count - 1)).flatMap((place): LinePoint[] => {
    const b = valueAt(second, place);
    const y = direction.in === 'places' ? place : Math.log(direction.in === 'complement' ? 1 - Number(b) : Number(b));
    const x = (score - q * y) / p;
    const at = direction.in === 'places' ? x : placeOfNumber(first, Math.exp(x));
    return at >= 0 && at <= 1 ? [{ first: valueAt(first, at), second: b }] : [];
  });
}

/**
 * For a float, midway between an edge's neighbours in the hyperparameter's own scale, as round as fits between them (1 − x on
 * a reverse-log scale). For integers and lists, the last value on the feasible side, which lies `feasible` the edge.
 */
export function thresholdOf(hyperparameter: Hyperparameter, edge: Edge, feasible: 'above' | 'below'): number | string {
  const last = feasible === 'below' ? edge[0] : edge[1];
  if (hyperparameter.kind !== 'float') return valueAt(hyperparameter, last);
  const [lowest, middle, highest] = [edge[0], middleOf(edge), edge[1]].map((place) =>
    Number(valueAt(hyperparameter, place)),
  );
  return roundBetween(lowest ?? 0, middle ?? 0, highest ?? 0, hyperparameter.scale === 'reverse-log');
}

/** `middle` with as few digits as keep it between the two. */
function roundBetween(lowest: number, middle: number, highest: number, reverse = false): number {
  for (let digits = 1; digits < 7; digits++) {
    const round = reverse ? besideOne(middle, digits) : Number(middle.toPrecision(digits));
    if (round > lowest && round < highest) return round;
  }
  return middle;
}

function middleOf([low, high]: Edge): number {
  return (low + high) / 2;
}

/** The value at a place in [0, 1], as `placeOf` counts them. */
function valueAt(hyperparameter: Hyperparameter, place: number): number | string {
  if (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') {
    const [first, last] = [toUnit(hyperparameter, hyperparameter.low), toUnit(hyperparameter, hyperparameter.high)];
    return Number(fromUnit(hyperparameter, first + place * (last - first)));
  }
  if (hyperparameter.kind !== 'discrete') return '';
  const value = hyperparameter.values[Math.round(place * (hyperparameter.values.length - 1))];
  return typeof value === 'number' ? value : String(value);
}

/** Where a number lies in a range or between listed numbers; NaN beyond a list. */
function placeOfNumber(hyperparameter: Hyperparameter, value: number): number {
  if (hyperparameter.kind === 'float' || hyperparameter.kind === 'integer') {
    const [first, last] = [toUnit(hyperparameter, hyperparameter.low), toUnit(hyperparameter, hyperparameter.high)];
    return (toUnit(hyperparameter, value) - first) / (last - first);
  }
  if (hyperparameter.kind !== 'discrete') return NaN;
  const numbers = hyperparameter.values.map(Number);
  const next = numbers.findIndex((each) => each >= value);
  const [below, above] = [numbers[next - 1], numbers[next]];
  if (above === undefined) return NaN;
  if (below === undefined) return above === value ? 0 : NaN;
  return (next - 1 + (value - below) / (above - below)) / (numbers.length - 1);
}
