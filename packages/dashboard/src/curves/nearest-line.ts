/** Which line a pointer is at. */
import type { CurvePart } from './curve-line.ts';
import type { Projection } from './pixel-path.ts';

export interface Nearest {
  /** Its place among the lines given. */
  readonly line: number;
  /** The point of it that is nearest along the axis. */
  readonly point: number;
}

/** The line whose stroke passes nearest above, below or beside the pointer; null where none is within `reach` pixels. */
export function nearestLine(
  lines: readonly CurvePart[],
  to: Projection,
  at: { readonly x: number; readonly y: number },
  reach: number,
): Nearest | null {
  let found: Nearest | null = null;
  let nearest = reach;
  for (const [line, part] of lines.entries()) {
    const after = firstAfter(part.x, to.x, at.x);
    for (const second of [after, after - 1, after + 1]) {
      const distance = toSegment(part, to, second, at);
      if (!(distance < nearest)) continue;
      nearest = distance;
      const before = Math.abs(at.x - to.x(part.x[second - 1] ?? Number.NaN));
      const beyond = Math.abs(to.x(part.x[second] ?? Number.NaN) - at.x);
      found = { line, point: before <= beyond ? second - 1 : second };
    }
  }
  return found;
}

/** The first point whose pixel lies right of `pixel`, by halving; the length where none does. */
function firstAfter(x: Float64Array, project: (value: number) => number, pixel: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (project(x[middle] ?? 0) > pixel) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** To the stroke that ends at point `second`, or to that point where the stroke has no beginning. */
function toSegment({ x, y }: CurvePart, to: Projection, second: number, at: { x: number; y: number }): number {
  if (second < 0 || second >= x.length) return Infinity;
  const [bx, by] = [to.x(x[second] ?? Number.NaN), to.y(y[second] ?? Number.NaN)];
  const [ax, ay] = second === 0 ? [bx, by] : [to.x(x[second - 1] ?? Number.NaN), to.y(y[second - 1] ?? Number.NaN)];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length > 0 ? Math.min(1, Math.max(0, ((at.x - ax) * dx + (at.y - ay) * dy) / length)) : 0;
  return Math.hypot(ax + share * dx - at.x, ay + share * dy - at.y);
}
