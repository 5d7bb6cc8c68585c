/** A curve with fewer points that looks the same: the least and the greatest value of each stretch, and both ends. */
import type { Curve } from '../study/index.ts';

export interface Point {
  readonly step: number;
  readonly value: number;
}

/** Finite points only, in order of step; at most about `most`. */
export function thin(curve: Curve, most: number): readonly Point[] {
  const points = curve.steps.flatMap((step, i): Point[] => {
    const value = curve.values[i];
    return value !== undefined && Number.isFinite(value) ? [{ step, value: Number(value.toPrecision(5)) }] : [];
  });
  if (points.length <= most) return points;
  const stretches = Math.max(1, Math.floor((most - 2) / 2));
  const kept = new Set([0, points.length - 1]);
  for (let s = 0; s < stretches; s++) {
    const [from, to] = [s, s + 1].map((k) => Math.floor((k * points.length) / stretches));
    let [low, high] = [from ?? 0, from ?? 0];
    for (let i = from ?? 0; i < (to ?? 0); i++) {
      if (valueOf(points, i) < valueOf(points, low)) low = i;
      if (valueOf(points, i) > valueOf(points, high)) high = i;
    }
    kept.add(low).add(high);
  }
  return points.filter((_, i) => kept.has(i));
}

function valueOf(points: readonly Point[], i: number): number {
  return points[i]?.value ?? NaN;
}
