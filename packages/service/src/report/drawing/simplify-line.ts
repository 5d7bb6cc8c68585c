/** Fewer points for a drawn line. Douglas and Peucker (1973), "Algorithms for the reduction of the number of points". */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Keeps first and last point, and enough between them that none left out lies further than `tolerance` off the line. */
export function simplifyLine(points: readonly Point[], tolerance: number): readonly Point[] {
  if (points.length < 3) return points;
  const kept = new Set([0, points.length - 1]);
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [start, end] = span;
    const { index, distance } = furthest(points, start, end);
    if (distance <= tolerance) continue;
    kept.add(index);
    spans.push([start, index], [index, end]);
  }
  return points.filter((_, index) => kept.has(index));
}

function furthest(points: readonly Point[], start: number, end: number): { index: number; distance: number } {
  let best = { index: start, distance: -1 };
  const a = points[start];
  const b = points[end];
  if (a === undefined || b === undefined) return best;
  for (let index = start + 1; index < end; index++) {
    const point = points[index];
    if (point === undefined) continue;
    const distance = offLine(point, a, b);
    if (distance > best.distance) best = { index, distance };
  }
  return best;
}

/** Distance of `p` from the segment between `a` and `b`. */
function offLine(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared));
  return Math.hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}
