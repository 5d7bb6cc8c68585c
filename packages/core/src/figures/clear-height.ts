/** A height for a label where no line runs through it, as near to its mark as there is one. All in pixels from the top left. */
import { textWidth } from './text-width.ts';

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Half a line of text of 11, and how far heights that are tried lie apart. */
const half = 8;
const step = 6;
const fontSize = 11;
/** Against a line's weight: two labels over one another cannot be read. */
const boxWeight = 1000;

/** The label's box beside a mark, before a height is chosen for it. */
export function labelBox({ x, y }: Pixel, label: string, side: 'left' | 'right', distance: number): Box {
  const width = textWidth(label, fontSize, 'normal');
  const left = side === 'left' ? x + distance : x - distance - width;
  return { left, right: left + width, top: y - half, bottom: y + half };
}

export interface Line {
  readonly points: readonly Pixel[];
  /** How bad it is to cover it, against 1 for a line that stands behind. */
  readonly weight: number;
}

export interface Cleared {
  /** How far to move the box up (negative) or down. */
  readonly shift: number;
  /** What it covers there: 0 where it is clear. */
  readonly cost: number;
}

/** Where the box is clear of lines and boxes, else where it covers the least. */
export function cleared(box: Box, lines: readonly Line[], taken: readonly Box[], height: number): Cleared {
  const stretches = lines.flatMap(({ points, weight }) =>
    points.slice(1).map((point, i) => [points[i] ?? point, point, weight] as const),
  );
  const near = stretches.filter(([a, b]) => Math.max(a.x, b.x) >= box.left && Math.min(a.x, b.x) <= box.right);
  const middle = (box.top + box.bottom) / 2;
  const rows = Array.from({ length: Math.floor((height - 2 * half) / step) + 1 }, (_, i) => half + i * step);
  const shifts = rows.map((row) => row - middle).sort((a, b) => Math.abs(a) - Math.abs(b));
  const costs = shifts.map((shift) => {
    const moved = { ...box, top: box.top + shift, bottom: box.bottom + shift };
    const lined = near.reduce((sum, [a, b, weight]) => sum + (crosses(a, b, moved) ? weight : 0), 0);
    return lined + boxWeight * taken.filter((other) => overlaps(moved, other)).length;
  });
  const cost = Math.min(...costs);
  return { shift: shifts[costs.indexOf(cost)] ?? 0, cost };
}

/** Whether the stretch from `a` to `b` runs through the box. */
function crosses(a: Pixel, b: Pixel, { left, right, top, bottom }: Box): boolean {
  const at = (x: number): number => (a.x === b.x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x));
  const [from, to] = [Math.max(left, Math.min(a.x, b.x)), Math.min(right, Math.max(a.x, b.x))];
  const ends = a.x === b.x ? [a.y, b.y] : [at(from), at(to)];
  return Math.min(...ends) <= bottom && Math.max(...ends) >= top;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
