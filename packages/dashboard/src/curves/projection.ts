/** From values to pixels of a plotting area, on linear and logarithmic axes. */
import type { Projection } from './pixel-path.ts';
import type { AxisOf } from './scene.ts';

/** The plotting area in pixels. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Farther out than this nothing is drawn, whatever the value: canvases stumble over far larger numbers. */
const farthest = 20_000;

/** NaN for what has no place on a logarithmic axis; infinities stay what they are. */
export function projection({ left, top, width, height }: PlotArea, x: AxisOf, y: AxisOf): Projection {
  const across = share(x);
  const up = share(y);
  return {
    x: (value) => left + width * across(value),
    y: (value) => {
      const pixel = top + height * (1 - up(value));
      return pixel > farthest && pixel < Infinity
        ? farthest
        : pixel < -farthest && pixel > -Infinity
          ? -farthest
          : pixel;
    },
  };
}

/** Where a value lies between the axis' limits: 0 at the low one, 1 at the high one. */
function share({ low, high, log }: AxisOf): (value: number) => number {
  if (!log) return (value) => (value - low) / (high - low);
  const [first, span] = [Math.log(low), Math.log(high) - Math.log(low)];
  return (value) => (value > 0 ? (Math.log(value) - first) / span : Number.NaN);
}
