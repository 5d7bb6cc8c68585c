import { describe, expect, it } from 'vitest';
import { livePoints } from '../api/live-points.ts';
import { lineOf } from './curve-line.ts';
import { growingLine, type LiveTail } from './growing-line.ts';

const document = { trial: 3, metric: 'valid/loss', x: [0, 10, 20], y: [1, 'NaN', 0.5], bestStep: 20, lastStep: 20 };

function tail(steps: readonly number[], values: readonly number[], revision = 1, attempt = 1): LiveTail {
  return { steps: Float64Array.from(steps), values: Float64Array.from(values), attempt, revision };
}

describe('a curve that goes on', () => {
  it('is read once, with words for what is no number', () => {
    const line = lineOf(document);
    expect([...line.y]).toEqual([1, Number.NaN, 0.5]);
    expect(lineOf(document)).toBe(line);
  });

  it('gains what arrived beyond what was read, and then what is new', () => {
    const drawn = growingLine(lineOf(document));
    drawn(tail([10, 20, 30], [9, 9, 0.4]), 'off', 0);
    const { raw } = drawn(tail([10, 20, 30, 40], [9, 9, 0.4, 0.3]), 'off', 0);
    expect([...raw.x]).toEqual([0, 10, 20, 30, 40]);
    expect([...raw.y]).toEqual([1, Number.NaN, 0.5, 0.4, 0.3]);
    expect([...lineOf(document).x]).toEqual([0, 10, 20]);
  });

  it('stays the same where nothing new arrived', () => {
    const line = lineOf(document);
    const drawn = growingLine(line);
    expect(drawn(undefined, 'off', 0).raw).toBe(line);
    expect(drawn(tail([20], [1]), 'off', 0).raw).toBe(line);
    const once = drawn(tail([20, 30], [1, 2]), 'median', 9);
    expect(drawn(tail([20, 30], [1, 2]), 'median', 9)).toBe(once);
    expect(once.shown).not.toBe(once.raw);
  });

  it('takes what arrived anew where it has changed', () => {
    const drawn = growingLine(lineOf(document));
    drawn(tail([30, 40, 50], [1, 2, 3]), 'ema', 9);
    const { raw, shown } = drawn(tail([30, 35], [1, 7], 2), 'ema', 9);
    expect([...raw.x]).toEqual([0, 10, 20, 30, 35]);
    expect([...raw.y].at(-1)).toBe(7);
    expect(shown.y).toHaveLength(5);
  });

  it('is what a later attempt told from its first step on, before the curve is read again', () => {
    const drawn = growingLine(lineOf(document));
    drawn(tail([30], [0.4]), 'off', 0);
    const scratch = drawn(tail([0, 10], [5, 4], 2, 2), 'off', 0).raw;
    expect([...scratch.x]).toEqual([0, 10]);
    expect([...scratch.y]).toEqual([5, 4]);
    const gone = drawn(tail([0, 10, 20, 30], [5, 4, 3, 2], 2, 2), 'off', 0).raw;
    expect([...gone.y]).toEqual([5, 4, 3, 2]);
    const resumed = drawn(tail([20, 30], [8, 7], 3, 3), 'off', 0).raw;
    expect([...resumed.x]).toEqual([0, 10, 20, 30]);
    expect([...resumed.y]).toEqual([1, Number.NaN, 8, 7]);
    expect([...lineOf(document).y]).toEqual([1, Number.NaN, 0.5]);
  });

  it('makes a redraw in proportion to what is new', () => {
    const read = Array.from({ length: 2_000 }, (_, index) => index);
    const drawn = growingLine(lineOf({ ...document, x: read, y: read.map(Math.sin) }));
    drawn(tail([2_000], [0]), 'median', 60);
    // Whatever is smoothed again is read again: the values of the beginning are not.
    const before = drawn(tail([2_000], [0]), 'median', 60).shown.y;
    before[100] = 77;
    const after = drawn(tail([2_000, 2_001], [0, 1]), 'median', 60).shown.y;
    expect(after[100]).toBe(77);
    expect(after).toHaveLength(2_002);
  });

  it('holds so many points, however many have come', () => {
    const points = livePoints();
    const drawn = growingLine(lineOf(document));
    let most = 0;
    for (let first = 21; first < 1_000_000; first += 500) {
      const steps = Array.from({ length: 500 }, (_, index) => first + index);
      points.add({ trial: 3, attempt: 1, series: [{ metric: 'valid/loss', steps, values: steps.map(Math.cos) }] });
      const { raw, shown } = drawn(points.series(3, 'valid/loss'), 'ema', 30_000);
      most = Math.max(most, raw.x.buffer.byteLength, shown.y.buffer.byteLength);
    }
    expect(most).toBeLessThan(100_000);
    expect(drawn(points.series(3, 'valid/loss'), 'ema', 30_000).raw.x.at(-1)).toBe(1_000_020);
  });
});
