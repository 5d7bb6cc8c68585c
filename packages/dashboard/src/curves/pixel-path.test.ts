import { describe, expect, it } from 'vitest';
import { pixelPath, type Pen } from './pixel-path.ts';

function strokes(points: readonly (readonly [number, number])[]): readonly string[] {
  const drawn: string[] = [];
  const pen: Pen = {
    moveTo: (x, y) => drawn.push(`M${x},${y}`),
    lineTo: (x, y) => drawn.push(`L${x},${y}`),
  };
  const line = { x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y) };
  pixelPath(line, { x: (value) => value, y: (value) => value }, pen);
  return drawn;
}

describe('a line in pixels', () => {
  it('is drawn point by point where there is room', () => {
    expect(
      strokes([
        [0, 1],
        [1, 2],
        [2, 0],
      ]),
    ).toEqual(['M0,1', 'L1,2', 'L2,0']);
  });

  it('keeps the extremes of a column of pixels, and goes on from its last point', () => {
    expect(
      strokes([
        [0, 5],
        [0.1, 9],
        [0.2, 1],
        [0.3, 4],
        [1, 3],
      ]),
    ).toEqual(['M0,5', 'L0,1', 'L0,9', 'L0,4', 'L1,3']);
  });

  it('breaks where there is no number', () => {
    expect(
      strokes([
        [0, 1],
        [1, Number.NaN],
        [2, 3],
        [3, 4],
      ]),
    ).toEqual(['M0,1', 'M2,3', 'L3,4']);
  });

  it('needs a few strokes for each column, however many points there are', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => [index / 1000, Math.sin(index)] as const);
    expect(strokes(many).length).toBeLessThanOrEqual(4 * 101);
  });
});
