/**
 * The same mark at many places of a canvas. A few are drawn as pictures; of thousands the pixels are written here and drawn
 * as one picture, since a canvas takes as long for a small picture as for a large one.
 */
import { stampInto, type Places } from './stamp-into.ts';

export interface MarkLook {
  readonly fill: string;
  readonly ring: string;
  readonly ringWidth: number;
}

/** Draws in the context's own pixels, on top of what is there. */
export type DrawMarks = (context: CanvasRenderingContext2D, places: Places, look: MarkLook) => void;

const radius = 4.5;
/** From here on pixels are quicker. */
const many = 200;

/** Keeps what it draws with, and what it drew: while a selection grows only what is new is laid. One for each canvas. */
export function marksDrawer(): DrawMarks {
  let stamp: Stamp | null = null;
  let sheet: Sheet | null = null;

  return (context, places, look) => {
    const { a: density } = context.getTransform();
    const name = `${look.fill} ${look.ring} ${look.ringWidth} ${density}`;
    if (stamp?.name !== name) stamp = stampOf(look, density, name);
    if (places.wanted.length < many) {
      drawEach(context, places, stamp.canvas, density);
      return;
    }
    const { width, height } = context.canvas;
    if (sheet?.name !== `${name} ${width} ${height}`) sheet = newSheet(width, height, `${name} ${width} ${height}`);
    stampInto(sheet.pixels, stamp.pixels, missing(sheet, places), density);
    sheet.context.putImageData(sheet.pixels, 0, 0);
    context.save();
    context.resetTransform();
    context.drawImage(sheet.context.canvas, 0, 0);
    context.restore();
  };
}

interface Stamp {
  readonly name: string;
  readonly canvas: HTMLCanvasElement;
  readonly pixels: ImageData;
}

interface Sheet {
  readonly name: string;
  readonly context: CanvasRenderingContext2D;
  readonly pixels: ImageData;
  /** What lies on it, of the places `of`. */
  readonly laid: Set<number>;
  of: Float64Array | null;
}

/** What has to be laid; where something lies that is not wanted, the sheet is cleared first. */
function missing(sheet: Sheet, places: Places): Places {
  const { laid } = sheet;
  const fresh = places.wanted.filter((index) => !laid.has(index));
  const grown = sheet.of === places.x && places.wanted.length - fresh.length === laid.size;
  if (!grown) {
    sheet.pixels.data.fill(0);
    laid.clear();
    sheet.of = places.x;
  }
  const wanted = grown ? fresh : places.wanted;
  for (const index of wanted) laid.add(index);
  return { ...places, wanted };
}

function newSheet(width: number, height: number, name: string): Sheet {
  return { name, context: newContext(width, height), pixels: new ImageData(width, height), laid: new Set(), of: null };
}

function drawEach(
  context: CanvasRenderingContext2D,
  { x, y, wanted }: Places,
  stamp: HTMLCanvasElement,
  density: number,
): void {
  const side = stamp.width / density;
  for (const index of wanted) {
    context.drawImage(stamp, (x[index] ?? 0) - side / 2, (y[index] ?? 0) - side / 2, side, side);
  }
}

function stampOf({ fill, ring, ringWidth }: MarkLook, density: number, name: string): Stamp {
  const side = Math.ceil(2 * (radius + 1) * density);
  const context = newContext(side, side);
  context.beginPath();
  context.arc(side / 2, side / 2, radius * density, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = ring;
  context.lineWidth = ringWidth * density;
  context.stroke();
  return { name, canvas: context.canvas, pixels: context.getImageData(0, 0, side, side) };
}

function newContext(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  // It is read and written here, not by the graphics card.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser draws no canvas');
  return context;
}
