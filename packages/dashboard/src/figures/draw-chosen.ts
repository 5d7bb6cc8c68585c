/** Chosen trials over a drawn figure: everything else steps back, what is chosen gets a ring or a stronger line. */
import { palettes } from '@attune/core/figures';
import type { DrawMarks } from './draw-marks.ts';
import type { Rectangle } from './find-spots.ts';
import type { Line, Spots } from './spots.ts';

export interface Chosen {
  readonly trials: ReadonlySet<number>;
  /** Touched by the pointer, here or elsewhere. */
  readonly pointed: number | null;
  /** While a person drags. */
  readonly brush: Rectangle | null;
}

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
  { theme, drawMarks }: { readonly theme: 'light' | 'dark'; readonly drawMarks: DrawMarks },
): void {
  const palette = palettes[theme];
  context.clearRect(0, 0, width, height);
  const marks = trials.size === 0 ? [] : marksOf(spots, (trial) => trials.has(trial));
  const lines = trials.size === 0 ? [] : spots.lines.filter(({ trial }) => trials.has(trial));
  if (marks.length > 0 || lines.length > 0) {
    context.globalAlpha = veil;
    context.fillStyle = palette.background;
    for (const area of spots.areas) {
      context.fillRect(area.x - edge / 2, area.y - edge, area.width + (3 * edge) / 2, area.height + edge);
    }
    context.globalAlpha = 1;
    // Each in its own colour and dashes, which say what it is; one that has none of its own in that of what is chosen.
    for (const line of lines) drawLine(context, line, { colour: line.colour ?? palette.best, width: line.width + 0.6 });
    const ringWidth = trials.size > crowded ? 0.6 : 1.4;
    const look = { fill: palette.best, ring: palette.ink, ringWidth };
    drawMarks(context, { x: spots.x, y: spots.y, wanted: marks }, look);
  }
  if (pointed !== null) {
    for (const line of spots.lines) {
      if (line.trial === pointed) drawLine(context, line, { colour: palette.series[1], width: 2.6 });
    }
    const look = { fill: palette.series[1], ring: palette.ink, ringWidth: 1.4 };
    drawMarks(context, { x: spots.x, y: spots.y, wanted: marksOf(spots, (trial) => trial === pointed) }, look);
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

function marksOf({ trial }: Spots, wanted: (trial: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (let index = 0; index < trial.length; index++) if (wanted(trial[index] ?? 0)) found.push(index);
  return found;
}

function drawLine(
  context: CanvasRenderingContext2D,
  { x, y, dash }: Line,
  { colour, width }: { readonly colour: string; readonly width: number },
): void {
  context.beginPath();
  context.moveTo(x[0] ?? 0, y[0] ?? 0);
  for (let index = 1; index < x.length; index++) context.lineTo(x[index] ?? 0, y[index] ?? 0);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}
