/** Lays one picture onto another at many places, pixel by pixel, as a canvas would: what is above covers what is below. */

/** Red, green, blue and alpha of each pixel in turn, rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Which of them; the rest stays empty. */
  readonly wanted: readonly number[];
}

/** `x`, `y`: where the picture's middle shall lie, times `density` in pixels. */
export function stampInto(below: Pixels, stamp: Pixels, { x, y, wanted }: Places, density: number): void {
  const [under, over] = [wordsOf(below), wordsOf(stamp)];
  for (const index of wanted) {
    const left = Math.round((x[index] ?? 0) * density - stamp.width / 2);
    const top = Math.round((y[index] ?? 0) * density - stamp.height / 2);
    const [fromX, toX] = [Math.max(0, -left), Math.min(stamp.width, below.width - left)];
    const [fromY, toY] = [Math.max(0, -top), Math.min(stamp.height, below.height - top)];
    for (let row = fromY; row < toY; row++) {
      let from = row * stamp.width + fromX;
      let to = (top + row) * below.width + left + fromX;
      for (let column = fromX; column < toX; column++, from++, to++) {
        const pixel = over[from] as number;
        if (pixel >>> 24 === 0) continue;
        if (pixel >>> 24 === 255 || under[to] === 0) under[to] = pixel;
        else blend(below.data, 4 * to, stamp.data, 4 * from);
      }
    }
  }
}

/** A pixel in one number, its alpha in the highest byte: as every machine that runs a browser has it. */
function wordsOf({ data }: Pixels): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}

function blend(below: Uint8ClampedArray, to: number, above: Uint8ClampedArray, from: number): void {
  const alpha = above[from + 3] as number;
  const kept = ((below[to + 3] as number) * (255 - alpha)) / 255;
  const whole = alpha + kept;
  for (let part = 0; part < 3; part++) {
    below[to + part] = ((above[from + part] as number) * alpha + (below[to + part] as number) * kept) / whole;
  }
  below[to + 3] = whole;
}
