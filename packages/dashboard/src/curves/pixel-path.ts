/**
 * A line as few strokes: of the points that share a column of pixels the first, the extremes and the last are drawn, which
 * looks the same however many there are. What is not finite breaks the line.
 */
import type { CurvePart } from './curve-line.ts';

/** From values to pixels. */
export interface Projection {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** What takes the strokes: a canvas' path. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** Draws from `from` up to but without `to`. `y` may project to NaN (a logarithm's zero): that breaks the line, too. */
export function pixelPath({ x, y }: CurvePart, to: Projection, pen: Pen, from = 0, end = y.length): void {
  let drawing = false;
  const draw = (px: number, py: number): void => {
    if (drawing) pen.lineTo(px, py);
    else pen.moveTo(px, py);
    drawing = true;
  };
  let column = Number.NaN;
  let [low, high, last, count] = [0, 0, 0, 0];
  const flush = (): void => {
    if (count > 1) {
      if (low !== last) draw(column, low);
      if (high !== last) draw(column, high);
      draw(column, last);
    }
    count = 0;
  };
  for (let index = from; index < end; index++) {
    const py = to.y(y[index] ?? Number.NaN);
    if (!Number.isFinite(py)) {
      flush();
      drawing = false;
      column = Number.NaN;
      continue;
    }
    const px = Math.round(to.x(x[index] ?? 0));
    if (px === column) {
      low = Math.min(low, py);
      high = Math.max(high, py);
      last = py;
      count++;
      continue;
    }
    flush();
    draw(px, py);
    column = px;
    low = high = last = py;
    count = 1;
  }
  flush();
}
