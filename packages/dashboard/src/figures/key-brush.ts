/**
 * Choosing in a figure by keys: Enter puts a rectangle into the middle, arrows move it, with shift they make it larger or
 * smaller at its right and lower edge. Until Enter the arrows scroll the page, as everywhere.
 */
import type { Rectangle } from './find-spots.ts';
import type { Area } from './spots.ts';

/** Steps across a figure. */
const steps = 40;

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** The rectangle after a key; null where the key is none of these. `before`: null until there is one. */
export function brushByKey(
  before: Rectangle | null,
  { key, shiftKey }: PressedKey,
  areas: readonly Area[],
): Rectangle | null {
  if (areas.length === 0) return null;
  const whole = around(areas);
  if (before === null) {
    return key === 'Enter' ? { x: middleOf(whole.x), y: middleOf(whole.y) } : null;
  }
  const change = shiftKey ? resized : moved;
  switch (key) {
    case 'ArrowLeft':
      return { ...before, x: change(before.x, -1, whole.x) };
    case 'ArrowRight':
      return { ...before, x: change(before.x, 1, whole.x) };
    case 'ArrowUp':
      return { ...before, y: change(before.y, -1, whole.y) };
    case 'ArrowDown':
      return { ...before, y: change(before.y, 1, whole.y) };
    default:
      return null;
  }
}

type Span = readonly [number, number];

function around(areas: readonly Area[]): Rectangle {
  const least = (values: readonly number[]) => Math.min(...values);
  const most = (values: readonly number[]) => Math.max(...values);
  return {
    x: [least(areas.map(({ x }) => x)), most(areas.map(({ x, width }) => x + width))],
    y: [least(areas.map(({ y }) => y)), most(areas.map(({ y, height }) => y + height))],
  };
}

function middleOf([from, to]: Span): Span {
  const third = (to - from) / 3;
  return [from + third, to - third];
}

/** Stays inside. */
function moved([from, to]: Span, way: -1 | 1, [first, last]: Span): Span {
  const wanted = (way * (last - first)) / steps;
  const by = Math.max(first - from, Math.min(last - to, wanted));
  return [from + by, to + by];
}

/** One step wide at least. */
function resized([from, to]: Span, way: -1 | 1, [first, last]: Span): Span {
  const step = (last - first) / steps;
  return [from, Math.min(last, Math.max(from + step, to + way * step))];
}
