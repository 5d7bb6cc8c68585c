/** What the limits of a chart hide, as marks at its edge, and where a curve stopped being a number. */
import type { CurvePart } from './curve-line.ts';

/** `above`, `below`: the line is off the scale and ends or lies there; `lost`: its values were not finite any more. */
export interface EdgeMark {
  readonly kind: 'above' | 'below' | 'lost';
  readonly x: number;
  /** Within the limits. */
  readonly y: number;
}

/**
 * Of one line: a × where it turned NaN or infinite for good, at the last value before; where it leaves the limits and does
 * not come back, an arrow where it left; where it never was within, an arrow at its last place.
 */
export function edgeMarks({ x, y }: CurvePart, [low, high]: readonly [number, number]): readonly EdgeMark[] {
  let last = y.length - 1;
  while (last >= 0 && !Number.isFinite(y[last])) last--;
  const lost = last < y.length - 1;
  if (last < 0) return lost ? [{ kind: 'lost', x: x[0] ?? 0, y: low }] : [];
  const end = y[last] ?? 0;
  const within = Math.min(high, Math.max(low, end));
  if (lost) return [{ kind: 'lost', x: x[last] ?? 0, y: within }];
  if (end === within) return [];
  let left = last;
  while (left > 0 && isOutside(y[left - 1] ?? Number.NaN, low, high)) left--;
  const kind = end > high ? 'above' : 'below';
  return [{ kind, x: x[left === 0 ? last : left] ?? 0, y: within }];
}

function isOutside(value: number, low: number, high: number): boolean {
  return !(value >= low && value <= high);
}
