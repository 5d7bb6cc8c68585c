/** Puts many like points under a drawing, on the scales that the drawing library made. */
import { palettes, type Theme } from '@attune/core/figures';
import type { View } from 'vega';
import type { BulkPoint } from './bulk-points.ts';
import type { Spots } from './spots.ts';

export interface PaintedBulk {
  readonly canvas: HTMLCanvasElement;
  readonly spots: Pick<Spots, 'trial' | 'x' | 'y'>;
}

export interface BulkPlace {
  readonly view: View;
  /** Drawn without a background. */
  readonly above: HTMLCanvasElement;
  /** Where the plot's origin lies. */
  readonly left: number;
  readonly top: number;
  readonly theme: Theme;
  readonly density: number;
}

/** As the figures' theme draws a feasible trial: a disk of 36 square pixels. */
const radius = Math.sqrt(36 / Math.PI);
/** A column's jitter fills its width over this. */
const jitterBand = 2.2;

type Scale = ((value: number | string) => number) & { readonly bandwidth?: () => number };

export function paintBulk(points: readonly BulkPoint[], place: BulkPlace): PaintedBulk {
  const { view, above, left, top, theme, density } = place;
  const [across, up] = [view.scale('x') as Scale, view.scale('y') as Scale];
  const band = across.bandwidth?.() ?? 0;
  const trial = new Int32Array(points.length);
  const x = new Float64Array(points.length);
  const y = new Float64Array(points.length);
  for (const [index, point] of points.entries()) {
    trial[index] = point.trial;
    x[index] = left + across(point.x) + (band * (point.jitter + jitterBand)) / (2 * jitterBand);
    y[index] = top + up(point.y);
  }
  const canvas = document.createElement('canvas');
  canvas.width = above.width;
  canvas.height = above.height;
  const context = canvas.getContext('2d');
  if (context !== null) {
    const palette = palettes[theme];
    context.fillStyle = palette.background;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(density, 0, 0, density, 0, 0);
    context.globalAlpha = 0.9;
    context.fillStyle = palette.feasible;
    // One by one: a path of all would be merged, which takes seconds.
    for (let index = 0; index < points.length; index++) {
      context.beginPath();
      context.arc(x[index] ?? 0, y[index] ?? 0, radius, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(above, 0, 0);
  }
  return { canvas, spots: { trial, x, y } };
}
