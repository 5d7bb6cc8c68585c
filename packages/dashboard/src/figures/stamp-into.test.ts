import { describe, expect, it } from 'vitest';
import { stampInto, type Pixels } from './stamp-into.ts';

const pixels = (width: number, height: number, fill: readonly number[] = [0, 0, 0, 0]): Pixels => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: 4 * width * height }, (_, index) => fill[index % 4] ?? 0),
});
const at = ({ width, data }: Pixels, x: number, y: number) => [
  ...data.slice(4 * (y * width + x), 4 * (y * width + x) + 4),
];
const places = (...points: readonly (readonly [number, number])[]) => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  wanted: points.map((_, index) => index),
});

describe('a picture at many places', () => {
  it('lies with its middle there, and is cut off at the edges', () => {
    const below = pixels(6, 4);
    stampInto(below, pixels(2, 2, [10, 20, 30, 255]), places([2, 2], [6, 0], [-9, 1]), 1);
    const filled = Array.from({ length: 24 }, (_, index) => at(below, index % 6, Math.floor(index / 6))[3] === 255);
    expect(filled.flatMap((one, index) => (one ? [[index % 6, Math.floor(index / 6)]] : []))).toEqual([
      [5, 0],
      [1, 1],
      [2, 1],
      [1, 2],
      [2, 2],
    ]);
    expect(at(below, 1, 1)).toEqual([10, 20, 30, 255]);
  });

  it('covers what is below as far as it is opaque', () => {
    const below = pixels(2, 2, [0, 0, 0, 255]);
    stampInto(below, pixels(2, 2, [200, 100, 0, 51]), places([1, 1]), 1);
    expect(at(below, 0, 0)).toEqual([40, 20, 0, 255]);
    const clear = pixels(2, 2);
    stampInto(clear, pixels(2, 2, [200, 100, 0, 51]), places([1, 1]), 1);
    expect(at(clear, 0, 0)).toEqual([200, 100, 0, 51]);
  });

  it('is placed in pixels of the screen', () => {
    const below = pixels(8, 8);
    stampInto(below, pixels(2, 2, [1, 1, 1, 255]), places([2, 3]), 2);
    expect([at(below, 3, 5)[3], at(below, 4, 6)[3], at(below, 2, 5)[3]]).toEqual([255, 255, 0]);
  });
});
