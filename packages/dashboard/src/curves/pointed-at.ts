/** Which curve of a chart the pointer is at, and where on it. */
import type { CurvePart } from './curve-line.ts';
import { nearestLine } from './nearest-line.ts';
import type { DrawnOf } from './paint.ts';
import { projection, type PlotArea } from './projection.ts';
import type { Scene, SceneLine } from './scene.ts';

/** What the pointer is at. */
export interface PointedAt {
  readonly line: SceneLine;
  readonly x: number;
  readonly value: number;
  /** Pixels from the plot's upper left corner. */
  readonly left: number;
  readonly top: number;
}

/** Pixels from a line within which the pointer is at it. */
const near = 24;
const nowhere: CurvePart = { x: new Float64Array(0), y: new Float64Array(0) };

export function pointedAt(
  scene: Scene,
  drawnOf: DrawnOf,
  { left, top }: { readonly left: number; readonly top: number },
  area: PlotArea,
): PointedAt | null {
  const to = projection(area, scene.x, scene.y);
  const drawn = scene.lines.map(drawnOf);
  const shown = drawn.map((one) => one.shown);
  const at = { x: left, y: top };
  // Those in front come first where they are at hand: they lie on top.
  const inFront = shown.map((part, index) => (scene.lines[index]?.role === 'behind' ? nowhere : part));
  const found = nearestLine(inFront, to, at, near / 3) ?? nearestLine(shown, to, at, near);
  const line = found === null ? undefined : scene.lines[found.line];
  const part = found === null ? undefined : drawn[found.line]?.raw;
  if (found === null || line === undefined || part === undefined) return null;
  return { line, x: part.x[found.point] ?? Number.NaN, value: part.y[found.point] ?? Number.NaN, left, top };
}
