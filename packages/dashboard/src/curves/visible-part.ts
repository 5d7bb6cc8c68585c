/** What of a curve lies within the axis, with one point beyond each end: of the rest nothing is drawn. */
import type { CurvePart } from './curve-line.ts';
import type { AxisOf } from './scene.ts';

export function visiblePart(part: CurvePart, { low, high }: Pick<AxisOf, 'low' | 'high'>): CurvePart {
  const { x, y } = part;
  const from = Math.max(0, firstFrom(x, low) - 1);
  const end = Math.min(x.length, firstFrom(x, high) + 1);
  return from === 0 && end === x.length ? part : { x: x.subarray(from, end), y: y.subarray(from, end) };
}

/** The first point at `place` or beyond, by halving; the length where none is. */
function firstFrom(x: Float64Array, place: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? Infinity) >= place) high = middle;
    else low = middle + 1;
  }
  return low;
}
