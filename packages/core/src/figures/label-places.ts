/** Where to write the labels of a few marks so that they do not run into each other or out of the plot. */

/** A mark in pixels, from the top left of the plot. */
export interface Marked {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  readonly align: 'left' | 'right' | 'center';
}

const characterWidth = 7;
const lineHeight = 11;
/** Half a mark's extent. */
const reach = 6;

/** In order of preference; the last is taken where all collide. */
const candidates: readonly LabelPlace[] = [
  { dx: 9, dy: 0, align: 'left' },
  { dx: -9, dy: 0, align: 'right' },
  { dx: 0, dy: -13, align: 'center' },
  { dx: 0, dy: 14, align: 'center' },
  { dx: 9, dy: 11, align: 'left' },
  { dx: -9, dy: -11, align: 'right' },
  { dx: 9, dy: -11, align: 'left' },
  { dx: -9, dy: 11, align: 'right' },
];

/** A place for each mark's label, in order. `others` are marks without labels that had better stay uncovered. */
export function labelPlaces(
  marks: readonly Marked[],
  others: readonly { readonly x: number; readonly y: number }[],
  size: { readonly width: number; readonly height: number },
): readonly LabelPlace[] {
  const covered = others.map(({ x, y }) => box(x - reach, x + reach, y, reach));
  // A label over another makes both unreadable; over a mark with a label it is worse than over one without.
  const taken = marks.map(({ x, y }) => box(x - reach, x + reach, y, reach));
  const placed: Box[] = [];
  const places: LabelPlace[] = [];
  for (const mark of marks) {
    const costs = candidates.map((place) => {
      const area = areaOf(mark, place);
      const outside = area.left < 0 || area.right > size.width || area.top < 0 || area.bottom > size.height;
      const hits = (boxes: readonly Box[]): number => boxes.filter((other) => overlaps(area, other)).length;
      return (outside ? 100 : 0) + 60 * hits(placed) + 5 * hits(taken) + hits(covered);
    });
    const place = candidates[costs.indexOf(Math.min(...costs))] ?? { dx: 9, dy: 0, align: 'left' };
    placed.push(areaOf(mark, place));
    places.push(place);
  }
  return places;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function areaOf({ x, y, label }: Marked, { dx, dy, align }: LabelPlace): Box {
  const length = label.length * characterWidth;
  const start = { left: x + dx, center: x + dx - length / 2, right: x + dx - length }[align];
  return box(start, start + length, y + dy, lineHeight / 2);
}

function box(left: number, right: number, middle: number, half: number): Box {
  return { left, right, top: middle - half, bottom: middle + half };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
