/** What a pointer touches in a figure: the nearest trial, or all within a rectangle. */
import type { Spots } from './spots.ts';

export interface Rectangle {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Trials with a mark, or a part of a line, inside; each once. */
export function spotsWithin({ trial, x, y, lines }: Spots, within: Rectangle): ReadonlySet<number> {
  const found = new Set<number>();
  for (let index = 0; index < trial.length; index++) {
    if (holds(within, x[index] ?? 0, y[index] ?? 0)) found.add(trial[index] ?? 0);
  }
  for (const line of lines) if (!found.has(line.trial) && crosses(line.x, line.y, within)) found.add(line.trial);
  return found;
}

/** The trial at most `reach` pixels away; a mark counts before a line. */
export function spotAt({ trial, x, y, lines }: Spots, atX: number, atY: number, reach: number): number | null {
  let best = reach;
  let found: number | null = null;
  for (let index = 0; index < trial.length; index++) {
    const distance = Math.hypot((x[index] ?? 0) - atX, (y[index] ?? 0) - atY);
    if (distance > best) continue;
    best = distance;
    found = trial[index] ?? null;
  }
  if (found !== null) return found;
  for (const line of lines) {
    for (let index = 1; index < line.x.length; index++) {
      const distance = distanceTo(segment(line.x, line.y, index), atX, atY);
      if (distance > best) continue;
      best = distance;
      found = line.trial;
    }
  }
  return found;
}

function holds({ x, y }: Rectangle, atX: number, atY: number): boolean {
  return atX >= x[0] && atX <= x[1] && atY >= y[0] && atY <= y[1];
}

type Segment = readonly [fromX: number, fromY: number, toX: number, toY: number];

function segment(x: Float64Array, y: Float64Array, index: number): Segment {
  return [x[index - 1] ?? 0, y[index - 1] ?? 0, x[index] ?? 0, y[index] ?? 0];
}

/** Whether a part of the line lies inside, by clipping each of its segments (Liang and Barsky, 1984). */
function crosses(x: Float64Array, y: Float64Array, within: Rectangle): boolean {
  for (let index = 1; index < x.length; index++) {
    const [fromX, fromY, toX, toY] = segment(x, y, index);
    let [enter, leave] = [0, 1];
    const sides = [
      [fromX - toX, fromX - within.x[0]],
      [toX - fromX, within.x[1] - fromX],
      [fromY - toY, fromY - within.y[0]],
      [toY - fromY, within.y[1] - fromY],
    ] as const;
    for (const [direction, room] of sides) {
      if (direction === 0) {
        if (room < 0) leave = -1;
      } else if (direction < 0) enter = Math.max(enter, room / direction);
      else leave = Math.min(leave, room / direction);
    }
    if (enter <= leave) return true;
  }
  return false;
}

function distanceTo([fromX, fromY, toX, toY]: Segment, x: number, y: number): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / length));
  return Math.hypot(fromX + along * dx - x, fromY + along * dy - y);
}
