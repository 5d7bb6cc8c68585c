/** Chosen trials over a drawn figure: everything else steps back, what is chosen gets a ring or a stronger line. */
import { palettes } from '@attune/core/figures';
import type { Rectangle } from './find-spots.ts';
import type { Spots } from './spots.ts';

export interface Chosen {
  readonly trials: ReadonlySet<number>;
  /** Touched by the pointer, here or elsewhere. */
  readonly pointed: number | null;
  /** While a person drags. */
  readonly brush: Rectangle | null;
}

const radius = 4.5;
/** Rings of more trials than this would hide what they surround. */
const crowded = 500;
/** How far the rest steps back: under a veil of the background. */
const veil = 0.7;
/** Marks at the edge of a plot reach over it, in pixels; the axis below stays clear. */
const edge = 6;

/** Draws onto a context in the figure's own pixels, which it clears first. */
export function drawChosen(
  context: CanvasRenderingContext2D,
  { width, height }: { readonly width: number; readonly height: number },
  spots: Spots,
  { trials, pointed, brush }: Chosen,
  theme: 'light' | 'dark',
): void {
  const palette = palettes[theme];
  context.clearRect(0, 0, width, height);
  const shown = trials.size > 0 && holdsAny(spots, trials);
  if (shown) {
    context.globalAlpha = veil;
    context.fillStyle = palette.background;
    for (const area of spots.areas) {
      context.fillRect(area.x - edge / 2, area.y - edge, area.width + (3 * edge) / 2, area.height + edge);
    }
    context.globalAlpha = 1;
    drawLines(context, spots, (trial) => trials.has(trial), palette.best, 1.6);
    const ringWidth = trials.size > crowded ? 0.6 : 1.4;
    drawMarks(context, spots, (trial) => trials.has(trial), { fill: palette.best, ring: palette.ink, ringWidth });
  }
  if (pointed !== null) {
    drawLines(context, spots, (trial) => trial === pointed, palette.series[1], 2.6);
    drawMarks(context, spots, (trial) => trial === pointed, {
      ...{ fill: palette.series[1], ring: palette.ink },
      ringWidth: 1.4,
    });
  }
  if (brush !== null) {
    const [left, right] = brush.x;
    const [top, bottom] = brush.y;
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.setLineDash([3, 2]);
    context.strokeRect(left, top, right - left, bottom - top);
    context.setLineDash([]);
  }
}

function holdsAny({ trial, lines }: Spots, trials: ReadonlySet<number>): boolean {
  return trial.some((one) => trials.has(one)) || lines.some((line) => trials.has(line.trial));
}

/** Copies one picture of a mark to every place: paths of thousands of circles would take many frames. */
function drawMarks(
  context: CanvasRenderingContext2D,
  { trial, x, y }: Spots,
  wanted: (trial: number) => boolean,
  look: MarkLook,
): void {
  const { a: density } = context.getTransform();
  const stamp = stampOf(look, density);
  const half = stamp.width / density / 2;
  // Of marks on the same pixel one is seen.
  const seen = new Set<number>();
  for (let index = 0; index < trial.length; index++) {
    if (!wanted(trial[index] ?? 0)) continue;
    const [atX, atY] = [x[index] ?? 0, y[index] ?? 0];
    const pixel = Math.round(atX) * pixelsAcross + Math.round(atY);
    if (seen.has(pixel)) continue;
    seen.add(pixel);
    context.drawImage(stamp, atX - half, atY - half, 2 * half, 2 * half);
  }
}

/** More than any figure is high. */
const pixelsAcross = 10_000;

interface MarkLook {
  readonly fill: string;
  readonly ring: string;
  readonly ringWidth: number;
}

function stampOf({ fill, ring, ringWidth }: MarkLook, density: number): HTMLCanvasElement {
  const stamp = document.createElement('canvas');
  stamp.width = Math.ceil(2 * (radius + 1) * density);
  stamp.height = stamp.width;
  const context = stamp.getContext('2d');
  if (context === null) return stamp;
  const middle = stamp.width / 2;
  context.beginPath();
  context.arc(middle, middle, radius * density, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = ring;
  context.lineWidth = ringWidth * density;
  context.stroke();
  return stamp;
}

function drawLines(
  context: CanvasRenderingContext2D,
  { lines }: Spots,
  wanted: (trial: number) => boolean,
  colour: string,
  lineWidth: number,
): void {
  context.beginPath();
  for (const { trial, x, y } of lines) {
    if (!wanted(trial)) continue;
    context.moveTo(x[0] ?? 0, y[0] ?? 0);
    for (let index = 1; index < x.length; index++) context.lineTo(x[index] ?? 0, y[index] ?? 0);
  }
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.stroke();
}
