/**
 * A curve cut at the limits of its axis, as the parts that lie within. Cutting the data instead of the drawing keeps the
 * picture small, and spares renderers that stumble over marks wholly outside their clip.
 */
import type { Point } from './curve-points.ts';

/** The axis: its domain, ascending, and whether it is logarithmic (then only positive values can be drawn). */
export interface Limits {
  readonly log: boolean;
  readonly domain: readonly [number, number];
}

/** Parts of at least one point; where the curve crosses a limit, a part ends on it. */
export function clip(points: readonly Point[], limits: Limits): readonly (readonly Point[])[] {
  const drawable = points.filter(({ value }) => !limits.log || value > 0);
  const parts: Point[][] = [];
  let part: Point[] = [];
  drawable.forEach((point, i) => {
    const before = drawable[i - 1];
    if (before !== undefined) {
      for (const crossing of crossings(before, point, limits)) part.push(crossing);
    }
    if (isInside(point, limits)) part.push(point);
    else if (part.length > 0) {
      parts.push(part);
      part = [];
    }
  });
  return part.length > 0 ? [...parts, part] : parts;
}

function isInside({ value }: Point, { domain: [low, high] }: Limits): boolean {
  return value >= low && value <= high;
}

/** Where the stretch from `a` to `b` crosses a limit, in order of step. */
function crossings(a: Point, b: Point, { log, domain }: Limits): readonly Point[] {
  const forward = log ? Math.log : (x: number): number => x;
  const [from, to] = [forward(a.value), forward(b.value)];
  return domain
    .flatMap((limit) => {
      const share = (forward(limit) - from) / (to - from);
      return share > 0 && share < 1 ? [{ step: a.step + share * (b.step - a.step), value: limit }] : [];
    })
    .sort((p, q) => p.step - q.step)
    .map(({ step, value }) => ({ step: Number(step.toPrecision(6)), value }));
}
