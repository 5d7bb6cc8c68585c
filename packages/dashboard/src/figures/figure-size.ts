/** How much room a specification will take, before it is drawn: what is reserved, so that nothing jumps. */
import type { Specification } from '@attune/core/figures';

export interface FigureSize {
  readonly width: number;
  readonly height: number;
}

/** Around a plot, in pixels: axes with their titles, labels beside, legends, padding. */
const around = { width: 120, height: 62 };
/** How much larger than its specification a figure is drawn where there is room: letters stay fit for reading. */
const largest = 1.4;
/** How much smaller where there is little: below that letters cannot be read, and the figure is scrolled. */
const smallest = 0.65;
/** Of the frame around a figure, left and right: padding and border, pixels. */
const framing = 26;
const stepSize = 20;
const plain: FigureSize = { width: 320, height: 200 };

/** Close to what will be drawn, without the claim, which the page shows itself. */
export function figureSize(spec: Specification): FigureSize {
  const inner = plotSize(spec);
  return { width: inner.width + around.width, height: inner.height + around.height };
}

export interface PlaceStyle {
  readonly minWidth: number;
  readonly maxWidth: number;
  readonly aspectRatio: string;
}

/** The place of a figure of this size: from as narrow to as wide as it may become. */
export function placeStyle({ width, height }: FigureSize): PlaceStyle {
  return { minWidth: smallest * width, maxWidth: largest * width, aspectRatio: `${width} / ${height}` };
}

/** No wider than what it frames. */
export function frameStyle({ width }: FigureSize): { readonly maxWidth: number } {
  return { maxWidth: largest * width + framing };
}

/** Device pixels for each of the figure's, in a place that is so many CSS pixels wide. */
export function densityIn(place: number, { width }: FigureSize, devicePixels: number): number {
  return Math.max(1, devicePixels) * Math.min(largest, Math.max(1, place / width));
}

/** Of the plots alone. */
function plotSize(spec: Specification): FigureSize {
  const spacing = typeof spec['spacing'] === 'number' ? spec['spacing'] : 20;
  const parts = (name: string): readonly FigureSize[] =>
    Array.isArray(spec[name]) ? (spec[name] as Specification[]).map(plotSize) : [];
  const beside = parts('hconcat');
  const below = parts('vconcat');
  if (beside.length > 0) {
    const width = beside.reduce(
      (sum, one) => sum + one.width,
      spacing * (beside.length - 1) + 50 * (beside.length - 1),
    );
    return { width, height: Math.max(...beside.map(({ height }) => height)) };
  }
  if (below.length > 0) {
    const height = below.reduce((sum, one) => sum + one.height + 40, spacing * (below.length - 1));
    return { width: Math.max(...below.map(({ width }) => width)), height };
  }
  return { width: lengthOf(spec['width'], plain.width), height: lengthOf(spec['height'], plain.height) };
}

function lengthOf(given: unknown, otherwise: number): number {
  if (typeof given === 'number') return given;
  const step = typeof given === 'object' && given !== null && 'step' in given ? Number(given.step) : Number.NaN;
  return Number.isFinite(step) ? Math.max(otherwise / 2, step * (otherwise / stepSize)) : otherwise;
}
